// Puts the page together and keeps it live.
import { fetchJson, listen } from "./line.js";
import { Newcomer } from "./newcomer.js";
import { Phone } from "./phone.js";
import { Stage } from "./stage.js";
import { current, say, speak } from "./words.js";

const TYPING_MS = 1400;
// In a wide window two share the first phone, and two the last.
const OTHERS = { watch: "newcomer", newcomer: "watch", coordinator: "head", head: "coordinator" };
const FRONTS = ["watch", "coordinator"];
const IN_SIGHT = 0.6; // of its width
const narrow = matchMedia("(max-width: 760px)");
const stage = new Stage();
const phones = new Map(); // by whose they are
const order = []; // by the number of their shortcut

function tabFor(phone) {
  const tab = document.createElement("a");
  tab.href = `#${phone.element.id}`;
  tab.innerHTML = '<span></span> <b class="unread" hidden></b>';
  const [name, unread] = tab.children;
  if (phone.about.key === "newcomer") name.dataset.word = "newcomer"; // another one each time
  else name.textContent = phone.about.name.split(" ").at(-1);
  phone.onUnread = (count) => {
    badge(unread, count);
    const other = OTHERS[phone.about.key];
    if (other !== undefined) badge(named(other).find(".swap .unread"), count);
  };
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    turnTo(phone);
  });
  new IntersectionObserver(
    ([seen]) => {
      // A phone whose edge touches the window's counts as intersecting: only its share tells.
      const here = seen.intersectionRatio >= IN_SIGHT;
      tab.setAttribute("aria-current", String(here));
      phone.look(here);
    },
    { root: document.querySelector("#phones"), threshold: IN_SIGHT },
  ).observe(phone.element);
  return tab;
}

function badge(element, count) {
  element.hidden = count === 0;
  element.textContent = count;
  element.title = say("unread", { n: count });
}

// In a narrow window one phone is in sight: let it be this one.
function turnTo(phone) {
  document.body.dataset.turned = phone.about.key;
  if (narrow.matches) phone.element.scrollIntoView({ block: "nearest", inline: "center" });
}

// The story goes to the phone that acts, but not away from a visitor who is writing.
function follow(id) {
  const phone = phones.get(id);
  const { activeElement } = document;
  const writes = activeElement?.tagName === "TEXTAREA" && activeElement.value !== "";
  if (phone === undefined || (writes && !phone.element.contains(activeElement))) return;
  bring(phone);
}

function bring(phone) {
  if (phone.about.key in OTHERS) lookAt(phone.about.key);
  else turnTo(phone);
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
  FRONTS.toReversed().forEach(lookAt);
  speak(about.language);
}

const named = (key) => order.find((phone) => phone.about.key === key);

// Let one of two have the phone that they share; in a narrow window, where all of them stand side
// by side, move to it.
function lookAt(key) {
  named(key).element.classList.remove("behind");
  named(OTHERS[key]).element.classList.add("behind");
  turnTo(named(key));
}

// Each of two leads to the other.
function join() {
  for (const [key, other] of Object.entries(OTHERS)) {
    const swap = named(key).find(".swap");
    swap.hidden = false;
    swap.addEventListener("click", () => {
      lookAt(other);
      named(other).find(".swap").focus();
    });
    swap.querySelector("[data-word]").dataset.word = other;
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
  let state, about, before;
  do {
    before = changes; // what changes while it is fetched may be missing in it
    [state, about] = await Promise.all([fetchJson("state"), fetchJson("stage")]);
  } while (before !== changes);
  stage.setClock(state.now);
  if (about.language !== current()) speak(about.language);
  stage.showBot(about.bot);
  stage.showPlaying(about.playing);
  came(about.newcomer);
  for (const person of state.people) {
    phones.get(person.id)?.replace(person.messages);
    phones.get(person.id)?.showBlocked(person.blocked);
  }
  document.body.dataset.live = "true";
}

let changes = 0; // how many messages came or changed

function changed(message) {
  changes += 1;
  phones.get(message.chat)?.show(message, true);
}

function told(about) {
  if (about.scene !== undefined) stage.scene(about);
  if (about.playing !== undefined) {
    stage.showPlaying(about.playing);
    if (!about.playing) stage.ended(about);
  }
  if (about.bot !== undefined) stage.showBot(about.bot);
  if (about.language !== undefined) refresh(); // all that the bot said reads otherwise now
  if (about.count !== undefined) stage.showCount(about.count);
  if (about.newcomer !== undefined) came(about.newcomer);
  if (about.looking !== undefined) follow(about.looking);
  const acting = about.attaching ?? about.typing ?? about.finger;
  if (acting !== undefined) follow(acting);
  if (about.attaching !== undefined) phones.get(about.attaching)?.sheet.point();
  if (about.typing !== undefined) phones.get(about.typing)?.type(about.text, TYPING_MS);
  if (about.finger !== undefined) phones.get(about.finger)?.finger(about.label);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !/^Digit[1-6]$/.test(event.code)) return;
  event.preventDefault();
  const phone = order[Number(event.code.at(-1)) - 1];
  bring(phone);
  phone.input.focus();
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
