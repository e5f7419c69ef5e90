"""One language's voice: sentences, moments, numbers."""

from __future__ import annotations

from datetime import time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup, escape

from bot.domain.calendar import ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from gettext import GNUTranslations

_DAY = "EEE d MMM"
_SHORT_DAY = "d MMM"
_UNITS = (
    ("duration-day", timedelta(days=1)),
    ("duration-hour", timedelta(hours=1)),
    ("duration-minute", timedelta(minutes=1)),
)
_HOURS = 24  # of a day
_NAMED_UNITS = 2  # "1 jam 5 menit": nobody needs the third


class Say:
    """Says sentences in ``language``.

    Calling it gives HTML: the catalogue's text is ours and trusted, every value is escaped unless
    it is :class:`~markupsafe.Markup` already. :meth:`plain` is for what is no HTML.
    """

    def __init__(self, language: str, words: GNUTranslations | None, *, habits: str) -> None:
        """Speak with ``words`` (None: the source's own); ``habits`` is the CLDR locale of dates."""
        self.language = language
        self._words = words
        self._locale = Locale.parse(habits)

    def __call__(self, sentence: str, **values: object) -> Markup:
        """Translate, then put the escaped values in: ``say("Tiket {ticket}", ticket=...)``."""
        return _filled(self._translated(sentence), values)

    def plain(self, sentence: str, **values: object) -> str:
        """Translate and put the values in as they are: for labels and toasts, which are no HTML."""
        return self._translated(sentence).format(**values)

    def many(self, one: str, more: str, n: int, **values: object) -> Markup:
        """Say the form that ``n`` asks for; ``{n}`` is written as the language writes numbers."""
        if self._words is not None:
            chosen = self._words.ngettext(one, more, n)
        else:
            chosen = one if n == 1 else more
        return _filled(chosen, {"n": self.number(n), **values})

    def clock(self, at: datetime, zone: str) -> str:
        """Return the hour in ``zone`` (IANA) and the zone's name: ``22.15 WITA``."""
        there = at.astimezone(_zone(zone))
        hour = _hour(there.hour, there.minute, self._locale)
        return f"{hour} {ZONES.get(zone) or there.tzname()}"

    def hour(self, hour: int, minute: int = 0) -> str:
        """Return an hour without its zone: ``22.15``; the end of a day is ``24.00``."""
        said = _hour(hour % _HOURS, minute, self._locale)
        return f"{_HOURS}{said[2:]}" if hour == _HOURS else said

    def day(self, at: datetime, zone: str) -> str:
        """Return the day in ``zone``: ``Sel 24 Nov``."""
        return format_datetime(at.astimezone(_zone(zone)), _DAY, locale=self._locale)

    def whole_date(self, day: date) -> str:
        """Return a date with its year, for what is printed: ``24 November 2026``."""
        return format_date(day, "d MMMM y", locale=self._locale)

    def day_of_month(self, day: date) -> str:
        """Return a date whose year is said beside it: ``24 November``."""
        return format_date(day, "d MMMM", locale=self._locale)

    def short_date(self, day: date) -> str:
        """Return a date with its year, short: ``24 Nov 2026``."""
        return format_date(day, "d MMM y", locale=self._locale)

    def short_day(self, at: datetime, zone: str) -> str:
        """Return the day in ``zone`` without that of the week, for labels: ``24 Nov``."""
        return format_datetime(at.astimezone(_zone(zone)), _SHORT_DAY, locale=self._locale)

    def month(self, day: date) -> str:
        """Return the month, short: ``Nov``."""
        return format_date(day, "MMM", locale=self._locale)

    def month_of(self, day: date) -> str:
        """Return the month with its year: ``November 2026``."""
        return format_date(day, "MMMM y", locale=self._locale)

    def weekday(self, day: date, *, whole: bool = False) -> str:
        """Return the day of the week: ``Sel``; whole: ``Selasa``."""
        return format_date(day, "EEEE" if whole else "EEE", locale=self._locale)

    def date(self, day: date) -> str:
        """Return a date that is nobody's moment, as that of a watch: ``Sel 24 Nov``."""
        return format_date(day, _DAY, locale=self._locale)

    def moment(self, at: datetime, zone: str) -> str:
        """Return day and hour: ``Sel 24 Nov 22.15 WITA``."""
        return f"{self.day(at, zone)} {self.clock(at, zone)}"

    def number(self, value: float) -> str:
        """Return a number with the language's separators: ``83.762``."""
        return _number(value, self._locale)

    def country(self, code: str | None) -> str | None:
        """Return what a country is called, by its code in ISO 3166-1; None: no such country."""
        name: str | None = self._locale.territories.get(code) if code else None
        return name

    def duration(self, span: timedelta) -> str:
        """Return ``span`` in its two largest units, ``1 jam 5 menit``; seconds below a minute."""
        span = max(span, timedelta())  # clocks of two machines may differ a little
        parts = []
        for unit, size in _UNITS:
            whole, span = divmod(span, size)
            if whole:
                parts.append(self._unit(whole, unit))
        return " ".join(parts[:_NAMED_UNITS]) or self._unit(span.seconds, "duration-second")

    def _unit(self, count: int, unit: str) -> str:
        return _unit(count, unit, self._locale)

    def _translated(self, sentence: str) -> str:
        return sentence if self._words is None else self._words.gettext(sentence)


def _filled(sentence: str, values: Mapping[str, object]) -> Markup:
    """Put escaped values into a sentence, which is ours and trusted: a sixth of Markup's time."""
    escaped = {name: escape(value) for name, value in values.items()}
    return Markup(sentence.format_map(escaped))  # noqa: S704 - see above


# What stands on nearly every card: Babel reads its patterns anew for each.
@lru_cache(maxsize=4 * 24 * 60)
def _hour(hour: int, minute: int, habits: Locale) -> str:
    return format_time(time(hour, minute), "short", locale=habits)


@lru_cache(maxsize=1024)
def _number(value: float, habits: Locale) -> str:
    return format_decimal(value, locale=habits)


@lru_cache(maxsize=1024)
def _unit(count: int, unit: str, habits: Locale) -> str:
    return format_unit(count, unit, length="long", locale=habits)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
