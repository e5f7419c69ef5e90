"""A large decree, as an operator would write it down, and reports from before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Incident, Report, new_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.places.data import RegionRow

RENAMED, RECODED, SPLIT, MERGED, ENDED = 500, 100, 20, 10, 5  # of the renamed, how many by code
CHANGED = (RENAMED - RECODED) + 2 * RECODED + SPLIT + 3 * MERGED + ENDED
GREW = SPLIT - MERGED - ENDED  # by how many villages the nation grew
APART = 150  # villages between two that change: each in a district of its own


class Large:
    """The decree. ``moved``: each old code with what came out of it; ``renamed``, ``ended``."""

    def __init__(self, villages: list[RegionRow]) -> None:
        """Draw the villages, far apart."""
        self._drawn = iter(range(0, len(villages), APART))
        self._villages = villages
        self.moved: list[tuple[str, str]] = []
        self.renamed: list[str] = []
        lines = [*self._renamed(), *self._recoded(), *self._split(), *self._merged()]
        self.ended = [villages[next(self._drawn)].code for _ in range(ENDED)]
        ends = [f"end {code}" for code in self.ended]
        self.text = "\n".join(["from 2026-12-01", *lines, *ends])

    def _renamed(self) -> Iterator[str]:
        for _ in range(RENAMED - RECODED):
            village = self._villages[next(self._drawn)]
            self.renamed.append(village.code)
            yield f"rename {village.code} {village.name} Makmur"

    def _recoded(self) -> Iterator[str]:
        for _ in range(RECODED):
            village = self._villages[next(self._drawn)]
            yield f"add {village.parent_code}.2999 {village.name} Makmur"
            yield from self._passes(village, f"{village.parent_code}.2999", ends=True)

    def _split(self) -> Iterator[str]:
        for _ in range(SPLIT):
            village = self._villages[next(self._drawn)]
            yield f"add {village.parent_code}.2998 Pemekaran"
            yield from self._passes(village, f"{village.parent_code}.2998", ends=False)

    def _merged(self) -> Iterator[str]:
        for _ in range(MERGED):
            at = next(self._drawn)
            new = f"{self._villages[at].parent_code}.2997"
            yield f"add {new} Gabungan"
            for village in self._villages[at : at + 2]:
                yield from self._passes(village, new, ends=True)

    def _passes(self, village: RegionRow, new: str, *, ends: bool) -> Iterator[str]:
        self.moved.append((village.code, new))
        yield f"pass {village.code} {new}"
        if ends:
            yield f"end {village.code}"


def old_report(village: str, ticket: str, at: datetime) -> Report:
    """Return a report that was made, answered and closed long ago."""
    incident = Incident(
        id=new_id(),
        ticket=ticket,
        village_code=village,
        category="pencurian",
        severity="SEDANG",
        status="closed",
        outcome="handled",
        opened_at=at,
        closed_at=at,
    )
    return Report(
        id=new_id(),
        ticket=ticket,
        incident=incident,
        alias="Warga",
        village_code=village,
        category="pencurian",
        severity="SEDANG",
        text="dahulu",
        written_at=at,
        created_at=at,
    )
