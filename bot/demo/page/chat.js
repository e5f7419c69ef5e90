// The chat on a phone: its bubbles, where it stands, how many of them have not been looked at.
import { bubbleOf, dayOf } from "./bubble.js";
import { say } from "./words.js";

const NEWS_MS = 1800;
const NEAR_PX = 24;
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

// Whoever extends it says what a button does, `press(message, button)`, and has a `walk`.
export class Chat {
  constructor(element) {
    this.element = element;
    this.items = new Map();
    this.messages = new Map();
    this.log = this.find(".log");
    this.atEnd = true;
    this.byHand = false;
    this.unread = 0;
    this.seen = true;
    this.stay();
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  stay() {
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
    new ResizeObserver(() => this.keepEnd()).observe(this.log);
  }

  keepEnd() {
    if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
  }

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
    const isNew = !this.items.has(message.id);
    if (!isNew) {
      this.redraw(message.id);
      if (news && !message.live) this.noteEdit(this.items.get(message.id));
      this.keepEnd(); // an older card may have grown
    } else {
      this.append(message, news);
    }
    if (news && !message.mine) this.flash(this.element, "news");
    if (news && isNew && !message.mine) this.count(this.unread + 1);
  }

  // How many messages have come since this phone was looked at; its tab shows it.
  count(unread) {
    this.unread = this.seen ? 0 : unread;
    this.onUnread?.(this.unread);
  }

  // Whether it is looked at: in a narrow window one phone is.
  look(seen) {
    this.seen = seen;
    this.count(this.unread);
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
      loaded: () => this.keepEnd(),
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
  // that is what has to be seen, and what one may try makes room for it.
  scrollTo(item) {
    const pressed = item.querySelector(".keys") !== null;
    this.element.classList.remove("tall");
    if (this.log.clientHeight === 0) { // it stands behind another: its end is seen first
      this.atEnd = true;
      return;
    }
    const long = item.offsetHeight > this.log.clientHeight - 16;
    this.element.classList.toggle("tall", long && pressed);
    const toBegin = long && !pressed;
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

  flash(element, name) {
    element.classList.remove(name);
    void element.offsetWidth; // so that the animation begins anew
    element.classList.add(name);
    setTimeout(() => element.classList.remove(name), NEWS_MS);
  }
}
