"""What a daily digest has to tell, counted by hand: loops over what happened, slow and obvious."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.figures.country import ENDED, VILLAGES
from tests.figures.reference_rules import DAY, UNDER_WAY, Country, Reader, covers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from bot.domain.category import Category
    from tests.figures.history import History, Told, Worker

ROLES = ("officer", "deputy", "supervisor", "village_head", "cadre")
RANKS = ("DARURAT", "TINGGI", "SEDANG", "RENDAH")
LISTED = 30 * DAY
LATE = DAY


@dataclass(frozen=True)
class Daily:
    """What a digest tells: tickets in their order, and counts; ``places``: by village code."""

    open: list[str]
    told: list[str]
    closed: list[str]
    new: int
    before: int
    unanswered: int
    overdue: int
    passed_up: int
    places: dict[str, int]
    well: set[str]
    silent: set[str]


class DailyReference:
    """A history as a digest from ``since`` until now tells it to one reader."""

    def __init__(
        self, history: History, kinds: Mapping[str, Category], worker: Worker, since: datetime
    ) -> None:
        """Count for the posts of ``worker`` that bring digests."""
        self._history, self._since = history, since
        self._country = Country(history)
        self._reader = Reader(worker, kinds, self._country)
        self._regions = [region for role, region in worker.posts if role in ROLES]

    def counted(self) -> Daily:
        """Return all that it tells."""
        own = [one for one in self._history.told if one.into is None]
        own = [one for one in own if one.kind != "situasi_aman" and self._reads(one)]
        opened = self._open()
        new = [one for one in own if self._is_new(one.at)]
        week = [one for one in own if self._is_new(one.at + 7 * DAY)]
        direct = [one for one in own if self._reader.opens(one)]
        told = [one for one in direct if one in new and one.status != "closed"]
        closed = [one for one in direct if one.closed_at and self._is_new(one.closed_at)]
        closed = [one for one in closed if one.status == "closed"]
        places = {code: sum(one.village == code for one in new) for code in (*VILLAGES, *ENDED)}
        well = self._well()
        passed = [one for one in opened if self._is_new(one.at) and not self._reader.opens(one)]
        heard = well | {one.village for one in passed}
        return Daily(
            open=_tickets(opened),
            told=_tickets(sorted((one for one in told if one not in opened), key=_age)),
            closed=_tickets(sorted(closed, key=_age)),
            new=len(new),
            before=len(week),
            unanswered=sum(one.status in {"open", "recorded"} for one in opened),
            overdue=sum(
                one.status == "recorded" and one.at < self._history.now - LATE for one in opened
            ),
            passed_up=len(passed),
            places={code: n for code, n in places.items() if n},
            well={code for code in well if not places[code]},
            silent={code for code in self._villages() if code not in heard and not places[code]},
        )

    def _is_new(self, at: datetime) -> bool:
        return self._since <= at < self._history.now

    def _here(self, village: str) -> bool:
        return any(self._country.lies_in(village, region) for region in self._regions)

    def _villages(self) -> Collection[str]:
        """Return the villages of which silence is told: those that there are."""
        everywhere = self._country.villages
        return [one for one in everywhere if any(covers(code, one) for code in self._regions)]

    def _reads(self, told: Told) -> bool:
        """Tell whether the reader may know of it, where it was or where its village went."""
        went = [new for old, new in self._history.code_changes if old == told.village]
        there = [told.village, *(went if told.village in ENDED else [])]
        opens = any(self._reader.opens(replace(told, village=one)) for one in there)
        return opens and self._here(told.village)

    def _open(self) -> list[Told]:
        """Return what waits: what pages, then what is new, then the rest; the gravest first."""
        mine = [
            one
            for one in self._history.told
            if self._reader.works(one)
            and any(covers(region, one.village) for region in self._regions)
        ]
        paging = [one for one in mine if one.status in UNDER_WAY and one.quiet is False]
        waits = [one for one in mine if one.at > self._history.now - LISTED]
        waits = [one for one in waits if one.kind != "situasi_aman"]
        waits = [
            one
            for one in waits
            if one.status == "recorded" or (one.status in UNDER_WAY and one.quiet)
        ]
        ordered = sorted(waits, key=lambda one: (not self._is_new(one.at), *_rank(one)))
        return [*sorted(paging, key=_rank), *ordered]

    def _well(self) -> set[str]:
        """Return the villages from which word came that all is well."""
        said = [(village, at) for village, at in self._history.well]
        said += [
            (one.village, one.at)
            for one in self._history.told
            if one.kind == "situasi_aman" and one.into is None
        ]
        return {village for village, at in said if self._is_new(at) and self._here(village)}


def _tickets(some: Iterable[Told]) -> list[str]:
    return [one.ticket for one in some]


def _rank(one: Told) -> tuple[int, datetime, int]:
    return RANKS.index(one.severity), one.at, one.number


def _age(one: Told) -> tuple[datetime, str, int]:
    return one.at, one.village, one.number
