"""Validates the lines of an import: new ones, known ones, and what is wrong with others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import select

from bot.domain.report_line import BadLine, ReportLine, quoted
from bot.models import Region, Report
from bot.places.address_lookup import told
from bot.places.data import VILLAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

Numbered: TypeAlias = "tuple[int, ReportLine | BadLine]"
New: TypeAlias = tuple[str, ReportLine]  # with its ticket


@dataclass(frozen=True, slots=True)
class ValidatedChunk:
    """A chunk of lines: what is new, with its ticket, and what is wrong with the others."""

    new: Sequence[New]
    known: int
    bad: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _ExistingReport:
    """What tells a report that is here from another line that was given the same ticket."""

    village: str
    category: str
    created_at: datetime
    text: str

    def is_(self, line: ReportLine) -> bool:
        """Tell whether it is this line, whose words may be erased by now."""
        same = (line.village, line.category, line.created_at)
        words = self.text in {"", line.text}
        return words and same == (self.village, self.category, self.created_at)


@dataclass(slots=True)
class ImportValidator:
    """Looks at one file from its beginning to its end. It remembers tickets, and no text.

    1. What is wrong with a line by itself was found when it was read; villages are looked up here.
    2. A ticket stands in a file once; one that the database has is known.
    3. All reports of an incident have its status.
    """

    # By a village's code without dots: what it was taken for.
    assumed: dict[str, str] = field(default_factory=dict)
    _villages: dict[str, str | None] = field(default_factory=dict)  # how each is told of
    _lines: dict[str, int] = field(default_factory=dict)  # by ticket: the line that has it
    _made: dict[str, int] = field(default_factory=dict)  # by ticket made here: its line's hash
    _incidents: dict[str, str] = field(default_factory=dict)  # by ticket: status

    async def validate(self, session: AsyncSession, chunk: Sequence[Numbered]) -> ValidatedChunk:
        """Look at the next lines, in a handful of statements."""
        lines = [line for _, line in chunk if isinstance(line, ReportLine)]
        await self._learn_villages(session, {line.village for line in lines})
        here = await _here(session, {line.ticket or line.made_ticket(0) for line in lines})
        new: list[New] = []
        bad: list[tuple[int, str]] = []
        known = 0
        for number, line in chunk:
            try:
                taken = self._checked(line)
                ticket = taken.ticket or await self._make_ticket(session, taken, here)
                self._take(number, ticket, taken)
            except BadLine as reason:
                bad.append((number, str(reason)))
                continue
            if ticket in here:
                known += 1
            else:
                new.append((ticket, taken))
        return ValidatedChunk(new, known, bad)

    async def _learn_villages(self, session: AsyncSession, codes: set[str]) -> None:
        unknown = codes - self._villages.keys()
        if unknown:
            found = select(Region).where(Region.code.in_(unknown), Region.level == VILLAGE)
            there = {region.code: told(region) for region in await session.scalars(found)}
            self._villages |= {code: there.get(code) for code in unknown}

    def _checked(self, line: ReportLine | BadLine) -> ReportLine:
        if isinstance(line, BadLine):
            raise line
        village = self._villages[line.village]
        if village is None:
            raise BadLine(f"no village has the code {quoted(line.village)}")
        if line.dotless is not None:
            self.assumed.setdefault(line.dotless, village)
        return line

    def _take(self, number: int, ticket: str, line: ReportLine) -> None:
        if ticket in self._lines:
            raise BadLine(f"{ticket} is the ticket of line {self._lines[ticket]} too")
        incident = line.incident or ticket
        status = self._incidents.setdefault(incident, line.status)
        if status != line.status:
            raise BadLine(
                f"status {line.status}: its incident {incident} is {status} in a line before it"
            )
        self._lines[ticket] = number

    async def _make_ticket(
        self, session: AsyncSession, line: ReportLine, here: dict[str, _ExistingReport]
    ) -> str:
        """Return the first ticket made of the line that nothing else has taken."""
        attempt, mark = 0, hash(line)
        while True:
            ticket = line.made_ticket(attempt)
            if attempt:  # the first was looked up with the others
                here |= await _here(session, {ticket})
            if self._is_free(ticket, mark) and (ticket not in here or here[ticket].is_(line)):
                self._made[ticket] = mark
                return ticket
            attempt += 1

    def _is_free(self, ticket: str, mark: int) -> bool:
        """Tell whether no other line of the file has it; the very same line is named as double."""
        return self._made[ticket] == mark if ticket in self._made else ticket not in self._lines


async def _here(session: AsyncSession, tickets: set[str]) -> dict[str, _ExistingReport]:
    """Return the reports that have these tickets already."""
    columns = (Report.ticket, Report.village_code, Report.category, Report.created_at, Report.text)
    found = await session.execute(select(*columns).where(Report.ticket.in_(tickets)))
    return {row.ticket: _ExistingReport(*row[1:]) for row in found}
