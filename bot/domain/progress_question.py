"""Whether a message asks how far a report has come, and tells nothing: "petugas sudah di mana?"."""

from __future__ import annotations

import re

from bot.domain.word_forms import END, tokens

_OFFICES = "petugas|polisi|bhabin(?:kamtibmas)?|babin(?:kamtibmas)?|damkar|pemadam|ambulans?"
_WHO = f"(?:(?:{_OFFICES})(?:nya)?)"
_MINE = "(?:laporan(?:ku|nya)?(?: (?:saya|sy|kami|tadi))*)"
_COMES = "(?:datang|sampai|tiba|berangkat|jalan|ke sini|kesini)"
_DONE = "(?:ditangani|diproses|ditindaklanjuti|terkirim|sampai|masuk|dibaca|diterima)"
_ALREADY = "(?:sudah|udah|sdh|jadi)"
_AROUND = "(?: (?:sekarang|ini|ya|pak|bu|min))*"
_ASKS = re.compile(
    "(?:maaf |tolong |pak |bu |min )*(?:"
    rf"(?:kapan|jam berapa|berapa lama lagi) (?:{_WHO} {_COMES}|{_COMES} {_WHO})"
    rf"|{_WHO} (?:kapan|jam berapa) {_COMES}"
    rf"|{_WHO}(?: (?:{_ALREADY}|masih|sampai|lagi))* (?:di ?)?mana"
    rf"|(?:{_ALREADY} )?(?:(?:sampai|di) ?)?mana {_WHO}"
    rf"|(?:apa(?:kah)? {_WHO} {_ALREADY} {_COMES}|{_WHO} {_ALREADY} {_COMES} (?:belum|tidak))"
    rf"|(?:bagaimana|gimana|bgmn|sampai mana) (?:kabar |kelanjutan |perkembangan )?{_MINE}"
    rf"|(?:apa(?:kah)? {_MINE} {_ALREADY} {_DONE}|{_MINE} {_ALREADY} {_DONE} belum)"
    r"|is (?:anyone|anybody|someone|somebody|help|the police) (?:coming|on the way)"
    r"|when (?:will|are|is) (?:the )?(?:police|officers?|help) (?:come|coming|arrive|here)"
    rf"|where (?:are|is) (?:the )?(?:police|officers?)(?: now)?){_AROUND}"
)


def asks_progress(text: str) -> bool:
    """Tell whether a message asks this and nothing else; what is cried out asks for more."""
    said = " ".join(word for word in tokens(text) if word != END)
    return "!" not in text and _ASKS.fullmatch(said) is not None
