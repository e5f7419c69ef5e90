"""What goes on until now: "sejak januari", "1 november sampai hari ini", "year to date"."""

from __future__ import annotations

import re

from bot.domain.period_patterns import TO
from bot.domain.spoken_periods import LAST, UNIT

_BEGIN = r"(?:(?:the\s+)?(?:awal|beginning\s+of|start\s+of)\s+(?:the\s+)?)"
_SINCE = re.compile(r"\b(?:sejak|since|terhitung\s+mulai|mulai)\s+(?:dari\s+)?", re.ASCII)
_SINCE_BEGIN = re.compile(
    rf"^{_BEGIN}(?P<unit>{UNIT})\b(?!\s+(?:ini|{LAST}|[1-9ivx]))|^{_BEGIN}", re.ASCII
)
_TO_DATE = re.compile(rf"\b(?P<unit>{UNIT})\s+to\s+date\b", re.ASCII)
_UNTIL_NOW = re.compile(rf"{TO}(?:sekarang|saat\s+ini|kini|hari\s+ini|now|today)\b", re.ASCII)


def begin_of(plain: str) -> str | None:
    """Return the words without those for "since" and "until now"; None: nothing says either.

    What is left names the begin: of "sejak awal tahun" it is "tahun ini".
    """
    left = _TO_DATE.sub(r"\g<unit> ini", _UNTIL_NOW.sub("", plain))
    if (since := _SINCE.search(left)) is not None:
        behind = _SINCE_BEGIN.sub(_this, left[since.end() :])
        left = left[: since.start()] + behind
    return left if left != plain else None


def _this(found: re.Match[str]) -> str:
    return f"{found['unit']} ini" if found["unit"] else ""
