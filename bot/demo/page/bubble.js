// A message as a bubble, with its buttons.
import { placeOf } from "./place.js";
import { enlarge } from "./viewer.js";
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
  bubble.classList.toggle("pictured", message.photo !== null);
  bubble.classList.toggle("bare", message.photo !== null && message.html === "");
  if (message.deleted) {
    bubble.append(element("em", "words", say("deleted")));
    return [bubble];
  }
  if (quoted !== undefined) bubble.append(element("div", "quote", quoted.text || say(quoted.location === null ? "photo" : "place")));
  bubble.append(...contentOf(message, acts));
  const moved = message.location !== null;
  const mark = message.edited ? `${say(moved ? "updated" : "edited")} ` : "";
  bubble.append(element("span", "when", mark + timeOf(message.date)));
  const keys = message.live && message.mine
    ? [[{ text: say("stopSharing"), act: acts.stop }]]
    : message.rows.map((row) => row.map((button) => ({ text: button.text, act: () => acts.press(button) })));
  return keys.length > 0 ? [bubble, keysOf(keys)] : [bubble];
}

function* contentOf(message, acts) {
  if (message.photo !== null) yield pictureOf(message, acts);
  if (message.recording !== null) yield recordingOf(message, acts);
  if (message.document !== null) yield fileOf(message);
  if (message.location !== null) yield placeOf(message);
  if (message.rich !== null) yield tablesOf(message, acts);
  if (message.sticker) yield element("div", "words", say("sticker"));
  if (message.html === "") return;
  const words = element("div", "words");
  words.innerHTML = message.html; // written by the stand-in from entities: only Telegram's own tags
  yield words;
}

// Tables and folded lists: written by the stand-in, with no tag but its own.
function tablesOf({ rich }, acts) {
  const tables = element("div", "rich");
  tables.innerHTML = rich;
  for (const picture of tables.querySelectorAll("img")) {
    const { width, height } = picture;
    picture.replaceWith(pictureOf({ photo: picture.dataset.file, photo_size: [width, height] }, acts));
  }
  return tables;
}

// Its room is kept before it is loaded; one that is blurred is seen once it is tapped.
function pictureOf({ photo, photo_size: [width, height], spoiler }, acts) {
  const picture = element("img", "");
  picture.addEventListener("load", acts.loaded);
  picture.width = width;
  picture.height = height;
  picture.src = `/demo/files/${photo}`;
  picture.alt = say("photo");
  const whole = framed(picture, "zoom", say("enlarge"), () => enlarge(picture));
  if (!spoiler) return whole;
  const cover = framed(picture.cloneNode(), "cover", say("uncover"), () => cover.replaceWith(whole));
  return cover;
}

// A voice or a video, played where it stands; how long it is, is read only when it is played.
function recordingOf({ recording, recording_kind: kind }, acts) {
  const isVideo = kind.startsWith("video");
  const player = element(isVideo ? "video" : "audio", "recording");
  player.addEventListener("loadedmetadata", acts.loaded);
  player.controls = true;
  player.preload = isVideo ? "metadata" : "none";
  player.src = `/demo/files/${recording}`;
  player.setAttribute("aria-label", say(isVideo ? "video" : "voice"));
  return player;
}

function framed(picture, name, label, act) {
  const frame = element("button", name);
  frame.type = "button";
  frame.setAttribute("aria-label", label);
  frame.addEventListener("click", act);
  frame.append(picture);
  return frame;
}

function fileOf({ document: name, document_id: id, document_bytes: bytes }) {
  const link = element("a", "file");
  link.href = `/demo/files/${id}`;
  link.download = name;
  const sign = element("span", "sign-of-file");
  sign.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 3h8l4 4v14H6zM14 3v4h4" /></svg>';
  const about = element("span", "");
  const kind = name.includes(".") ? ` · ${name.split(".").at(-1).toUpperCase()}` : "";
  about.append(element("strong", "", name), element("em", "", sizeOf(bytes) + kind));
  link.append(sign, about);
  return link;
}

function sizeOf(bytes) {
  const [value, unit] = bytes < 1000 ? [bytes, "B"] : bytes < 1e6 ? [bytes / 1e3, "KB"] : [bytes / 1e6, "MB"];
  const digits = { maximumFractionDigits: unit === "B" || value >= 100 ? 0 : 1 };
  return `${new Intl.NumberFormat(current() === "id" ? "id-ID" : "en-GB", digits).format(value)} ${unit}`;
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
