"""Which cases somebody holds now whose reporters they may ask."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager

from bot.domain import escalation
from bot.models import Alert, Incident, Report, ReportAuthor
from bot.services.alerts import alert_access

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

_KNOWN = "held_cases.known"
_BY_ANOTHER = (
    select(ReportAuthor.id)
    .join(Report, Report.id == ReportAuthor.report_id)
    .where(Report.incident_id == Alert.incident_id, ReportAuthor.member_id != Alert.holder_id)
    .exists()
)
_HELD = (  # written once, not for every batch of cards
    select(Alert)
    .join(Alert.incident)
    .where(
        Alert.holder_id.in_(bindparam("members", expanding=True)),
        Alert.status.in_(escalation.HELD),
        _BY_ANOTHER,
    )
    .options(contains_eager(Alert.incident))
    .order_by(Incident.opened_at.desc(), Incident.id.desc())
)


async def preload(session: AsyncSession, members: Collection[int]) -> None:
    """Learn what these members hold, of others' reports, and may answer by a post of now."""
    held: dict[int, list[Alert]] = defaultdict(list)
    if members:
        alerts = (await session.scalars(_HELD, {"members": list(members)})).all()
        requests = [(one, one.holder_id) for one in alerts if one.holder_id is not None]
        may = await alert_access.readers(session, requests)
        for alert, member in requests:
            if (alert.id, member) in may:
                held[member].append(alert)
    session.info[_KNOWN] = held


def remembered(session: AsyncSession, member: int) -> Sequence[Alert]:
    """Return what a member holds, the newest first, as :func:`preload` has found."""
    known: dict[int, list[Alert]] = session.info.get(_KNOWN, {})
    return known.get(member, ())
