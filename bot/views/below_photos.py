"""Alert cards below pictures: they wait for the pictures, and are sent only where needed."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, union_all

from bot.domain.promises.alerts import AlertPromise
from bot.models import Alert, Attachment, Delivery, DeliveryStatus, Note, Report, promise_data
from bot.services.reports import newest_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Row

    from bot.views.render_context import RenderContext

# What its reporter has said since is not held back for long by a picture that will not come.
PATIENCE = timedelta(seconds=10)


class _Shown(NamedTuple):
    """What a member has got of an alert: the newest message of either sort, if any."""

    card: int = 0
    photo: int = 0
    owed: bool = False


async def sort_out(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> tuple[set[int], set[int]]:
    """Return which of these come later, since pictures are on their way, and which not at all.

    What is ``silent`` says nothing new, and need not come where no picture came between.
    """
    concerned = [one for one in deliveries if one.edits is None and _said(one).waits]
    if not concerned:
        return set(), set()
    shown = await _shown(context, concerned)
    later = {one.id for one in concerned if _waits(context, one, shown[_key(one)])}
    needless = {
        one.id
        for one in concerned
        if one.id not in later
        and _said(one).silent
        and shown[_key(one)].photo < shown[_key(one)].card
    }
    return later, needless


def _said(one: Delivery) -> AlertPromise:
    return promise_data.decode(one, AlertPromise)


def _waits(context: RenderContext, one: Delivery, shown: _Shown) -> bool:
    hurries = _said(one).event is not None and context.now - one.created_at >= PATIENCE
    return shown.owed and not hurries


def _key(one: Delivery) -> tuple[int | None, int]:
    return one.subject_id, one.recipient_id


async def _shown(
    context: RenderContext, deliveries: Iterable[Delivery]
) -> Mapping[tuple[int | None, int], _Shown]:
    """Return which messages show each alert to each member, by alert and member."""
    alerts, members = zip(*map(_key, deliveries), strict=True)
    cards = select(Delivery.subject_id, Delivery.recipient_id, Delivery.sent_message_id).where(
        Delivery.kind.in_(newest_card.SHOWN_BY[newest_card.ALERT]),
        Delivery.subject_id.in_(alerts),
        Delivery.recipient_id.in_(members),
        Delivery.edits.is_(None),
    )
    found: dict[tuple[int | None, int], _Shown] = defaultdict(_Shown)
    for alert, member, message in await context.session.execute(cards):
        known = found[alert, member]
        found[alert, member] = known._replace(card=max(known.card, message or 0))
    for row in await _photos(context, alerts, members):
        known = found[row.alert, row.member]
        found[row.alert, row.member] = known._replace(
            photo=max(known.photo, row.message or 0), owed=known.owed or _is_owed(row)
        )
    return found


async def _photos(
    context: RenderContext, alerts: Sequence[int | None], members: Sequence[int]
) -> Sequence[Any]:
    shown = (
        select(
            Alert.id.label("alert"),
            Delivery.recipient_id.label("member"),
            Delivery.sent_message_id.label("message"),
            Delivery.status.label("status"),
            Attachment.state.label("state"),
        )
        .join(Attachment, Attachment.id == Delivery.subject_id)
        .where(Delivery.kind == "photo", Delivery.recipient_id.in_(members))
    )
    of_reports = shown.join(Report, Report.id == Attachment.report_id).join(
        Alert, (Alert.incident_id == Report.incident_id) & Alert.id.in_(alerts)
    )
    of_notes = shown.join(Note, Note.id == Attachment.note_id).join(
        Alert, (Alert.incident_id == Note.incident_id) & Alert.id.in_(alerts)
    )
    return (await context.session.execute(union_all(of_reports, of_notes))).all()


def _is_owed(row: Row[Any]) -> bool:
    """Tell whether a picture waits or is not ready; one that is under way goes before the card."""
    if row.status == DeliveryStatus.LEASED:
        return bool(row.state == "new")
    return bool(row.status == DeliveryStatus.QUEUED)
