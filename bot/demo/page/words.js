// What the page itself says; what the bot says comes from the bot.
const WORDS = {
  id: {
    skip: "Langsung ke telepon",
    subtitle: "Bot sungguhan, Telegram tiruan",
    time: "Waktu di kelurahan",
    ahead: "Majukan",
    minute1: "+1 mnt",
    minute5: "+5 mnt",
    minute30: "+30 mnt",
    morning: "Besok 06.00",
    monday: "Senin 07.00",
    play: "Putar cerita",
    stop: "Hentikan",
    kill: "Matikan proses",
    killing: "Mematikan …",
    story: "Cerita",
    phones: "Telepon",
    block: "Blokir bot",
    photo: "Kirim foto",
    place: "Kirim lokasi",
    send: "Kirim pesan",
    write: "Tulis pesan",
    writeTo: "Pesan dari {name} kepada bot",
    chat: "Percakapan {name} dengan bot",
    tries: "Coba",
    empty: "Belum ada pesan. Tulis sesuatu, atau coba salah satu di bawah.",
    blocked: "Bot diblokir",
    edited: "diedit",
    deleted: "Pesan dihapus",
    sticker: "Stiker",
    location: "Lokasi",
    hint: "Empat telepon, satu kelurahan. Putar ceritanya, atau tulis sendiri sebagai siapa saja.",
    stuck: "Cerita berhenti: sesuatu tidak terjadi. Coba putar lagi.",
    running: "Proses bot {pid} berjalan",
    down: "Proses bot mati",
    restarted: "Proses bot {pid} berjalan, {n}× dinyalakan ulang",
    sent: "dikirim",
    stored: "tersimpan",
    received: "resi diterima",
    lost: "hilang",
    doubled: "ganda",
    lineLost: "Sambungan ke peragaan terputus. Mencoba lagi …",
  },
  en: {
    skip: "Go to the phones",
    subtitle: "The real bot, a make-believe Telegram",
    time: "Time in the village",
    ahead: "Move on",
    minute1: "+1 min",
    minute5: "+5 min",
    minute30: "+30 min",
    morning: "Tomorrow 06:00",
    monday: "Monday 07:00",
    play: "Play the story",
    stop: "Stop",
    kill: "Kill the process",
    killing: "Killing …",
    story: "Story",
    phones: "Phones",
    block: "Block bot",
    photo: "Send a photo",
    place: "Send a place",
    send: "Send the message",
    write: "Write a message",
    writeTo: "A message from {name} to the bot",
    chat: "What {name} and the bot say",
    tries: "Try",
    empty: "Nothing yet. Write something, or try one of these.",
    blocked: "The bot is blocked",
    edited: "edited",
    deleted: "Message deleted",
    sticker: "Sticker",
    location: "Place",
    hint: "Four phones, one village. Play the story, or write as anybody you like.",
    stuck: "The story stopped: something did not happen. Play it again.",
    running: "Bot process {pid} is running",
    down: "The bot's process is dead",
    restarted: "Bot process {pid} is running, restarted {n}×",
    sent: "sent",
    stored: "stored",
    received: "receipts",
    lost: "lost",
    doubled: "doubled",
    lineLost: "The line to the demo is cut. Trying again …",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "id";
const listeners = [];

export const current = () => language;

export function say(word, values = {}) {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    WORDS[language][word],
  );
}

export function speak(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const listener of listeners) listener();
}

// Called now and whenever the language changes.
export function whenSpoken(listener) {
  listeners.push(listener);
  listener();
}
