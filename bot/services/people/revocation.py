"""Revokes what ends with a post: cards, queued messages, held alerts, codes that were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain import access
from bot.domain.escalation import AlertStatus
from bot.domain.open_question import InOffice
from bot.models import (
    Alert,
    Attachment,
    Delivery,
    DeliveryStatus,
    Incident,
    Invitation,
    Lane,
    Note,
    Report,
)
from bot.services.alerts import (
    alert_access,
    lifecycle,
    page_data,
    unclaimed_reports,
    unreachable_contacts,
)
from bot.services.alerts.alert_notifications import CARDS, OUT
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member
    from bot.settings import Config

OF_ALERTS = (*CARDS, "alert_news")  # their subject is an alert
TOLD, PHOTO = "told", "photo"
# Questions that only a post asks: without it the next message is a report like any other.


@dataclass(frozen=True, slots=True)
class _Owed:
    """A message about an incident that was sent to somebody, or is owed to them."""

    delivery: Delivery
    alert: Alert


async def follow(session: AsyncSession, member: Member, *, config: Config, now: datetime) -> None:
    """Draw the consequences of posts that a member held until now (``grants`` are loaded).

    1. What is owed to them of alerts that are theirs no more is not sent.
    2. Their cards of those that are open are emptied.
    3. An alert that called them, or that they hold, goes on to the next contact at once.
    4. Of what paged nobody and nobody took, whoever is next is told, or its reporters.
    5. A code that they made for where they give none any more opens nothing.
    6. A question that only the post asked is not asked any more.
    """
    await session.flush()
    role_holders.forget(session)
    lost = await _lost(session, member)
    for one in lost:
        if one.delivery.status == DeliveryStatus.QUEUED:
            _drop(one.delivery)
        elif one.delivery.kind in (*CARDS, TOLD) and one.alert.status != AlertStatus.CLOSED:
            _empty(session, one.delivery, now=now)
    for one in lost:
        if one.delivery.kind == "page" and _is_newest(one.delivery, one.alert):
            await unreachable_contacts.has_left(session, one.delivery, now=now)
    await lifecycle.hand_over(session, member.id, member.held, now=now)
    await unclaimed_reports.pass_on(session, member, config=config, now=now)
    await _end_codes(session, member, now=now)
    if isinstance(member.awaiting, InOffice):
        member.awaiting = None


async def cards_of(session: AsyncSession, member: Member) -> list[int]:
    """Return the messages in a member's chat that show a case which is not over."""
    return [
        one.delivery.sent_message_id
        for one in await _concerning(session, member)
        if one.delivery.kind in (*CARDS, TOLD)
        and one.delivery.edits is None
        and one.delivery.sent_message_id is not None
        and one.alert.status != AlertStatus.CLOSED
    ]


async def _lost(session: AsyncSession, member: Member) -> list[_Owed]:
    """Return what concerns alerts that the posts held now do not open."""
    concerning = await _concerning(session, member)
    wishes = {one.alert.id: (one.alert, member.id) for one in concerning}
    may = await alert_access.readers(session, list(wishes.values()))
    held = member.held
    return [
        one
        for one in concerning
        if (one.alert.id, member.id) not in may and not _is_told(one, held)
    ]


def _is_told(one: _Owed, held: Sequence[access.Grant]) -> bool:
    return one.delivery.kind == TOLD and alert_access.is_told(
        one.alert.incident, one.alert.policy["recipients"], held
    )


async def _concerning(session: AsyncSession, member: Member) -> list[_Owed]:
    """Return the messages to a member about alerts: sent of open ones, owed of whichever."""
    by_alert = select(Delivery, Alert).join(Alert, Alert.id == Delivery.subject_id)
    told = select(Delivery, Alert).join(Alert, Alert.incident_id == Delivery.subject_id)
    shown = select(Delivery, Alert).join(Attachment, Attachment.id == Delivery.subject_id)
    photos = shown.join(Report, Report.id == Attachment.report_id).join(
        Alert, Alert.incident_id == Report.incident_id
    )
    of_notes = shown.join(Note, Note.id == Attachment.note_id).join(
        Alert, Alert.incident_id == Note.incident_id
    )
    sent = Delivery.status.in_(OUT) & (Alert.status != AlertStatus.CLOSED)
    open_or_owed = sent | (Delivery.status == DeliveryStatus.QUEUED)
    found: list[_Owed] = []
    of_photos = ((photos, (PHOTO,)), (of_notes, (PHOTO,)))
    for query, kinds in ((by_alert, OF_ALERTS), (told, (TOLD,)), *of_photos):
        theirs = query.where(
            Delivery.recipient_id == member.id, Delivery.kind.in_(kinds), open_or_owed
        )
        known = theirs.options(joinedload(Alert.incident).joinedload(Incident.village))
        rows = await session.execute(known.order_by(Delivery.id))
        found += [_Owed(delivery, alert) for delivery, alert in rows.all()]
    return found


def _drop(delivery: Delivery) -> None:
    delivery.status = DeliveryStatus.DROPPED


def _empty(session: AsyncSession, card: Delivery, *, now: datetime) -> None:
    """Owe it that a card is rendered anew: whoever may not read it gets one empty sentence."""
    under_way = card.sent_message_id is None
    if card.edits is not None or "page" in card.payload or (under_way and card.kind == TOLD):
        return  # the edit of another message; or it is looked at again before it goes out
    more: dict[str, Any] = {"run": card.payload["run"]} if "run" in card.payload else {}
    if under_way:
        more["page"] = card.id
    outbox.promise(
        session,
        TOLD if card.kind == TOLD else "alert",
        card.recipient_id,
        now=now,
        lane=Lane.REPLY,
        subject=card.subject_id,
        edits=card.sent_message_id,
        **more,
    )


def _is_newest(page: Delivery, alert: Alert) -> bool:
    of, newest = page_data.read(page.payload), (alert.run, alert.position - 1)
    return alert.status == AlertStatus.OPEN and of is not None and of.step == newest


async def _end_codes(session: AsyncSession, member: Member, *, now: datetime) -> None:
    """End the codes of a member that they could not make by the posts that they hold now."""
    theirs = select(Invitation.id, Invitation.role, Invitation.region_code).where(
        Invitation.created_by == member.id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )
    over = [
        code
        for code, role, region in await session.execute(theirs)
        if not access.may_give(member.held, role, region)
    ]
    await session.execute(update(Invitation).where(Invitation.id.in_(over)).values(expires_at=now))
