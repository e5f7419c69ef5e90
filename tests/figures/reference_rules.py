"""The rules by which the reference counts: days of a zone, what a reader may know, what lies where.

Nothing of what the bot counts with is used here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.figures.country import ENDED, VILLAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.category import Category
    from bot.domain.period import Period
    from tests.figures.history import History, Told, Worker

DAY = timedelta(days=1)
UNDER_WAY = ("open", "acknowledged", "en_route")
CALLED = ("officer", "deputy", "supervisor")


def covers(region: str, code: str) -> bool:
    """Tell whether a code is a region's or lies in it."""
    return code == region or code.startswith(region + ".")


def midnight(day: date, zone: str) -> datetime:
    """Return when a day begins by the clocks of a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


DOTS = {"district": 2, "regency": 1, "province": 0}  # in the code of a region of a level


def local_day(at: datetime, zone: str) -> date:
    """Return the day of a moment by the clocks of a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def before_days(period: Period) -> tuple[date, date]:
    """Return the first and the last day of the period before; of few days, of those a week ago."""
    first, last = period.first, period.last
    if period.unit == "days" and last - first < 6 * DAY:
        return first - 7 * DAY, last - 7 * DAY
    if period.unit in {"days", "week"}:
        length = (last - first).days + 1
        return first - length * DAY, first - DAY
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[period.unit]
    index = first.year * 12 + first.month - 1 - months
    return date(index // 12, index % 12 + 1, 1), first - DAY


@dataclass(frozen=True)
class Days:
    """A period by the clocks of one zone, as it stands at a moment."""

    first: date
    last: date
    zone: str
    now: datetime
    before_first: date
    before_last: date

    @classmethod
    def of(cls, period: Period, zone: str, now: datetime) -> Days:
        """Return a period as one zone has it."""
        return cls(period.first, period.last, zone, now, *before_days(period))

    @property
    def begun(self) -> bool:
        """Tell whether it has begun there."""
        return midnight(self.first, self.zone) < self.now

    @property
    def runs(self) -> bool:
        """Tell whether it is not over there."""
        return self.now < midnight(self.last + DAY, self.zone)

    def until(self) -> datetime:
        """Return the first moment that is not counted any more."""
        moment = timedelta(microseconds=1)
        return min(midnight(self.last + DAY, self.zone), self.now + moment)

    def has(self, at: datetime) -> bool:
        """Tell whether a moment lies in it."""
        return self.first <= local_day(at, self.zone) <= self.last and at <= self.now

    def had(self, at: datetime) -> bool:
        """Tell whether a moment lies in as much of the one before as this one has come."""
        if not self.before_first <= local_day(at, self.zone) <= self.before_last:
            return False
        come = self.now - midnight(self.first, self.zone)
        return not self.runs or at - midnight(self.before_first, self.zone) <= come


class Reader:
    """Who reads, by the posts that they hold; None: whoever holds none."""

    def __init__(
        self, worker: Worker | None, kinds: Mapping[str, Category], country: Country
    ) -> None:
        """Read with the posts of ``worker``."""
        self.posts = worker.posts if worker is not None else ()
        self._kinds = kinds
        self._country = country
        self._is_nobody = worker is None

    def kind(self, code: str) -> Category:
        """Return a kind; what is in the list no more is "lain"."""
        return self._kinds.get(code) or self._kinds["lain"]

    def counts(self, told: Told) -> bool:
        """Tell whether an incident is one of this reader's figures."""
        kind = self.kind(told.kind)
        if kind.confidential != "yes":
            named = any(
                self._country.lies_in(told.village, region) and _is_named(role, region, target)
                for role, region in self.posts
                for target in kind.recipients
            )
            return named or self.counts_all_plain(told.village)
        return any(
            covers(region, told.village) and _is_named(role, region, target)
            for role, region in self.posts
            for target in _working(kind)
        )

    def counts_all_plain(self, village: str) -> bool:
        """Tell whether whatever is not confidential in a village is one of this reader's figures.

        Whoever answers there, or plans; and nobody in particular, who has the command line.
        """
        return self._is_nobody or any(
            role in {*CALLED, "coordinator"} and self._country.lies_in(village, region)
            for role, region in self.posts
        )

    def hides(self, told: Told) -> bool:
        """Tell whether an incident is confidential, where all others are this reader's figures."""
        confidential = self.kind(told.kind).confidential == "yes"
        return confidential and self.counts_all_plain(told.village) and not self.counts(told)

    def opens(self, told: Told) -> bool:
        """Tell whether an incident can be looked up by this reader."""
        if self.kind(told.kind).confidential == "yes":
            return self.counts(told)
        roles = {"officer", "deputy", "supervisor", *self.kind(told.kind).recipients}
        return any(covers(region, told.village) and role in roles for role, region in self.posts)

    def works(self, told: Told) -> bool:
        """Tell whether a case is this reader's: by its kind, or since they were called to it.

        Whom a kind names beside the police is told of it, and works it not.
        """
        kind = self.kind(told.kind)
        here = [role for role, region in self.posts if covers(region, told.village)]
        if told.called and "supervisor" in here:
            return True
        if kind.confidential == "yes":
            return self.opens(told)
        return any(role in {*CALLED, *_working(kind)} for role in here)

    def answers_in(self, places: Iterable[str]) -> bool:
        """Tell whether the reader answers any kind of case in all of these places."""
        called = [region for role, region in self.posts if role in CALLED]
        return all(any(covers(one, place) for one in called) for place in places)


def _working(kind: Category) -> list[str]:
    """Return those of a kind's recipients who work it: the police among them, or else all."""
    police = [
        one for one in kind.recipients if one.split("@")[0] in CALLED or one.startswith("unit:")
    ]
    return police or list(kind.recipients)


def _is_named(role: str, region: str, target: str) -> bool:
    """Tell whether a post is one that a kind's recipient names; a deputy stands for an officer."""
    named, _, level = target.partition("@")
    if level and region.count(".") > DOTS[level]:
        return False
    return role == named or (role == "deputy" and named == "officer")


class Country:
    """Which villages lie where, by the decrees of a history."""

    def __init__(self, history: History) -> None:
        """Read the decrees."""
        self._heirs: dict[str, list[str]] = {}
        for old, new in history.code_changes:
            self._heirs.setdefault(old, []).append(new)
        waiting = {one.village for one in history.told if one.status in UNDER_WAY}
        self.villages = sorted({*VILLAGES, *(waiting & set(ENDED))})

    def lies_in(self, village: str, region: str) -> bool:
        """Tell whether a village counts for a region: by its own code, and by the decrees.

        One that ended counts where its heirs lie; who asks for one that ended is told of its heirs.
        """
        if covers(region, village):
            return True
        heirs = self._heirs.get(village, []) if village in ENDED else []
        asked = self._heirs.get(region, []) if region in ENDED else []
        return any(covers(region, one) for one in heirs) or village in asked
