"""The rows that past reports become: incidents, alerts that page nobody, reports, addenda."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain import escalation
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.domain.report_line import RECORDED
from bot.models import Incident, new_id
from bot.services.alerts import alert_state, paging

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.addendum_line import AddendumLine
    from bot.domain.report_line import ReportLine
    from bot.services.operations.import_validation import New
    from bot.settings import Config

    Rows = list[dict[str, Any]]
    Batch = tuple[Rows, Rows, Rows, Rows]  # incidents, alerts, reports, addenda
    Name = Callable[[int, str], object]
    Keep = Callable[[Batch], object]
REPORTS = 2  # where they stand in a batch


@dataclass(slots=True)
class RowBuilder:
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
            added = sorted(line.addenda, key=lambda one: one.at)  # ids follow the time
            addenda += [_addendum(report["id"], one, line) for one in added]
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
            "status": self._status(line),
            "outcome": line.outcome,
            "opened_at": line.created_at,
            "answered_at": line.answered_at,
            "closed_at": line.closed_at,
        }

    def _status(self, line: ReportLine) -> str:
        """Return how an incident stands here: what was under way is open, or only recorded."""
        if line.status not in UNDER_WAY:
            return line.status
        return AlertStatus.OPEN if self._opens else RECORDED

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
            "policy": paging.policy_snapshot(incident, self._config),
            **alert_state.columns(escalation.suspend(escalation.start(line.created_at)).state),
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
        "unheard": line.unheard,
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
