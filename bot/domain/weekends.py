"""Saturdays with their Sundays: "akhir pekan lalu", "sabtu minggu", "this weekend"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.domain.spoken_periods import COMING, LAST, RUNNING, SATURDAY

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
WEEKEND = re.compile(
    r"(?:\b(?P<which_before>this|last|previous|next|past)\s+)?"
    r"\b(?:akhir\s+(?:pekan|minggu)|weekend|(?<!pasar )sabtu\s*(?:-|dan|&|\s)\s*minggu)\b"
    rf"(?:\s+(?P<which>ini|depan|mendatang|{LAST})\b)?",
    re.ASCII,
)


def weekend(found: re.Match[str], today: date) -> Period:
    """Return the newest weekend that has begun; "last": one that is over; "this": of this week."""
    which = found["which"] or found["which_before"]
    saturday = Week.of(today).monday + SATURDAY * _DAY
    if which in COMING:
        saturday += _WEEK
    elif (which is None and saturday > today) or not (which is None or which in RUNNING):
        saturday -= _WEEK
    return Period(saturday, saturday + _DAY)
