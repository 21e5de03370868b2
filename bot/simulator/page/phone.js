// One phone: the chat of one person with the account.

import { accountFace, bubble, unsent } from "./bubbles.js";
import { ICONS, icon, node } from "./dom.js";
import * as time from "./time.js";
import * as wechat from "./wechat.js";

const GAP = 5 * 60_000;
const PLACES = [
  ["新城区人民广场", 34.2658, 108.9541],
  ["市图书馆", 34.3416, 108.9402],
  ["体育中心东门", 34.2323, 108.9407],
];

export class Phone {
  constructor(person, account, { close, fail }) {
    this.person = person;
    this.account = account;
    this.fail = fail;
    this.last = 0;
    this.lines = [];
    this.unsent = new Set();
    this.typing = !account.menu.button.length;
    this.chat = node("div", { class: "chat", role: "log", "aria-live": "polite", tabindex: "0" });
    this.chat.addEventListener("click", () => this.close());
    this.foot = node("footer");
    this.sheet = node("div", { class: "sheet", hidden: true });
    this.now = node("time", {}, time.hour(time.now()));
    this.element = this.draw(close);
  }

  draw(close) {
    const { name, unit = "", role = "" } = this.person;
    const more = () => this.open(this.aboutSheet());
    return node(
      "section",
      { class: "phone", "aria-label": `${name}的手机` },
      node("p", { class: "owner" }, node("b", {}, name), ` ${[unit, role].filter(Boolean).join(" ")}`),
      node(
        "div",
        { class: "screen" },
        node("div", { class: "status-bar" }, this.now, icon(ICONS.status)),
        node(
          "header",
          {},
          node("button", { class: "plain", "aria-label": "收起这部手机", onclick: close }, icon(ICONS.close)),
          node("h2", {}, this.account.name),
          node("button", { class: "plain", "aria-label": "更多", onclick: more }, icon(ICONS.more)),
        ),
        this.chat,
        this.foot,
        this.sheet,
      ),
    );
  }

  async load() {
    const { following, lines } = await wechat.history(this.person.openid);
    this.chat.replaceChildren();
    this.last = 0;
    this.lines = [];
    lines.forEach((line) => this.add(line));
    this.chat.append(...this.unsent);
    this.follows(following);
  }

  // What comes.

  add(line) {
    if (line.number <= this.last) return;
    const before = this.lines.at(-1);
    if (!before || line.at - before.at > GAP) {
      this.chat.append(node("time", { class: "stamp", "data-at": String(line.at) }, time.stamp(line.at)));
    }
    this.chat.append(bubble(line, this.person, (tap, link) => this.tap(tap, link)));
    this.lines.push(line);
    this.last = line.number;
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  tick() {
    this.now.textContent = time.hour(time.now());
  }

  restamp() {
    for (const each of this.chat.querySelectorAll(".stamp")) {
      each.textContent = time.stamp(Number(each.dataset.at));
    }
  }

  follows(following) {
    this.following = following;
    this.element.classList.toggle("stranger", !following);
    this.drawFoot();
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  // What goes.

  async act(action, body) {
    this.close();
    try {
      await wechat.act(this.person.openid, action, body);
    } catch (wrong) {
      this.fail(wrong);
    }
  }

  // Words are kept when nobody took them.
  async say(text, action, body) {
    this.close();
    try {
      await wechat.act(this.person.openid, action, body);
    } catch (wrong) {
      this.keep(text, action, body);
      if (wrong.answered) this.fail(wrong);
    }
  }

  keep(text, action, body) {
    const line = unsent(text, this.person, () => {
      this.unsent.delete(line);
      line.remove();
      this.say(text, action, body);
    });
    this.unsent.add(line);
    this.chat.append(line);
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  tap(tap, link) {
    this.say(tap.content, "tap", { content: tap.content, id: tap.menu_id, link });
  }

  press(button) {
    const { type, key, url } = button;
    if (type === "view" || type === "miniprogram") {
      window.open(url, "_blank", "noopener");
      return this.act("view", { url });
    }
    if (type === "click") return this.act("click", { key });
    if (type === "location_select") {
      return this.open(this.placeSheet((label, lat, lon) =>
        this.act("pick_location", { key, label, lat, lon })));
    }
    if (type.startsWith("pic_")) return this.act("pick_picture", { key });
    return this.act("event", { name: type, fields: { EventKey: key ?? "" } });
  }

  // The foot: the menu, or the input line.

  drawFoot() {
    const buttons = this.account.menu.button;
    if (!this.following) {
      const follow = () => this.act("follow", {});
      this.foot.replaceChildren(node("button", { class: "follow", onclick: follow }, "关注公众号"));
      this.greet();
      return;
    }
    this.chat.querySelector(".greeting")?.remove();
    const flip = () => {
      this.typing = !this.typing;
      this.close();
      this.drawFoot();
    };
    const [path, label] = this.typing ? [ICONS.menu, "菜单"] : [ICONS.keyboard, "键盘"];
    const toggle = node("button", { class: "plain toggle", "aria-label": label, onclick: flip }, icon(path));
    const rest = this.typing ? this.inputLine() : buttons.map((each) => this.menuButton(each));
    this.foot.replaceChildren(...(buttons.length ? [toggle] : []), ...rest);
    this.foot.className = this.typing ? "typing" : "menu";
  }

  greet() {
    if (this.chat.querySelector(".greeting")) return;
    this.chat.append(
      node("div", { class: "greeting" }, accountFace(), node("b", {}, this.account.name), "服务号"),
    );
  }

  menuButton(button) {
    const below = button.sub_button ?? [];
    if (!below.length) return node("button", { class: "entry", onclick: () => this.press(button) }, button.name);
    const list = node(
      "div",
      { class: "below", hidden: true },
      ...below.map((each) => node("button", { onclick: () => this.press(each) }, each.name)),
    );
    const show = () => {
      const closed = list.hidden;
      this.close();
      list.hidden = !closed;
    };
    const head = node("button", { class: "entry", onclick: show }, node("i", { class: "lines" }), button.name);
    return node("div", { class: "group" }, head, list);
  }

  inputLine() {
    const field = node("textarea", { rows: "1", "aria-label": "消息", enterkeyhint: "send" });
    const send = node("button", { class: "send", hidden: true }, "发送");
    const more = () => this.open(this.plusSheet());
    const plus = node("button", { class: "plain", "aria-label": "更多功能", onclick: more }, icon(ICONS.plus));
    const sized = () => {
      send.hidden = !field.value;
      plus.hidden = !send.hidden;
      field.style.height = "auto";
      field.style.height = `${Math.min(field.scrollHeight, 110)}px`;
    };
    const go = () => {
      const text = field.value;
      if (!text) return;
      field.value = "";
      sized();
      field.focus();
      this.say(text, "text", { text });
    };
    field.addEventListener("input", sized);
    field.addEventListener("focus", () => this.close());
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      go();
    });
    send.addEventListener("click", go);
    return [field, send, plus];
  }

  // Sheets that come up from below.

  open(content) {
    const again = this.sheet.firstElementChild?.dataset.name === content.dataset.name;
    this.close();
    if (again) return;
    this.sheet.replaceChildren(content);
    this.sheet.hidden = false;
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  close() {
    this.sheet.hidden = true;
    this.sheet.replaceChildren();
    for (const each of this.foot.querySelectorAll(".below")) each.hidden = true;
  }

  plusSheet() {
    const place = (label, lat, lon) => this.act("location", { label, lat, lon });
    const tiles = [
      ["place", "发位置", () => this.open(this.placeSheet(place))],
      ["voice", "发语音", () => this.open(this.voiceSheet())],
      ["picture", "发图片", () => this.act("image", {})],
    ].map(([path, label, onclick]) => node("button", { onclick }, icon(ICONS[path]), label));
    return node("div", { class: "tiles", "data-name": "plus" }, ...tiles);
  }

  placeSheet(choose) {
    const places = PLACES.map(([label, lat, lon]) =>
      node("button", { onclick: () => choose(label, lat, lon) }, label));
    return node("div", { class: "list", "data-name": "place" }, ...places);
  }

  voiceSheet() {
    const field = node("input", { "aria-label": "语音识别的文字", placeholder: "说的话（留空即未识别）" });
    const send = (event) => {
      event.preventDefault();
      this.act("voice", field.value ? { recognition: field.value } : {});
    };
    const form = node("form", { class: "voice-form", "data-name": "voice", onsubmit: send }, field,
      node("button", { class: "send" }, "发语音"));
    setTimeout(() => field.focus());
    return form;
  }

  aboutSheet() {
    const away = node("button", { class: "warn", onclick: () => this.act("unfollow", {}) }, "取消关注");
    const back = node("button", { onclick: () => this.close() }, "返回");
    return node("div", { class: "list", "data-name": "about" }, this.following ? away : null, back);
  }
}
