"""Revokes what ends with a post: cards, queued messages, held alerts, codes that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from bot import outbox
from bot.domain import access
from bot.domain.access import Role
from bot.domain.escalation import AlertStatus
from bot.domain.open_question import InOffice
from bot.domain.promises.alerts import AlertPromise
from bot.models import DeliveryStatus, Invitation, Lane, promise_data
from bot.services.alerts import (
    lifecycle,
    status_edits,
    unclaimed_reports,
    unreachable_contacts,
)
from bot.services.alerts.alert_notifications import CARDS
from bot.services.people import shown_reports
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Delivery, Member
    from bot.services.people.shown_reports import ShownReport
    from bot.settings import Config

WITHDRAWN = "withdrawn"
OF_POSTS = (*shown_reports.LISTS, *shown_reports.FIGURES)  # what goes with the post that opened it


async def follow(session: AsyncSession, member: Member, *, config: Config, now: datetime) -> None:
    """Revoke what ended posts of a member had given access to (``grants`` are loaded).

    1. What is owed to them of reports that are theirs no more is not sent.
    2. What they were shown by these posts is withdrawn: cards, words, pictures, lists, old and new.
    3. An alert that called them, or that they hold, goes on at once; receipts name them no more.
    4. Of what paged nobody and nobody took, whoever is next is told, or its reporters.
    5. A code that they made for where they give none any more opens nothing.
    6. A question that only the post asked is not asked any more.
    """
    await session.flush()
    role_holders.forget(session)
    lost = await shown_reports.lost(session, member, config)
    for one in lost:
        if one.is_owed:
            one.delivery.status = DeliveryStatus.DROPPED
    shown = [one for one in lost if not one.is_owed]
    await withdraw(session, shown, now=now)
    await _withdraw_lists(session, member, now=now)
    for one in shown:
        if one.delivery.kind == "page" and _is_newest(one):
            await unreachable_contacts.page_recipient_left(session, one.delivery, now=now)
    for incident in sorted({one.incident.id for one in lost if _calls_still(one)}):
        await status_edits.owe(session, incident, now=now)
    await lifecycle.release_unanswerable(session, member.id, member.held, now=now)
    who, held = member.id, member.held
    await unclaimed_reports.inform_successors(session, who, held, config=config, now=now)
    await _end_codes(session, member, now=now)
    if isinstance(member.awaiting, InOffice):
        member.awaiting = None


async def messages_of(session: AsyncSession, member: Member) -> Mapping[int, bool]:
    """Return the messages in a member's chat that posts opened, and which are pictures."""
    shown = [one.delivery for one in await shown_reports.of_member(session, member)]
    sent = [one for one in shown if one.status != DeliveryStatus.QUEUED]
    listed = await shown_reports.lists(session, member, OF_POSTS)
    pictures = await shown_reports.pictures(session, [*sent, *listed])
    return {
        message: one.id in pictures
        for one in (*sent, *listed)
        if not promise_data.marks(one).withdrawn and (message := one.shown_in) is not None
    }


async def withdraw(
    session: AsyncSession,
    shown: Sequence[ShownReport],
    *,
    others: bool = False,
    now: datetime,
) -> None:
    """Promise edits that empty what was shown: first what is open still.

    A card is rendered anew, which says where its case went; the rest loses all that it says.
    ``others``: no post ended, the report is others' to read.
    """
    pictures = await shown_reports.pictures(session, [one.delivery for one in shown])
    for one in sorted(shown, key=lambda one: one.incident.status == AlertStatus.CLOSED):
        if one.delivery.kind in CARDS:
            _empty_card(session, one, now=now)
        else:
            picture = one.delivery.id in pictures
            blank(session, one.delivery, picture=picture, others=others, now=now)


async def _withdraw_lists(session: AsyncSession, member: Member, *, now: datetime) -> None:
    """Empty the lists that a member was shown, where a post of theirs ends now."""
    if any(grant.ended_at == now and grant.role != Role.RESIDENT for grant in member.grants):
        lists = await shown_reports.lists(session, member, OF_POSTS)
        drawn = await shown_reports.pictures(session, lists)
        for listed in lists:
            blank(session, listed, picture=listed.id in drawn, now=now)


def _empty_card(session: AsyncSession, one: ShownReport, *, now: datetime) -> None:
    """Promise to render a card anew; its renderer empties it for whoever may not read it."""
    card, message = one.delivery, one.message_id
    promise = promise_data.decode_column(card.kind, card.payload, AlertPromise)
    if message is None and promise is not None and promise.page is not None:
        return  # the edit of another message, which is emptied itself
    more: dict[str, Any] = {"page": card.id} if message is None else {}
    more |= {"subject": card.subject_id, "run": card.run}
    to, lane = card.recipient_id, _lane(one)
    outbox.promise(session, "alert", to, now=now, lane=lane, edits=message, **more)


def blank(
    session: AsyncSession,
    shown: Delivery,
    *,
    picture: bool = False,
    others: bool = False,
    now: datetime,
) -> None:
    """Promise to empty a message, unless that is promised already; see :func:`withdraw`."""
    if promise_data.marks(shown).withdrawn:
        return
    promise_data.mark(shown, withdrawn=True)
    message = shown.shown_in
    more: dict[str, Any] = {"picture": True} if picture else {}
    if others:
        more["others"] = True
    if message is None:
        more["follows"] = shown.id
    to, lane = shown.recipient_id, Lane.NOTICE
    outbox.promise(session, WITHDRAWN, to, now=now, lane=lane, edits=message, **more)


def _lane(one: ShownReport) -> Lane:
    """Return how soon a card is emptied: of what is over, after what is said to people."""
    return Lane.NOTICE if one.incident.status == AlertStatus.CLOSED else Lane.REPLY


def _is_newest(one: ShownReport) -> bool:
    page, alert = one.delivery, one.alert
    if alert is None or alert.status != AlertStatus.OPEN:
        return False
    return (page.run, page.position) == (alert.run, alert.position - 1)


def _calls_still(one: ShownReport) -> bool:
    """Tell whether it is a page of an alert that nobody has taken: receipts say who is called."""
    is_open = one.alert is not None and one.alert.status == AlertStatus.OPEN
    return is_open and one.delivery.kind == "page"


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
