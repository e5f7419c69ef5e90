// Everything around the phones: the clock, the story, the kill, the count.
import { dayOf, timeOf } from "./bubble.js";
import { ask } from "./line.js";
import { current, say, whenSpoken } from "./words.js";

const HOUR = 3_600_000;
const AHEAD_OF_UTC = 8 * HOUR; // WITA, all year
const FIGURES = ["sent", "stored", "received", "lost", "doubled"];
const $ = (selector) => document.querySelector(selector);

export class Stage {
  constructor() {
    this.skew = 0;
    this.playing = false;
    this.caption = null;
    this.bot = { pid: null, starts: 0 };
    this.count = null;
    this.listen();
    whenSpoken(() => this.redraw());
    setInterval(() => this.showClock(), 500);
  }

  listen() {
    for (const button of document.querySelectorAll("[data-advance]")) {
      button.addEventListener("click", () => ask("clock", { advance: Number(button.dataset.advance) }));
    }
    for (const button of document.querySelectorAll("[data-to]")) {
      button.addEventListener("click", () => ask("clock", { to: this.next(button.dataset.to) }));
    }
    $("#play").addEventListener("click", () => {
      if (this.playing) ask("story", {}, "DELETE");
      else this.play();
    });
    $("#kill").addEventListener("click", () => ask("kill", {}));
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => ask("language", { language: button.dataset.language }));
    }
  }

  redraw() {
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === current()));
    }
    this.showClock();
    this.showPlaying(this.playing);
    this.showCaption();
    this.showBot();
    this.showCount();
  }

  // --- time -----------------------------------------------------------------------------------
  now() {
    return Date.now() + this.skew;
  }

  setClock(moment, moved = false) {
    this.skew = Date.parse(moment) - Date.now();
    this.showClock();
    if (!moved) return;
    const clock = $(".clock");
    clock.classList.remove("moved");
    void clock.offsetWidth; // so that the animation begins anew
    clock.classList.add("moved");
  }

  showClock() {
    const shown = timeOf(this.now());
    if ($("#clock").textContent !== shown) $("#clock").textContent = shown;
    $("#day").textContent = dayOf(this.now());
  }

  // The next 06.00 of another day, or the next Monday 07.00, in the village.
  next(what) {
    const here = new Date(this.now() + AHEAD_OF_UTC);
    const monday = what === "monday";
    const target = Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate(), monday ? 7 : 6);
    const days = monday ? (8 - here.getUTCDay()) % 7 : target > here ? 0 : 1;
    let moment = target + days * 24 * HOUR;
    if (moment <= here) moment += 7 * 24 * HOUR;
    return new Date(moment - AHEAD_OF_UTC + 1000).toISOString();
  }

  // --- the stories --------------------------------------------------------------------------------
  play(story) {
    const pace = Number(new URLSearchParams(location.search).get("pace") ?? 1); // ?pace=3: faster
    ask("story", { story, pace });
  }

  // What can be chosen behind the arrow.
  list(stories) {
    const menu = $("#stories");
    for (const { key, title } of stories) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () => {
        menu.hidePopover();
        this.play(key);
      });
      whenSpoken(() => (button.textContent = title[current()]));
      item.append(button);
      menu.append(item);
    }
    menu.addEventListener("beforetoggle", ({ newState }) => {
      const { right, bottom } = $("#choose").getBoundingClientRect();
      menu.style.setProperty("--top", `${bottom + 6}px`);
      menu.style.setProperty("--right", `${document.documentElement.clientWidth - right}px`);
      $("#choose").setAttribute("aria-expanded", String(newState === "open"));
    });
  }

  showPlaying(playing) {
    this.playing = playing;
    $("#play").setAttribute("aria-pressed", String(playing));
    $("#play [data-word]").dataset.word = playing ? "stop" : "play";
    $("#play [data-word]").textContent = say(playing ? "stop" : "play");
    for (const button of document.querySelectorAll(".ahead button, #choose")) button.disabled = playing;
  }

  scene({ caption, number, of }) {
    this.caption = caption;
    this.showCaption();
    const beats = $("#beats");
    if (beats.children.length !== of) {
      beats.replaceChildren(...Array.from({ length: of }, () => document.createElement("li")));
    }
    [...beats.children].forEach((beat, index) => beat.classList.toggle("done", index < number));
  }

  showCaption() {
    const caption = $("#caption");
    caption.classList.toggle("hint", this.caption === null);
    caption.classList.toggle("idle", this.caption === null && !this.stuck);
    caption.textContent = this.caption === null ? say(this.stuck ? "stuck" : "hint") : this.caption[current()];
  }

  ended({ stuck = false, ended = false }) {
    this.stuck = stuck;
    if (!ended) {
      this.caption = null;
      $("#beats").replaceChildren();
    }
    this.showCaption();
  }

  // --- the process ------------------------------------------------------------------------------
  showBot(bot = this.bot) {
    this.bot = bot;
    const word = bot.pid === null ? "down" : bot.starts > 1 ? "restarted" : "running";
    $("#process").textContent = say(word, { pid: bot.pid, n: bot.starts - 1 });
    $("#lamp").classList.toggle("off", bot.pid === null);
  }

  showCount(count = this.count) {
    this.count = count;
    if (count === null) return;
    const busy = count.state !== "done";
    $("#kill").disabled = busy;
    $("#kill").textContent = say(busy ? "killing" : "kill");
    $("#counted").textContent = say("counted", { people: count.people });
    $("#count").replaceChildren(...FIGURES.map((name, index) => figureOf(name, count[name], index, busy)));
  }
}

function figureOf(name, value, index, busy) {
  const figure = document.createElement("div");
  if (index === 1 || index === 2) figure.className = busy ? "then" : "equal";
  if (index === 3) figure.classList.add("apart");
  if (index > 2 && value === 0 && !busy) figure.classList.add("none");
  const term = document.createElement("dt");
  term.textContent = say(name);
  const number = document.createElement("dd");
  number.textContent = busy && index > 2 ? "–" : value;
  figure.append(term, number);
  return figure;
}
