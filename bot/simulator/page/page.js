// Who is on stage, the clock, and the one stream that tells all phones what happens.

import { face } from "./bubbles.js";
import { node } from "./dom.js";
import { Phone } from "./phone.js";
import * as time from "./time.js";
import * as wechat from "./wechat.js";

const $ = (id) => document.getElementById(id);
const KEPT = "simulator.phones";
const small = window.matchMedia("(max-width: 719px)");
const phones = new Map();
const unread = new Set();
let account;
let people = [];
let front = "";
let stream = null;

// People.

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep() {
  const open = [...phones.values()].map((phone) => phone.person);
  localStorage.setItem(KEPT, JSON.stringify(open));
}

function stranger() {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  const dice = crypto.getRandomValues(new Uint8Array(22));
  const openid = "oSim0" + "x" + [...dice].map((each) => letters[each % 64]).join("");
  const count = [...phones.values()].filter((phone) => phone.person.stranger).length;
  return { openid, name: `陌生人${count + 1}`, unit: "新来的", role: "", stranger: true };
}

function drawPeople() {
  const words = $("search").value.trim().split(/\s+/);
  const wanted = people.filter((each) =>
    words.every((word) => `${each.name} ${each.unit} ${each.role} ${each.openid}`.includes(word)),
  );
  $("people").replaceChildren(...wanted.slice(0, 200).map(personRow));
}

function personRow(person) {
  const label = node(
    "span",
    {},
    node("span", { class: "name" }, node("b", {}, person.name || person.openid), node("small", {}, person.role)),
    node("small", {}, person.unit),
  );
  const open = phones.has(person.openid);
  const row = node("button", { onclick: () => choose(person) }, face(person), label);
  if (unread.has(person.openid)) row.append(node("i", { class: "dot" }));
  const tag = person.bound ? node("em", {}, "已绑定") : null;
  if (tag) row.append(tag);
  return node("li", { class: open ? "open" : "" }, row);
}

// Phones.

async function choose(person) {
  document.body.classList.remove("choosing");
  if (!phones.has(person.openid)) await open(person);
  show(person.openid);
}

async function open(person) {
  const phone = new Phone(person, account, {
    close: () => (small.matches ? choosePerson() : drop(person.openid)),
    fail: complain,
  });
  phones.set(person.openid, phone);
  if (person.stranger && !people.some((each) => each.openid === person.openid)) {
    people.unshift(person);
  }
  $("phones").append(phone.element);
  await phone.load();
  keep();
  listen();
}

function drop(openid) {
  phones.get(openid).element.remove();
  phones.delete(openid);
  keep();
  listen();
  drawPeople();
}

function show(openid) {
  front = openid;
  unread.delete(openid);
  for (const [each, phone] of phones) {
    phone.element.classList.toggle("front", each === openid);
  }
  const phone = phones.get(openid);
  phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  phone.chat.scrollTop = phone.chat.scrollHeight;
  $("who").textContent = phone.person.name;
  $("open-people").querySelector(".dot").hidden = !unread.size;
  drawPeople();
}

function choosePerson() {
  document.body.classList.add("choosing");
  drawPeople();
}

// News.

function listen() {
  stream?.close();
  if (!phones.size) return;
  const after = Math.min(...[...phones.values()].map((phone) => phone.last));
  stream = wechat.listen([...phones.keys()], after, hear);
}

function hear(event, data) {
  if (event === "line") line(data);
  else if (event === "following") phones.get(data.openid)?.follows(data.following);
  else if (event === "clock") clock(data.ms);
  else phones.forEach((phone) => phone.load().catch(complain));
}

function line(data) {
  phones.get(data.openid)?.add(data);
  if (small.matches && data.openid !== front && data.by !== "user") {
    unread.add(data.openid);
    $("open-people").querySelector(".dot").hidden = false;
    drawPeople();
  }
}

function clock(ms) {
  time.set(ms);
  tick();
  phones.forEach((phone) => phone.restamp());
}

function tick() {
  $("now").textContent = `${time.date(time.now())} ${time.hour(time.now())}`;
  phones.forEach((phone) => phone.tick());
}

async function forward(seconds) {
  const buttons = [...$("steps").querySelectorAll("button")];
  $("busy").hidden = false;
  buttons.forEach((each) => (each.disabled = true));
  try {
    clock((await wechat.advance(seconds)).ms);
  } catch (wrong) {
    complain(wrong);
  } finally {
    $("busy").hidden = true;
    buttons.forEach((each) => (each.disabled = false));
    document.body.classList.remove("forwarding");
  }
}

function complain(wrong) {
  $("toast").textContent = `模拟器没有办成：${wrong.message}`;
  $("toast").hidden = false;
  clearTimeout(complain.timer);
  complain.timer = setTimeout(() => ($("toast").hidden = true), 4000);
}

function connect() {
  $("search").addEventListener("input", drawPeople);
  $("stranger").addEventListener("click", () => choose(stranger()));
  $("open-people").addEventListener("click", choosePerson);
  $("close-people").addEventListener("click", () => document.body.classList.remove("choosing"));
  $("open-forward").addEventListener("click", () => {
    const open = document.body.classList.toggle("forwarding");
    $("open-forward").setAttribute("aria-expanded", String(open));
  });
  for (const each of $("steps").querySelectorAll("[data-seconds]")) {
    each.addEventListener("click", () => forward(Number(each.dataset.seconds)));
  }
  $("to-morning").addEventListener("click", () => forward(time.toMorning()));
  $("custom").addEventListener("submit", (event) => {
    event.preventDefault();
    const [count, unit] = event.target.elements;
    forward(Number(count.value) * Number(unit.value));
  });
  setInterval(tick, 1000);
}

async function start() {
  connect();
  const [told, listed, at] = await Promise.all([wechat.account(), wechat.people(), wechat.clock()]);
  account = told;
  people = listed;
  clock(at.ms);
  const again = kept();
  const first = again.length ? again : people.slice(0, small.matches ? 1 : 2);
  for (const each of first.length ? first : [stranger()]) await open(each);
  show(phones.keys().next().value);
}

start().catch(complain);
