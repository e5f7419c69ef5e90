// One phone: lets one act as its owner.
import { ask } from "./line.js";
import { Chat, calm } from "./chat.js";
import { Sheet } from "./sheet.js";
import { Walk } from "./walk.js";
import { current, say, whenSpoken } from "./words.js";

const TOAST_MS = 3500;

export class Phone extends Chat {
  constructor(about, number) {
    super(document.querySelector("#phone").content.firstElementChild.cloneNode(true));
    this.about = about;
    this.element.id = `phone-${about.key}`;
    this.input = this.find("textarea");
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

  introduce(number) {
    const { key, post } = this.about;
    this.find("h2").id = `owner-${key}`;
    this.element.setAttribute("aria-labelledby", `owner-${key}`);
    this.input.setAttribute("aria-keyshortcuts", `Alt+${number}`);
    whenSpoken(() => {
      this.offer();
      this.find(".who p").textContent = post[current() === "id" ? 0 : 1];
      this.find(".who p").title = this.find(".who p").textContent;
      this.rename();
      this.find(".tries").setAttribute("aria-label", say("tries"));
      for (const id of this.messages.keys()) this.redraw(id);
      this.showBlocked(this.blocked);
      this.showEmpty();
    });
  }

  offer() {
    const buttons = this.about.tries[current()].map((text) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", () => this.write(text));
      return button;
    });
    this.find(".tries").replaceChildren(...buttons);
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
