"""Codes that people read aloud and type: tickets and enrolment codes (Crockford base 32)."""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TICKET_LENGTH = 6
CODE_LENGTH = 10  # 50 bits: nobody guesses it within its life
_WORDS = re.compile(r"\w")
_MISREAD = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-_.]+")
_PLAIN_DIGIT = re.compile("[2-9]")
_TICKET = re.compile(r"(?<!\w)KT[\s\-_.]*((?:[0-9A-TV-Z][\s\-]?){5}[0-9A-TV-Z])(?!\w)", re.ASCII)
# With its hyphen or a digit: "kt tolong" is a word of the message.
_ISSUED = re.compile(
    rf"(?:(?=KT-)|(?=KT[\s_.]*(?:[A-TV-Z][\s\-]?){{0,5}}[0-9])){_TICKET.pattern}",
    re.ASCII | re.IGNORECASE,
)


def new_ticket() -> str:
    """Return a new ticket, as ``KT-4F7Q2M``; random, so that it does not count reports."""
    return f"KT-{_draw(TICKET_LENGTH)}"


def read_ticket(text: str) -> str | None:
    """Return the first ticket in ``text`` as it was issued, or None.

    Lower case, spaces, a lost hyphen, O for 0 and I or L for 1 are forgiven.
    """
    found = _TICKET.search(text.upper())
    return f"KT-{normal_code(found[1])}" if found else None


def is_ticket(text: str) -> bool:
    """Tell whether ``text`` is a ticket and nothing else but spaces and punctuation."""
    found = _TICKET.search(text.upper())
    return found is not None and not _WORDS.search(text[: found.start()] + text[found.end() :])


def without_tickets(text: str) -> str:
    """Return ``text`` with a space for each ticket in it, whose letters are no word of anybody."""
    return _ISSUED.sub(" ", text)


def new_code() -> str:
    """Return a new enrolment code of ten characters: with letters and digits, so it is no word.

    One of the digits is neither 0 nor 1, which people read as letters.
    """
    code = _draw(CODE_LENGTH)
    return code if _PLAIN_DIGIT.search(code) and not code.isdecimal() else new_code()


def normal_code(text: str) -> str:
    """Return a typed code as it was issued; what is no code stays none."""
    return _SEPARATORS.sub("", text).upper().translate(_MISREAD)


def is_code(code: str) -> bool:
    """Tell whether a normal code may be one: ten characters that codes are made of."""
    return len(code) == CODE_LENGTH and set(ALPHABET).issuperset(code)


def _draw(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
