"""The year that is meant where none is said: the newest in which it has begun."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.domain.period import Period

_CENTURY = 2000


def of_year(year: str | None, made: Callable[[int], Period], today: date) -> Period:
    """Return what is made of the year that was said, or of the newest."""
    return made(parse(year)) if year is not None else newest(made, today)


def newest(made: Callable[[int], Period], today: date) -> Period:
    """Return what is made of the newest year in which it has begun; not every year has it.

    Raises ValueError where it has not begun in two years.
    """
    for year in (today.year + 1, today.year, today.year - 1):
        with suppress(ValueError):
            if (period := made(year)).first <= today:
                return period
    message = "it has not begun in two years"
    raise ValueError(message)


def parse(said: str) -> int:
    """Return the year of "2026", "26" or "'26"."""
    year = int(said.lstrip("'"))
    return year if year >= _CENTURY else _CENTURY + year
