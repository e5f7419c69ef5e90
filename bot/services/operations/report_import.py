"""Imports past reports: they are counted, and neither page nor notify anybody.

Every line is looked at, and its rows are made, while the bot goes on writing; then they are written
in one transaction that does nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from bot.domain.escalation import UNDER_WAY
from bot.models import Addendum, Alert, Incident, Report
from bot.services import audit
from bot.services.operations import import_validation
from bot.services.operations.imported_rows import REPORTS, RowBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.operations.import_validation import Numbered, ValidatedChunk
    from bot.settings import Config

    Rows = list[dict[str, Any]]
    Batch = tuple[Rows, Rows, Rows, Rows]  # incidents, alerts, reports, addenda
    Name = Callable[[int, str], object]
    Keep = Callable[[Batch], object]

IMPORTED = "imported"


@dataclass(slots=True)
class ImportCounts:
    """How many lines there were. ``past``: of the new ones, older than reports are kept.

    ``under_way``: of the new ones, those of a case that was not closed. ``assumed``: by a code
    without dots, the village that it was taken for.
    """

    new: int = 0
    known: int = 0
    bad: int = 0
    past: int = 0
    under_way: int = 0
    assumed: Mapping[str, str] = field(default_factory=dict)

    def add(self, chunk: ValidatedChunk, kept_since: datetime) -> None:
        """Count a chunk of lines; what is older than ``kept_since`` would be forgotten at once."""
        self.new += len(chunk.new)
        self.known += chunk.known
        self.bad += len(chunk.bad)
        self.under_way += sum(line.status in UNDER_WAY for _, line in chunk.new)
        self.past += sum(line.created_at < kept_since for _, line in chunk.new)


async def dry_run(  # noqa: PLR0913 - all but two are named
    session: AsyncSession,
    chunks: Iterable[Sequence[Numbered]],
    *,
    name: Name,
    keep: Keep,
    config: Config,
    now: datetime,
    opens: bool = False,
) -> ImportCounts:
    """Look at every line and write nothing.

    ``opens``: what was under way may be taken up; otherwise it comes in as recorded, and no alert
    stands open because of a file.

    ``name`` gets the number of each bad one, and why; ``keep`` the rows of what is new, for
    :func:`write`.
    """
    validator, builder = import_validation.ImportValidator(), RowBuilder(session, config, opens)
    counts = ImportCounts(assumed=validator.assumed)
    kept_since = now - config.limits.retention.reports
    for lines in chunks:
        chunk = await validator.validate(session, lines)
        for number, reason in chunk.bad:
            name(number, reason)
        keep(await builder.rows(chunk.new))
        counts.add(chunk, kept_since)
    return counts


async def insert_reports(session: AsyncSession, batches: Iterable[Batch], *, now: datetime) -> int:
    """Write what :func:`dry_run` kept, and return how many reports there were.

    Raises IntegrityError where one of them has come in between.
    """
    connection, written = await session.connection(), 0
    for batch in batches:
        for table, rows in zip((Incident, Alert, Report, Addendum), batch, strict=True):
            if rows:
                statement = insert(table.__table__)  # type: ignore[arg-type]
                await connection.execute(statement, rows)
        written += len(batch[REPORTS])
    if written:
        audit.write(session, "operator", IMPORTED, f"reports:{written}", now)
    return written
