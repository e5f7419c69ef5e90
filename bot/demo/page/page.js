// Puts the page together and keeps it live.
import { fetchJson, listen } from "./line.js";
import { Newcomer } from "./newcomer.js";
import { Phone } from "./phone.js";
import { Stage } from "./stage.js";
import { current, say, speak } from "./words.js";

const TYPING_MS = 1400;
const FRONT = "watch"; // who has the first phone: the watch, or a newcomer
const OTHERS = { watch: "newcomer", newcomer: "watch" };
const narrow = matchMedia("(max-width: 760px)");
const stage = new Stage();
const phones = new Map(); // by whose they are
const order = []; // by the number of their shortcut

function tabFor(phone) {
  const tab = document.createElement("a");
  tab.href = `#${phone.element.id}`;
  if (phone.about.key === "newcomer") tab.dataset.word = "newcomer"; // another one each time
  else tab.textContent = phone.about.name;
  new IntersectionObserver(
    ([seen]) => tab.setAttribute("aria-current", String(seen.isIntersecting)),
    { root: document.querySelector("#phones"), threshold: 0.6 },
  ).observe(phone.element);
  return tab;
}

async function build() {
  const about = await fetchJson("stage");
  about.phones.forEach((one, index) => {
    one.spots = about.spots;
    const phone = one.key === "newcomer" ? new Newcomer(one, index + 1, about.newcomer) : new Phone(one, index + 1);
    phones.set(one.id, phone);
    order.push(phone);
    const tab = tabFor(phone);
    if (one.key === "newcomer") {
      named("watch").element.after(phone.element);
      document.querySelector(".tabs a").after(tab);
    } else {
      document.querySelector("#phones").append(phone.element);
      document.querySelector(".tabs").append(tab);
    }
  });
  stage.list(about.stories);
  join();
  lookAt(FRONT);
  speak(current());
}

const named = (key) => order.find((phone) => phone.about.key === key);

// Let the watch or the newcomer have the first phone; in a narrow window, where all of them stand
// side by side, move to it.
function lookAt(key) {
  document.body.dataset.front = key;
  if (narrow.matches) named(key).element.scrollIntoView({ block: "nearest", inline: "center" });
}

// Each of the two leads to the other.
function join() {
  for (const [key, other] of Object.entries(OTHERS)) {
    const swap = named(key).find(".swap");
    swap.hidden = false;
    swap.addEventListener("click", () => {
      lookAt(other);
      named(other).find(".swap").focus();
    });
    swap.lastElementChild.dataset.word = other;
  }
}

function came(state) {
  const newcomer = named("newcomer");
  phones.delete(newcomer.about.id);
  newcomer.become(state);
  phones.set(state.id, newcomer);
}

// All that lies in the chats, and how the stage stands: at the start, and whenever the line was cut.
async function refresh() {
  const [state, about] = await Promise.all([fetchJson("state"), fetchJson("stage")]);
  stage.setClock(state.now);
  stage.showBot(about.bot);
  stage.showPlaying(about.playing);
  came(about.newcomer);
  for (const person of state.people) {
    phones.get(person.id)?.replace(person.messages);
    phones.get(person.id)?.showBlocked(person.blocked);
  }
  document.body.dataset.live = "true";
}

const changed = (message) => phones.get(message.chat)?.show(message, true);

function told(about) {
  if (about.scene !== undefined) stage.scene(about);
  if (about.playing !== undefined) {
    stage.showPlaying(about.playing);
    if (!about.playing) stage.ended(about);
  }
  if (about.bot !== undefined) stage.showBot(about.bot);
  if (about.count !== undefined) stage.showCount(about.count);
  if (about.newcomer !== undefined) came(about.newcomer);
  if (about.front !== undefined) lookAt(about.front);
  if (about.attaching !== undefined) phones.get(about.attaching)?.sheet.point();
  if (about.typing !== undefined) phones.get(about.typing)?.type(about.text, TYPING_MS);
  if (about.finger !== undefined) phones.get(about.finger)?.finger(about.label);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !/^Digit[1-5]$/.test(event.code)) return;
  event.preventDefault();
  const { about, input } = order[Number(event.code.at(-1)) - 1];
  if (about.key in OTHERS) lookAt(about.key);
  input.focus();
});

await build();
listen(
  {
    message: (message) => {
      if (message.mine) phones.get(message.chat)?.wrote();
      changed(message);
    },
    edited: changed,
    deleted: changed,
    blocked: (person) => phones.get(person.id)?.showBlocked(person.blocked),
    toast: ({ chat, text }) => phones.get(chat)?.toast(text),
    clock: ({ now }) => stage.setClock(now, true),
    stage: told,
  },
  refresh,
  () => {
    document.querySelector("#process").textContent = say("lineLost");
  },
);
