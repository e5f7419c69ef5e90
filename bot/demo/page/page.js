// Puts the page together and keeps it live.
import { fetchJson, listen } from "./line.js";
import { Phone } from "./phone.js";
import { Stage } from "./stage.js";
import { current, say, speak } from "./words.js";

const TYPING_MS = 1400;
const stage = new Stage();
const phones = new Map();

function tabFor(phone) {
  const tab = document.createElement("a");
  tab.href = `#${phone.element.id}`;
  tab.textContent = phone.about.name;
  new IntersectionObserver(
    ([seen]) => tab.setAttribute("aria-current", String(seen.isIntersecting)),
    { root: document.querySelector("#phones"), threshold: 0.6 },
  ).observe(phone.element);
  return tab;
}

async function build() {
  const about = await fetchJson("stage");
  about.phones.forEach((one, index) => {
    const phone = new Phone(one, index + 1);
    phones.set(one.id, phone);
    document.querySelector("#phones").append(phone.element);
    document.querySelector(".tabs").append(tabFor(phone));
  });
  speak(current());
}

// All that lies in the chats, and how the stage stands: at the start, and whenever the line was cut.
async function refresh() {
  const [state, about] = await Promise.all([fetchJson("state"), fetchJson("stage")]);
  stage.setClock(state.now);
  stage.showBot(about.bot);
  stage.showPlaying(about.playing);
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
  if (about.typing !== undefined) phones.get(about.typing)?.type(about.text, TYPING_MS);
  if (about.finger !== undefined) phones.get(about.finger)?.finger(about.label);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !/^Digit[1-4]$/.test(event.code)) return;
  event.preventDefault();
  [...phones.values()][Number(event.code.at(-1)) - 1]?.input.focus();
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
