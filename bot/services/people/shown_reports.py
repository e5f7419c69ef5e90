"""The messages that show a member reports which a post opens to them, by what they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain import access
from bot.domain.access import Grant, Role
from bot.domain.promises.alerts import ReviewPromise
from bot.models import (
    Alert,
    Attachment,
    Delivery,
    DeliveryStatus,
    Incident,
    Note,
    Report,
    promise_data,
)
from bot.services.alerts import alert_access, relay
from bot.services.alerts.alert_notifications import CARDS, OUT
from bot.services.digests import digest_pictures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member
    from bot.settings import Config

    _Rows: TypeAlias = Select[Delivery, Incident, Alert]

TOLD, PHOTO, RELAYED, REVIEW = "told", "photo", "relayed", "review"
RELAY_ENDED = "relay_ended"
OF_ALERTS = (
    *CARDS,
    "alert_news",
    "reporter_answer",
    "relay",
    RELAYED,
    RELAY_ENDED,
    REVIEW,
)  # their subject is an alert
OF_REPORTS = ("words",)
# What shows whatever its reader may open, a line or a few words of each.
LISTS = (
    *("tasks", "reports", "figure_reports", "digest", "returned", "duty", "summary"),
    *("staff", "open_alerts", "codes_given"),
)
# What shows numbers alone; of these the files, in whose place a picture can be put.
FIGURES = (*digest_pictures.FILES, "summary_rich")
# All of which it must be known where they stand, as long as their reader holds a post.
KINDS = (*OF_ALERTS, *OF_REPORTS, TOLD, PHOTO, *LISTS, *FIGURES)
READY = "ready"  # of a picture: it was shown, and not a sentence in its place


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A message about an incident that was sent to somebody, or is owed to them."""

    delivery: Delivery
    incident: Incident
    alert: Alert | None  # None: it paged nobody, and nobody has opened it

    @property
    def is_owed(self) -> bool:
        """Tell whether the message is still queued."""
        return self.delivery.status == DeliveryStatus.QUEUED

    @property
    def message_id(self) -> int | None:
        """Return the message in the chat; None while it is under way."""
        return self.delivery.shown_in


async def readers_of(session: AsyncSession, incident_id: int) -> set[int]:
    """Return the members who have messages that show an incident, or are owed some."""
    found: set[int | None] = set()
    for query, kinds in _queries():
        of_it = query.where(Incident.id == incident_id, Delivery.kind.in_(kinds))
        told = of_it.with_only_columns(Delivery.recipient_id, maintain_column_froms=True)
        found |= set(await session.scalars(told.distinct()))
    return {member for member in found if member is not None}


async def of_member(session: AsyncSession, member: Member, *incidents: int) -> list[ShownReport]:
    """Return them: what is owed, and of what was sent the newest state of each message.

    ``incidents``: only those that show these.
    """
    found: list[ShownReport] = []
    which = (Incident.id.in_(incidents),) if incidents else ()
    for query, kinds in _queries():
        theirs = query.where(
            Delivery.recipient_id == member.id,
            Delivery.kind.in_(kinds),
            Delivery.status.in_((*OUT, DeliveryStatus.QUEUED)),
            *which,
        )
        known = theirs.options(joinedload(Incident.village)).order_by(Delivery.id)
        rows = await session.execute(known)
        found += [_joined(ShownReport(one, incident, alert)) for one, incident, alert in rows]
    sent = {one.message_id or -one.delivery.id: one for one in found if not one.is_owed}
    return [*(one for one in found if one.is_owed), *sent.values()]


async def in_message(session: AsyncSession, member: Member, message_id: int) -> ShownReport | None:
    """Return what a message in a member's chat shows, if it shows a report to them by a post."""
    for query, kinds in _queries():
        there = query.where(
            Delivery.recipient_id == member.id,
            Delivery.kind.in_(kinds),
            Delivery.sent_message_id == message_id,
        )
        known = there.options(joinedload(Incident.village)).order_by(Delivery.id.desc())
        found = (await session.execute(known.limit(1))).first()
        if found is not None:
            return _joined(ShownReport(found[0], found[1], found[2]))
    return None


async def lost(
    session: AsyncSession, member: Member, config: Config, *incidents: int
) -> list[ShownReport]:
    """Return the messages whose reports a member's present posts do not let them read.

    ``incidents``: only those that show these.
    """
    shown = await of_member(session, member, *incidents)
    alerts = {one.alert.id: one.alert for one in shown if one.alert is not None}
    may = await alert_access.readers(session, [(alert, member.id) for alert in alerts.values()])
    opened = {alert for alert, _ in may}
    return [one for one in shown if not _may(one, member.held, opened, config)]


async def lists(
    session: AsyncSession, member: Member, kinds: Sequence[str] = LISTS
) -> Sequence[Delivery]:
    """Return the lists that were sent to a member, the newest state of each message."""
    sent = select(Delivery).where(
        Delivery.recipient_id == member.id, Delivery.kind.in_(kinds), Delivery.status.in_(OUT)
    )
    found = (await session.scalars(sent.order_by(Delivery.id))).all()
    return list({one.shown_in or -one.id: one for one in found}.values())


async def pictures(session: AsyncSession, deliveries: Iterable[Delivery]) -> set[int]:
    """Return those of these deliveries that show a picture or a file, not a sentence in its place.

    Of a summary's file it is not known; where a sentence stands there is nothing to empty.
    """
    deliveries = list(deliveries)
    shown = {one.id: one.subject_id for one in deliveries if one.kind == PHOTO}
    ready = select(Attachment.id).where(
        Attachment.id.in_(set(shown.values())), Attachment.state == READY
    )
    found = set(await session.scalars(ready)) if shown else set[int]()
    drawn = {one.id for one in deliveries if one.kind in digest_pictures.FILES}
    return drawn | {delivery for delivery, photo in shown.items() if photo in found}


def _may(one: ShownReport, held: Sequence[Grant], opened: Collection[int], config: Config) -> bool:
    """Tell whether posts open what a message shows, as its renderer would look at it."""
    kind, incident = one.delivery.kind, one.incident
    if kind == RELAYED:
        helps = access.may(held, frozenset(relay.HELPERS), incident.village_code)
        return helps and not config.category(incident.category).is_hidden
    if kind == REVIEW:
        village = promise_data.decode(one.delivery, ReviewPromise).village
        return alert_access.leads(held, [Grant(Role.OFFICER, village)])
    category = config.category(incident.category)
    if kind == TOLD and alert_access.is_told(incident, category.recipients, held):
        return True
    return one.alert is not None and one.alert.id in opened


def _joined(one: ShownReport) -> ShownReport:
    if one.alert is not None:
        one.alert.belongs_to(one.incident)
    return one


def _queries() -> Sequence[tuple[_Rows, tuple[str, ...]]]:
    """Return how messages are found with what they show, each with the kinds that name it so."""
    rows = select(Delivery, Incident, Alert).select_from(Delivery)
    of_alert = rows.join(Alert, Alert.id == Delivery.subject_id).join(
        Incident, Incident.id == Alert.incident_id
    )
    of_photo = rows.join(Attachment, Attachment.id == Delivery.subject_id)
    told = rows.join(Incident, Incident.id == Delivery.subject_id)
    words = rows.join(Report, Report.id == Delivery.subject_id).join(Report.incident)
    sent = of_photo.join(Report, Report.id == Attachment.report_id).join(Report.incident)
    noted = of_photo.join(Note, Note.id == Attachment.note_id).join(Note.incident)
    # What was told of may have paged nobody, and nobody may have opened it.
    by_incident = ((told, (TOLD,)), (words, OF_REPORTS), (sent, (PHOTO,)), (noted, (PHOTO,)))
    has_alert = Alert.incident_id == Incident.id
    return (
        (of_alert, OF_ALERTS),
        *((query.outerjoin(Alert, has_alert), kinds) for query, kinds in by_incident),
    )
