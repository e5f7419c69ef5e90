"""Enrolment codes that stand among a person's words, alone or in a link that opens the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

from bot.domain.ticket import is_code, normal_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 50  # of one message: more are no words
PLACEHOLDER = "[kode]"  # what is read in a code's place
_ADDRESS = re.compile(
    r"(?:https?://|tg://|(?<![\w.])(?:\w{1,64}\.)?(?:t|telegram)\.(?:me|dog)/)\S+", re.IGNORECASE
)
_TELEGRAM = re.compile(r"(?:www\.)?(?:(\w+)\.)?(?:t|telegram)\.(?:me|dog)", re.IGNORECASE)
_PAYLOAD = re.compile(r"[\w\-]+", re.ASCII)
# Ten letters and digits, or twice five with a hyphen; "RT003-RW005" is a place.
_TOKEN = re.compile(
    r"(?<![^\W_])(?:[a-z0-9]{10}|(?!rt\d)[a-z0-9]{5}-[a-z0-9]{5})(?![^\W_])", re.IGNORECASE
)
# What is said around a code and says nothing else.
_SAID_AROUND = """
    start kode kodenya code undangan undangannya invitation invite link linknya tautan saya sy aku
    ini itu my the this is here adalah daftar pendaftaran aktivasi aktifasi halo hai hello
    assalamualaikum selamat pagi siang sore malam pak bu min admin mohon izin dari untuk dan
"""
_AROUND = frozenset(_SAID_AROUND.split())


class Mention(NamedTuple):
    """What may be a code, and where it stands. ``linked``: in a link that opens this bot."""

    start: int
    stop: int
    code: str
    linked: bool

    @property
    def is_deliberate(self) -> bool:
        """Tell whether it can hardly be a word: letters and digits together, or a link's."""
        return self.linked or (
            any(sign.isdigit() for sign in self.code) and any(sign.isalpha() for sign in self.code)
        )


def mentions(text: str, bot: str) -> list[Mention]:
    """Return what in ``text`` may be a code; ``bot``: this one's username, "" while unknown."""
    found = list(_in_links(text, bot))
    plain = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
    found += (
        Mention(*token.span(), token[0], linked=False)
        for token in _TOKEN.finditer(plain)
        if is_code(normal_code(token[0])) and Mention(0, 0, token[0], linked=False).is_deliberate
    )
    if not found and is_code(normal_code(plain)):  # the whole message, however it is parted
        found.append(Mention(0, len(text), text.strip(), linked=False))
    return sorted(found)[:MOST]


def hide(text: str, hidden: Iterable[Mention]) -> str:
    """Return ``text`` with a mark for each mention; empty where nothing else is said."""
    parts, end = list[str](), 0
    for mention in sorted(hidden):
        parts += [text[end : mention.start], PLACEHOLDER]
        end = mention.stop
    rest = "".join([*parts, text[end:]])
    said = re.findall(r"\w+", rest.replace(PLACEHOLDER, " ").lower())
    return "" if _AROUND.issuperset(said) else rest


def _in_links(text: str, bot: str) -> Iterator[Mention]:
    for address in _ADDRESS.finditer(text):
        name, payload = _opened(address[0])
        ours = bool(payload) and (not bot or name.lower() == bot.lower())
        if ours or is_code(normal_code(payload)):
            yield Mention(*address.span(), payload, linked=ours)


def _opened(address: str) -> tuple[str, str]:
    """Return which bot a link opens, and with what; empty where it opens none."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:  # "https://[" is no address
        return "", ""
    query = parse_qs(parts.query)
    payload = _PAYLOAD.match(query.get("start", [""])[0])
    if payload is None:
        return "", ""
    if parts.scheme.lower() == "tg":
        return query.get("domain", [""])[0], payload[0]
    host = _TELEGRAM.fullmatch(parts.netloc)
    if host is None:
        return "", ""
    return host[1] or parts.path.strip("/"), payload[0]
