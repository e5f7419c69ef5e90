"""Imports past reports: they are counted, and neither page nor notify anybody.

Every line is looked at, and its rows are made, while the bot goes on writing; then they are written
in one transaction that does nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bot.domain import escalation
from bot.domain.escalation import UNDER_WAY
from bot.domain.report_line import RECORDED
from bot.models import Addendum, Alert, Incident, Report, new_id
from bot.services import audit
from bot.services.alerts import alert_state, paging
from bot.services.operations import import_validation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.addendum_line import AddendumLine
    from bot.domain.report_line import ReportLine
    from bot.services.operations.import_validation import New, Numbered, ValidatedChunk
    from bot.settings import Config

    Rows = list[dict[str, Any]]
    Batch = tuple[Rows, Rows, Rows, Rows]  # incidents, alerts, reports, addenda
    Name = Callable[[int, str], object]
    Keep = Callable[[Batch], object]

IMPORTED = "imported"
REPORTS = 2  # where they stand in a batch


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
    validator, builder = import_validation.ImportValidator(), _RowBuilder(session, config, opens)
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


@dataclass(slots=True)
class _RowBuilder:
    """Makes rows, no objects: a hundred thousand of those would only take memory."""

    _session: AsyncSession
    _config: Config
    _opens: bool
    _incidents: dict[str, int] = field(default_factory=dict)  # by ticket

    async def rows(self, lines: Sequence[New]) -> Batch:
        """Return the rows of a chunk of new lines, each incident with the first of its reports."""
        await self._learn({line.incident or ticket for ticket, line in lines})
        incidents: Rows = []
        alerts: Rows = []
        reports: Rows = []
        addenda: Rows = []
        for ticket, line in lines:
            of = line.incident or ticket
            if of not in self._incidents:
                self._incidents[of] = new_id()
                incidents.append(self._incident(of, line))
                alerts += self._resting(of, line)
            reports.append(report := _report(ticket, line, self._incidents[of]))
            addenda += [_addendum(report["id"], one, line) for one in line.addenda]
        return incidents, alerts, reports, addenda

    async def _learn(self, tickets: set[str]) -> None:
        """Read the incidents that the database has already: reports of them are added to them."""
        unknown = tickets - self._incidents.keys()
        found = select(Incident.ticket, Incident.id).where(Incident.ticket.in_(unknown))
        self._incidents |= {row.ticket: row.id for row in await self._session.execute(found)}

    def _incident(self, ticket: str, line: ReportLine) -> dict[str, Any]:
        return {
            "id": self._incidents[ticket],
            "ticket": ticket,
            "village_code": line.village,
            "category": line.category,
            "severity": line.severity,
            "status": line.status if self._opens or line.status not in UNDER_WAY else RECORDED,
            "outcome": line.outcome,
            "opened_at": line.created_at,
            "answered_at": line.answered_at,
            "closed_at": line.closed_at,
        }

    def _resting(self, ticket: str, line: ReportLine) -> Rows:
        """Return the alert of what is not closed: it pages nobody until somebody takes it up.

        Who held it the file does not tell: it is open to everybody who answers there, and closed
        by them as any other; without it the incident would count as open for ever.
        """
        if not self._opens or line.status not in UNDER_WAY:
            return []
        incident = Incident(category=line.category, severity=line.severity)
        alert = {
            "id": new_id(),
            "incident_id": self._incidents[ticket],
            "policy": paging.snapshot(incident, self._config),
            **alert_state.columns(escalation.rest(escalation.start(line.created_at)).state),
            "started_at": line.created_at,
        }
        return [alert]


def _report(ticket: str, line: ReportLine, incident_id: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "ticket": ticket,
        "incident_id": incident_id,
        "alias": line.reporter,
        "anonymous": line.is_anonymous,
        "village_code": line.village,
        "category": line.category,
        "severity": line.severity,
        "text": line.text,
        "lat": line.lat,
        "lon": line.lon,
        "written_at": line.created_at,
        "created_at": line.created_at,
        "forwarded": line.forwarded,
    }


def _addendum(report: int, added: AddendumLine, line: ReportLine) -> dict[str, Any]:
    """Return the row of what was added: it called nobody, and is as bad as its report."""
    return {
        "id": new_id(),
        "report_id": report,
        "at": added.at,
        "text": added.text,
        "category": line.category,
        "severity": line.severity,
        "forwarded": added.forwarded,
        "question": added.question,
        "answer": added.answer,
    }
