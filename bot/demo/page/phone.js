// One phone: shows the chat of its owner, and lets one act as them.
import { ask } from "./line.js";
import { bubbleOf, dayOf } from "./bubble.js";
import { Sheet } from "./sheet.js";
import { Walk } from "./walk.js";
import { current, say, whenSpoken } from "./words.js";

const TOAST_MS = 3500;
const NEWS_MS = 1800;
const NEAR_PX = 24;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Phone {
  constructor(about, number) {
    this.about = about;
    this.element = document.querySelector("#phone").content.firstElementChild.cloneNode(true);
    this.element.id = `phone-${about.key}`;
    this.items = new Map();
    this.messages = new Map();
    this.log = this.find(".log");
    this.input = this.find("textarea");
    this.atEnd = true;
    this.byHand = false;
    this.introduce(number);
    this.listen();
    this.sheet = new Sheet(this.element, {
      here: about.here,
      spots: about.spots,
      send: (kind, position) => this.sendFrom(kind, position),
      sendPhoto: (input) => this.sendPhoto(input),
    });
    this.walk = new Walk((deed, said) => this.act(deed, said));
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  introduce(number) {
    const { key, post, tries } = this.about;
    this.find("h2").id = `owner-${key}`;
    this.element.setAttribute("aria-labelledby", `owner-${key}`);
    this.input.setAttribute("aria-keyshortcuts", `Alt+${number}`);
    for (const text of tries) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", () => this.write(text));
      this.find(".tries").append(button);
    }
    whenSpoken(() => {
      this.find(".who p").textContent = post[current() === "id" ? 0 : 1];
      this.find(".who p").title = this.find(".who p").textContent;
      this.rename();
      this.find(".tries").setAttribute("aria-label", say("tries"));
      for (const id of this.messages.keys()) this.redraw(id);
      this.showBlocked(this.blocked);
      this.showEmpty();
    });
  }

  rename() {
    const { name } = this.about;
    this.find("h2").textContent = name;
    this.find(".face").textContent = name.split(" ").map((word) => word[0]).slice(0, 2).join("");
    this.log.setAttribute("aria-label", say("chat", { name }));
    this.input.setAttribute("aria-label", say("writeTo", { name }));
  }

  listen() {
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.write(this.input.value);
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.write(this.input.value);
    });
    // A chat that stands at its end keeps it when the window changes: there the buttons are. Only a
    // hand takes it away from there; a glide that a shrinking window cuts short does not.
    for (const hand of ["wheel", "touchmove", "keydown"]) {
      this.log.addEventListener(hand, () => (this.byHand = true), { passive: true });
    }
    this.log.addEventListener("scrollend", () => {
      if (!this.byHand) return;
      const { scrollHeight, scrollTop, clientHeight } = this.log;
      this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    });
    new ResizeObserver(() => {
      if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
    }).observe(this.log);
    this.find(".switch").addEventListener("click", () => {
      this.act(this.blocked ? "unblocks" : "blocks");
    });
  }

  // --- what its owner does ------------------------------------------------------------------
  async act(deed, said = {}) {
    try {
      return await ask(`people/${this.about.id}/${deed}`, said);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  write(text) {
    if (text.trim() === "") return;
    this.input.value = "";
    this.act("writes", { text });
  }

  sendPhoto(input) {
    const [file] = input.files;
    if (file === undefined) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const caption = this.input.value;
      this.input.value = "";
      this.act("sends_photo", { data: reader.result.split(",")[1], caption });
    });
    reader.readAsDataURL(file);
    input.value = "";
  }

  async sendFrom(kind, [lat, lon, accuracy]) {
    if (kind === "snapshot") {
      this.act("sends_snapshot", { lat, lon });
      return;
    }
    const sent = await this.act("sends_location", { lat, lon, accuracy, live: kind === "live" });
    if (kind === "live" && sent !== null) this.walk.begin(sent.message_id, [lat, lon, accuracy]);
  }

  press(message, button) {
    if (button.url) window.open(button.url, "_blank", "noopener");
    else this.act("presses", { label: button.text, message_id: message.id });
  }

  // --- what its owner sees ------------------------------------------------------------------
  replace(messages) {
    this.log.replaceChildren();
    this.items.clear();
    this.messages.clear();
    for (const message of messages) this.show(message);
    this.showEmpty();
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Show a message, or its newest state. `news`: it has just come.
  show(message, news = false) {
    this.messages.set(message.id, message);
    if (this.items.has(message.id)) {
      this.redraw(message.id);
      if (news && !message.live) this.noteEdit(this.items.get(message.id));
    } else {
      this.append(message, news);
    }
    if (news && !message.mine) this.flash(this.element, "news");
  }

  append(message, news) {
    this.find(".empty")?.remove();
    this.showDay(message.date);
    const item = document.createElement("li");
    if (news) item.className = "came";
    this.items.set(message.id, item);
    this.log.append(item);
    this.redraw(message.id);
    if (news) this.scrollTo(item);
  }

  redraw(id) {
    const message = this.messages.get(id);
    const item = this.items.get(id);
    item.classList.toggle("mine", message.mine);
    const quoted = this.messages.get(message.reply_to);
    const acts = {
      press: (button) => this.press(message, button),
      stop: () => this.walk.end(id),
    };
    item.replaceChildren(...bubbleOf(message, quoted, acts));
  }

  showDay(date) {
    const day = dayOf(date);
    if (this.log.dataset.day === day && this.log.querySelector(".date")) return;
    this.log.dataset.day = day;
    const item = document.createElement("li");
    item.className = "date";
    item.innerHTML = "<span></span>";
    item.firstChild.textContent = day;
    this.log.append(item);
  }

  showEmpty() {
    this.find(".empty")?.remove();
    if (this.items.size > 0) return;
    const item = document.createElement("li");
    item.className = "empty";
    item.innerHTML = "<p></p>";
    item.firstChild.textContent = say("empty");
    this.log.append(item);
  }

  // What is longer than the screen is read from its beginning; where there is something to press,
  // that is what has to be seen.
  scrollTo(item) {
    const long = item.offsetHeight > this.log.clientHeight - 16;
    const toBegin = long && item.querySelector(".keys") === null;
    this.byHand = false;
    this.atEnd = !toBegin && item === this.log.lastElementChild;
    this.scroll(toBegin ? item.offsetTop - 8 : this.endOf(item));
  }

  endOf(item) {
    return item.offsetTop + item.offsetHeight - this.log.clientHeight + 12;
  }

  scroll(top) {
    this.log.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  }

  // The newest state stands at the end of a card.
  noteEdit(item) {
    this.flash(item, "edited");
    if (item !== this.log.lastElementChild) return;
    this.byHand = false;
    this.atEnd = true;
    this.scroll(this.endOf(item));
  }

  showBlocked(blocked = false) {
    this.blocked = blocked;
    this.element.classList.toggle("blocked", blocked);
    this.find(".switch").setAttribute("aria-checked", String(blocked));
    this.input.placeholder = say(blocked ? "blocked" : "write");
    const actions = ".composer button, .composer textarea, .tries button";
    for (const one of this.element.querySelectorAll(actions)) one.disabled = blocked;
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.hidden = text === "";
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => (toast.hidden = true), TOAST_MS);
  }

  flash(element, name) {
    element.classList.remove(name);
    void element.offsetWidth; // so that the animation begins anew
    element.classList.add(name);
    setTimeout(() => element.classList.remove(name), NEWS_MS);
  }

  // --- what the story lets a hand do ----------------------------------------------------------
  type(text, milliseconds) {
    if (calm.matches) {
      this.input.value = text;
      return;
    }
    const began = performance.now();
    const step = () => {
      const share = (performance.now() - began) / (milliseconds * 0.85);
      this.input.value = text.slice(0, Math.ceil(text.length * Math.min(share, 1)));
      this.input.scrollTop = this.input.scrollHeight;
      if (share < 1) this.typing = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.typing);
    step();
  }

  finger(label) {
    const buttons = [...this.log.querySelectorAll(".keys button")].reverse();
    const button = buttons.find((one) => one.textContent.endsWith(label));
    if (button === undefined) return;
    this.flash(button, "finger");
    this.scrollTo(button.closest("li"));
  }

  wrote() {
    cancelAnimationFrame(this.typing);
    this.input.value = "";
    this.sheet.hide();
  }
}
