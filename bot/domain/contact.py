"""Whether the bot may write to whoever made a report about it, unasked; what they say of it.

What a person asks for themselves (a receipt that they open, what they press) is no such message.
"""

from __future__ import annotations

import re

from bot.domain.word_forms import END, tokens

_TO_ME = r"(?: (?:saya|sy|aku|kami|me|to me))?(?: (?:lagi|again|dulu|ya|pak|bu|please))*"
_CONTACT = rf"(?:hubungi|dihubungi|kontak|telepon|telpon|tanya|contact|write|message){_TO_ME}"
_MISTAKE = re.compile(
    r"(?:maaf |sori |sorry )*(?:(?:salah|keliru) (?:kirim|pencet|tekan)"
    r"|(?:it was |i )?(?:sent )?(?:it )?(?:by |a )mistake)(?: (?:pak|bu|maaf|ya|tadi|sorry))*"
)
_NO = re.compile(
    rf"(?:tolong |mohon |pak |bu |please )*(?:jangan|tidak usah|gak usah|do not|dont) {_CONTACT}"
)
_YES = re.compile(
    r"(?:saya |sy |sudah |pak |bu )*(?:boleh|silakan|silahkan|aman|bisa|you (?:may|can))"
    rf" {_CONTACT}"
)


def may_write(allowed: bool | None, *, confidential: bool = False, asks: bool = False) -> bool:  # noqa: FBT001 - the answer itself
    """Tell whether a reporter may be written to, unasked, about their report.

    ``allowed``: what they answered to "Aman dihubungi di HP ini?"; None: nothing yet. ``asks``: the
    message asks them something. Nobody is asked about a confidential report who has not said that
    it is safe; news of it, which names no kind, comes until they say no.
    """
    if allowed is None:
        return not (confidential and asks)
    return allowed


def said_of_contact(text: str) -> bool | None:
    """Return whether a message says, and nothing else, that its writer may be written to.

    "Boleh hubungi saya", "jangan hubungi saya lagi". None: it says nothing of it.
    """
    said = _plain(text)
    return False if _NO.fullmatch(said) else True if _YES.fullmatch(said) else None


def says_mistaken(text: str) -> bool:
    """Tell whether a message says, and nothing else, that a report was sent by mistake."""
    return _MISTAKE.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(word for word in tokens(text) if word != END)
