// A message as a bubble, with its buttons.
import { placeOf } from "./place.js";
import { current, say } from "./words.js";

const ZONE = "Asia/Makassar";

const format = (date, options) =>
  new Intl.DateTimeFormat(current() === "id" ? "id-ID" : "en-GB", { timeZone: ZONE, ...options })
    .format(new Date(date));

export const timeOf = (date) => format(date, { hour: "2-digit", minute: "2-digit" });
export const dayOf = (date) => format(date, { weekday: "long", day: "numeric", month: "long" });

export function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Returns the bubble and, where the message has some, its buttons. `acts`: what these do.
export function bubbleOf(message, quoted, acts) {
  const bubble = element("div", "bubble");
  if (message.deleted) {
    bubble.append(element("em", "words", say("deleted")));
    return [bubble];
  }
  if (quoted !== undefined) bubble.append(element("div", "quote", quoted.text || say(quoted.location === null ? "photo" : "place")));
  bubble.append(...contentOf(message));
  const moved = message.location !== null;
  const mark = message.edited ? `${say(moved ? "updated" : "edited")} ` : "";
  bubble.append(element("span", "when", mark + timeOf(message.date)));
  const keys = message.live && message.mine
    ? [[{ text: say("stopSharing"), act: acts.stop }]]
    : message.rows.map((row) => row.map((button) => ({ text: button.text, act: () => acts.press(button) })));
  return keys.length > 0 ? [bubble, keysOf(keys)] : [bubble];
}

function* contentOf(message) {
  if (message.photo !== null) {
    const picture = element("img", "");
    picture.src = `/demo/files/${message.photo}`;
    picture.alt = say("photo");
    yield picture;
  }
  if (message.document !== null) {
    const link = element("a", "words", `📄 ${message.document}`);
    link.href = `/demo/files/${message.document_id}`;
    link.download = message.document;
    yield link;
  }
  if (message.location !== null) yield placeOf(message);
  if (message.sticker) yield element("div", "words", say("sticker"));
  const words = element("div", "words");
  words.innerHTML = message.html; // written by the stand-in from entities: only Telegram's own tags
  yield words;
}

function keysOf(rows) {
  const keys = element("div", "keys");
  for (const row of rows) {
    const line = element("div", "");
    for (const { text, act } of row) {
      const key = element("button", "", text);
      key.type = "button";
      key.addEventListener("click", act);
      line.append(key);
    }
    keys.append(line);
  }
  return keys;
}
