"""What the demo's own stories leave behind is closed or taken away: its figures stay plausible.

What a visitor did stays as they left it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import joinedload

from bot.demo import neighbours
from bot.domain.escalation import AlertStatus
from bot.models import (
    Alert,
    AlertEvent,
    Delivery,
    Draft,
    Incident,
    Member,
    Merge,
    Report,
    ReportAuthor,
)
from bot.services.alerts import alert_actions, alert_events
from bot.services.alerts.alert_actions import AlertPress
from bot.services.intake import draft_deadlines
from bot.services.reports import draft_card
from bot.services.reports.draft_changes import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.demo.characters import Player
    from bot.models import Database
    from bot.vault import Vault

OUTCOME = "handled"


class Cleanup:
    """Cleans up in the bot's own database, beside the bot."""

    def __init__(self, database: Database, vault: Vault) -> None:
        """Work on ``database``, whose people are found by ``vault``."""
        self._database = database
        self._vault = vault

    async def forget_neighbours(self) -> None:
        """Take away what the twenty neighbours reported, once it has been counted."""
        ids = [neighbours.FIRST_ID + number for number in range(neighbours.HOW_MANY)]
        async with self._database.writing() as session:
            members = await self._members(session, ids)
            of_theirs = (
                select(Report.incident_id)
                .join(ReportAuthor, ReportAuthor.report_id == Report.id)
                .where(ReportAuthor.member_id.in_(members))
            )
            incidents = (await session.scalars(of_theirs)).all()
            await session.execute(delete(Delivery).where(Delivery.recipient_id.in_(members)))
            await session.execute(delete(Draft).where(Draft.member_id.in_(members)))
            await _forget(session, incidents)

    async def let_serve(self, players: Collection[Player]) -> None:
        """Put on duty whoever a visitor let go off it: a story waits for their answers."""
        async with self._database.writing() as session:
            members = await self._members(session, [player.telegram_id for player in players])
            await session.execute(
                update(Member).where(Member.id.in_(members)).values(off_duty_at=None)
            )

    async def close_case(
        self, text: str, *, of: Player, by: Player, since: datetime, now: datetime
    ) -> None:
        """End what a story left open: the draft or the alert of ``text``, written since then."""
        async with self._database.writing() as session:
            (reporter,) = await self._members(session, [of.telegram_id])
            (closer,) = await self._members(session, [by.telegram_id])
            mine = (Draft.member_id == reporter, Draft.status == OPEN, Draft.text == text)
            for draft in (await session.scalars(select(Draft).where(*mine))).all():
                draft_deadlines.drop(draft)
                await draft_card.redraw(session, draft, now=now)
            for alert in await _open_alerts(session, reporter, text, since):
                office = alert_events.office(by.grants, alert.incident.village_code)
                press = AlertPress(closer, office, alert.run, saw_holder=True)
                await alert_actions.close(session, alert, press, OUTCOME, now=now)

    async def _members(self, session: AsyncSession, people: Collection[int]) -> Sequence[int]:
        """Return the members with these Telegram ids."""
        marks = [self._vault.fingerprint(one) for one in people]
        return (await session.scalars(select(Member.id).where(Member.fingerprint.in_(marks)))).all()


async def _open_alerts(
    session: AsyncSession, reporter: int, text: str, since: datetime
) -> Sequence[Alert]:
    told = (
        select(Report.incident_id)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(ReportAuthor.member_id == reporter, Report.text == text, Report.created_at >= since)
    )
    wanted = (
        select(Alert)
        .where(Alert.incident_id.in_(told), Alert.status != AlertStatus.CLOSED)
        .options(joinedload(Alert.incident))
    )
    return (await session.scalars(wanted)).all()


async def _forget(session: AsyncSession, incidents: Sequence[int]) -> None:
    """Take incidents away with all that hangs on them; they have no pictures and no notes."""
    reports = select(Report.id).where(Report.incident_id.in_(incidents))
    for statement in (
        delete(Merge).where(
            or_(
                Merge.report_id.in_(reports),
                Merge.into_id.in_(incidents),
                Merge.from_id.in_(incidents),
            )
        ),
        delete(AlertEvent).where(AlertEvent.incident_id.in_(incidents)),
        delete(Alert).where(Alert.incident_id.in_(incidents)),
        delete(ReportAuthor).where(ReportAuthor.report_id.in_(reports)),
        delete(Report).where(Report.incident_id.in_(incidents)),
        delete(Incident).where(Incident.id.in_(incidents)),
    ):
        await session.execute(statement.execution_options(synchronize_session=False))
