"""What a button of a summary leads to, as its data holds it."""

from __future__ import annotations

from typing import NamedTuple

from bot.domain.period import Period

NOUN = "s"
NONE = "-"
FRONT, DETAILS, MORE, PARTS, FIGURES = "front", "details", "more", "parts", "figures"
DAYS, HOURS = "days", "hours"  # of the figures, those by day of the week and by hour
VIEWS = (FRONT, DETAILS, MORE, PARTS, FIGURES, DAYS, HOURS)
REPORTS, OPEN = "of", "open"  # the reports behind a figure; a summary as a new message
RICH = "rich"  # tables as tables, as a new message
# Of which figure, beside a category, a class, the confidential ones:
ALL, GRAVE, UNFINISHED = "all", "grave", "unfinished"
ON_DAY = {f"d{day}": day for day in range(7)}  # 0: Monday
QUARTER_DAY = 6  # hours
IN_HOURS = {f"h{first:02}": first for first in range(0, 24, QUARTER_DAY)}  # from which hour on


class SummaryTarget(NamedTuple):
    """A view of a summary. ``place``: None of all one's own; ``period``: None of the newest weeks.

    ``what``: of the reports behind a figure, which.
    """

    view: str
    place: str | None = None
    period: Period | None = None
    page: int = 0
    what: str = ""

    @property
    def data(self) -> str:
        """Return it as a button's data: 54 bytes at most, so that its signature has room."""
        place = self.place.replace(".", "") if self.place else NONE
        period = self.period.key if self.period else NONE
        parts = [NOUN, str(self.page), self.view, place, period]
        return ":".join([*parts, self.what] if self.what else parts)

    def seen(self, view: str, page: int = 0, what: str = "") -> SummaryTarget:
        """Return another view of the same."""
        return self._replace(view=view, page=page, what=what)


def parse(page: int, view: str, args: list[str]) -> SummaryTarget:
    """Return what a button's data says. Raises ValueError where it is none of a summary."""
    place, period, *what = args
    return SummaryTarget(
        view,
        None if place == NONE else _dotted(place),
        None if period == NONE else Period.of_key(period),
        page,
        what[0] if what else "",
    )


def _dotted(digits: str) -> str:
    """Return a code of digits alone with its dots: two digits, two, two, and four."""
    return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:6], digits[6:])))
