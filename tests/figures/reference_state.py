"""How a place stands, counted by hand: what is open, who guards it, from where nothing came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.figures.reference_rules import CALLED, DAY, UNDER_WAY, covers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from tests.figures.history import History, Told, Worker
    from tests.figures.reference_rules import Country, Days, Reader


class ReferenceState:
    """A history as one reader is told of it."""

    def __init__(self, history: History, country: Country, reader: Reader) -> None:
        """Count for ``reader``."""
        self.history, self.country, self.reader = history, country, reader

    def unfinished(self, codes: Sequence[str]) -> tuple[int, int, int, int]:
        """Count what is open, unanswered of it, what waits, and what waits too long."""
        reader, now = self.reader, self.history.now
        answers = bool(reader.posts) and reader.answers_in(codes)
        lies = covers if answers else lambda region, code: self.country.lies_in(code, region)
        mine = [
            told
            for told in self.history.told
            if any(lies(code, told.village) for code in codes)
            and (reader.works(told) if answers else reader.counts(told))
        ]
        listed = [told for told in mine if told.at > now - 30 * DAY]
        paging = [told for told in mine if told.status in UNDER_WAY and told.quiet is False]
        taken = [told for told in listed if told.status in UNDER_WAY and told.quiet]
        if answers:
            taken = [told for told in taken if told.kind != "situasi_aman"]
        open_now = [*paging, *taken]
        waiting = [
            told for told in listed if told.status == "recorded" and told.kind != "situasi_aman"
        ]
        return (
            len(open_now),
            sum(told.status == "open" for told in open_now),
            len(waiting),
            sum(told.at < now - DAY for told in waiting),
        )

    def guarded(
        self, codes: Sequence[str], days: Mapping[str, Days]
    ) -> tuple[int, set[str], dict[str, int], int, int]:
        """Return villages, those without an officer, whom nothing reaches where, failed tests."""
        villages = {
            one for one in self.country.villages if any(covers(code, one) for code in codes)
        }
        inside = self._posts(codes)
        guarded = [region for _, role, region in inside if role == "officer"]
        missing = {one for one in villages if not any(covers(code, one) for code in guarded)}
        lost = {
            (region, worker.number)
            for worker, role, region in inside
            if role in {"officer", "deputy"} and not worker.reached
        }
        by_place: dict[str, int] = {}
        for region, _ in lost:
            by_place[region] = by_place.get(region, 0) + 1
        return (
            len(villages),
            missing,
            by_place,
            len({who for _, who in lost}),
            self._tests(codes, days),
        )

    def _posts(self, codes: Sequence[str]) -> list[tuple[Worker, str, str]]:
        """Return the posts in these regions and above: whose, as what, where."""
        return [
            (worker, role, region)
            for worker in self.history.workers
            for role, region in worker.posts
            if any(covers(code, region) or covers(region, code) for code in codes)
        ]

    def _tests(self, codes: Sequence[str], days: Mapping[str, Days]) -> int:
        first = next(iter(days.values()))
        return sum(
            worker.heard is not None
            and first.has(worker.heard)
            and any(
                role in CALLED and covers(code, region)
                for role, region in worker.posts
                for code in codes
            )
            for worker in self.history.workers
        )

    def silent(self, days: Mapping[str, Days]) -> set[str]:
        """Return the villages that were heard in the four weeks before the last seven days.

        Of what somebody confided that counts alone which came of late, for whoever reads it. It is
        told where the reader counts all the rest.
        """
        said = [*self._said()]
        signs = [(village, at) for village, at, confided in said if confided is None]
        signs += self.history.well
        silent = set()
        for village in self.country.villages:
            for code, here in days.items():
                end = here.until()
                heard = [
                    at for where, at in signs if where == village and end - 35 * DAY <= at < end
                ]
                confided = any(
                    where == village and told is not None and self.reader.counts(told)
                    for where, at, told in said
                    if end - 7 * DAY <= at < end
                )
                lies = self.country.lies_in(village, code)
                known = any(covers(one, village) for one in days)
                quiet = heard and max(heard) < end - 7 * DAY and not confided
                if lies and known and quiet and self.reader.counts_all_plain(village):
                    silent.add(village)
        return silent

    def _said(self) -> Iterator[tuple[str, datetime, Told | None]]:
        """Yield from where and when each report came, and of a confidential one as what."""
        for told in self.history.told:
            village = told.came_to or told.village
            first = replace(told, village=village, kind=told.said or told.kind)
            hidden = self.reader.kind(first.kind).confidential == "yes"
            for at in reported(told, self.history.now):
                yield village, at, first if hidden else None

    def situations(self, days: Mapping[str, Days]) -> tuple[int, int, int]:
        """Count the reports that all is well: now, before, from how many villages."""
        now, before, villages = 0, 0, set()
        for village, at in self.history.well:
            here = next(
                (here for code, here in days.items() if self.country.lies_in(village, code)), None
            )
            if here is not None and here.has(at):
                now += 1
                villages.add(village)
            elif here is not None and here.had(at):
                before += 1
        return now, before, len(villages)


def reported(told: Told, now: datetime) -> list[datetime]:
    """Return when an incident was reported, by each who did."""
    return [min(told.at + timedelta(minutes=minutes), now) for minutes in (0, *told.joined)]
