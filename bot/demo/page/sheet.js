// The sheet behind the paper clip: what to send, then from where.
import { say, whenSpoken, current } from "./words.js";

const TITLES = { snapshot: "snapshotFrom", place: "placeFrom", live: "liveFrom" };

export class Sheet {
  // `send(kind, position)` and `sendPhoto(input)` do it; `here` and `spots` are where one can be.
  constructor(phone, { here, spots, send, sendPhoto }) {
    this.element = phone.querySelector(".sheet");
    this.clip = phone.querySelector(".clip");
    this.send = send;
    this.places = [{ name: null, position: here }, ...spots];
    this.element.id = `sheet-${phone.id}`;
    this.clip.setAttribute("aria-controls", this.element.id);
    this.listen(phone, sendPhoto);
    whenSpoken(() => this.redraw());
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  get open() {
    return !this.element.hidden;
  }

  listen(phone, sendPhoto) {
    this.clip.addEventListener("click", () => (this.open ? this.close() : this.show()));
    for (const button of this.element.querySelectorAll("[data-kind]")) {
      button.addEventListener("click", () => this.ask(button.dataset.kind));
    }
    this.find(".back").addEventListener("click", () => this.show(this.kind));
    this.find("[type=file]").addEventListener("change", (event) => {
      sendPhoto(event.target);
      this.close();
    });
    this.find(".free").addEventListener("submit", (event) => {
      event.preventDefault();
      const { lat, lon } = event.target.elements;
      this.choose([lat.valueAsNumber, lon.valueAsNumber, null]);
    });
    phone.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.open) this.close();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (this.open && !this.element.contains(target) && !this.clip.contains(target)) this.hide();
    });
  }

  // The first level; the focus goes to `kind`, from which one came back.
  show(kind = null) {
    this.turn(null);
    this.find(kind === null ? "[type=file]" : `[data-kind=${kind}]`).focus();
  }

  ask(kind) {
    this.turn(kind);
    this.find("li button").focus();
  }

  turn(kind) {
    this.kind = kind;
    this.element.hidden = false;
    this.clip.setAttribute("aria-expanded", "true");
    this.find(".kinds").hidden = kind !== null;
    this.find(".wheres").hidden = kind === null;
    this.redraw();
  }

  close() {
    this.hide();
    this.clip.focus();
  }

  hide() {
    this.element.hidden = true;
    this.clip.setAttribute("aria-expanded", "false");
  }

  choose(position) {
    this.send(this.kind, position);
    this.close();
  }

  // What a hand in a story does: nothing is focused, so that a visitor who types goes on typing.
  point() {
    this.turn("place");
    this.find("li button").classList.add("finger");
  }

  redraw() {
    this.element.setAttribute("aria-label", say(TITLES[this.kind] ?? "attach"));
    this.find("h3").textContent = say(TITLES[this.kind] ?? "attach");
    this.find("ul").replaceChildren(...this.places.map((place) => this.itemOf(place)));
  }

  itemOf({ name, position }) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name === null ? say("here") : name[current() === "id" ? 0 : 1];
    button.addEventListener("click", () => this.choose(position));
    item.append(button);
    return item;
  }
}
