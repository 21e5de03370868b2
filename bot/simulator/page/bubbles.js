// One line of a chat as a bubble.

import { ICONS, icon, node } from "./dom.js";

const COLOURS = ["#5b8c85", "#7a6c9d", "#b07d4f", "#4f7cac", "#a3586d", "#6b8e4e"];

export function face(person) {
  const name = person.name || "访";
  const colour = COLOURS[[...person.openid].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6];
  const made = node("span", { class: "face", "aria-hidden": "true" }, name[0]);
  made.style.background = colour;
  return made;
}

export const accountFace = () => node("img", { class: "face", src: "icon.svg", alt: "" });

// `tap` is called with {content, menu_id} when a tappable answer is touched.
export function bubble(line, person, tap) {
  if (line.by === "system") return node("p", { class: "system" }, line.content.text);
  const mine = line.by === "user";
  return node(
    "div",
    { class: mine ? "line mine" : "line" },
    mine ? face(person) : accountFace(),
    inside(line.content, mine ? null : tap),
  );
}

// What could not be sent stays where it was said, with a red mark; touching that sends it again.
export function unsent(text, person, again) {
  return node(
    "div",
    { class: "line mine" },
    face(person),
    node("div", { class: "bubble" }, text),
    node("button", { class: "unsent", type: "button", "aria-label": "没有发出，点一下重发", onclick: again }, "!"),
  );
}

function inside(content, tap) {
  const draw = { news, image, voice, location, link: card, file: card }[content.kind];
  return draw ? draw(content) : node("div", { class: "bubble" }, ...runs(content, tap));
}

function runs(content, tap) {
  if (!tap || !content.parts.length) return [content.text];
  return content.parts.map((part) => {
    if (part.tap) {
      const choose = () => tap(part.tap, content.kind === "text");
      return node("button", { class: "link", type: "button", onclick: choose }, part.text);
    }
    if (!part.href) return part.text;
    const away = { class: "link", href: part.href, target: "_blank", rel: "noopener noreferrer" };
    return node("a", away, part.text);
  });
}

function news(content) {
  const articles = content.articles.map((each) =>
    node(
      "a",
      { href: /^https?:/.test(each.url) ? each.url : "#", target: "_blank", rel: "noopener noreferrer" },
      node("strong", {}, each.title),
      each.description ? node("span", {}, each.description) : null,
    ),
  );
  return node("div", { class: "bubble card news" }, ...articles);
}

function image() {
  return node("div", { class: "bubble image" }, icon(ICONS.picture, "图片"));
}

function voice(content) {
  const long = Math.min(12, 2 + Math.round(content.text.length / 3));
  const sound = node("div", { class: "bubble voice" }, icon(ICONS.waves), `${long}″`);
  if (!content.text) return sound;
  return node("div", { class: "stack" }, sound, node("div", { class: "said" }, content.text));
}

function location(content) {
  return node(
    "div",
    { class: "bubble card location" },
    node("strong", {}, content.text || "位置"),
    node("div", { class: "map" }, icon(ICONS.place)),
  );
}

function card(content) {
  return node("div", { class: "bubble card" }, node("strong", {}, content.text));
}
