"""What somebody who goes off duty still has in hand: handed to others, who are called anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from bot import outbox
from bot.domain import escalation
from bot.domain.oncall import first_called
from bot.domain.policy import from_document
from bot.models import Alert, Incident
from bot.services import announcing, authors, history, paging, territory
from bot.services.history import Happened, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.oncall import Holder
    from bot.models import Member


async def in_hand(session: AsyncSession, member_id: int) -> Sequence[Alert]:
    """Return what a member has taken and not closed, paged or not, the oldest first."""
    theirs = (
        select(Alert)
        .join(Alert.incident)
        .where(Alert.holder_id == member_id, Alert.status.in_(escalation.HELD))
        .options(contains_eager(Alert.incident).joinedload(Incident.village))
        .options(contains_eager(Alert.incident).joinedload(Incident.alert))
        .order_by(Incident.opened_at, Incident.id)
    )
    return (await session.scalars(theirs)).all()


async def followers(session: AsyncSession, alert: Alert, member_id: int) -> list[Holder]:
    """Return who would be called first if a member who is off duty handed an alert over."""
    people = await territory.holders(session, alert.incident.village_code)
    reporters = await authors.members_of(session, alert.incident_id)
    called = first_called(from_document(alert.policy), people, reporters)
    return [holder for holder in called if holder.member_id != member_id]


async def hand_over(session: AsyncSession, member: Member, *, now: datetime) -> int:
    """Hand over all that a member who is off duty has in hand; return how many went.

    Each begins anew by its policy, at once; what nobody else could be called for stays.
    """
    handed = 0
    for alert in await in_hand(session, member.id):
        following = await followers(session, alert, member.id)
        if following:
            handed += await _hand_over(session, alert, member, following, now=now)
    return handed


async def _hand_over(
    session: AsyncSession,
    alert: Alert,
    member: Member,
    following: Sequence[Holder],
    *,
    now: datetime,
) -> bool:
    """Let one begin anew. Of what pages nobody, whoever would be called is told."""
    state = paging.state_of(alert)
    released = escalation.release(state, now, by=member.id, run=alert.run)
    if released.stale is not None:
        return False
    office = history.office(member.held, alert.incident.village_code)
    record(session, alert, Happened.HANDED_OVER, now=now, by=member.id, detail=office)
    paging.put(alert, released.state)
    await announcing.to_reporters(session, alert, Happened.HANDED_OVER, now=now)
    paged = await paging.climb(session, alert, now=now)
    await announcing.edit_cards(session, alert, now=now)
    await paging.show_photos(session, alert, paged, now=now)
    if alert.quiet:
        for holder in following:
            _tell(session, alert, holder.member_id, now)
    return True


def _tell(session: AsyncSession, alert: Alert, member_id: int, now: datetime) -> None:
    event = Happened.HANDED_OVER
    outbox.promise(session, "alert_news", member_id, now=now, subject=alert.id, event=event)
