"""Photos, voices and videos as whoever answers a report sees them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.attachment_kind import AttachmentKind
from bot.domain.promises.reports import NotePhotoPromise
from bot.locales import mark
from bot.media import attachment_file
from bot.models import Alert, Attachment, ConversationMessage, Note, Report, promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import read_offices
from bot.services.reports import pictures
from bot.views import display_names, receipt
from bot.views.card import Attached, Card, Later, Markup, StoredRecording
from bot.views.office import regions_of
from bot.views.report_news import offices_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery, Incident, Region, ReportAuthor
    from bot.views.render_context import RenderContext

PHOTO_LATER = timedelta(seconds=1)

UNSHOWN = mark(
    "Tiket <b>{ticket}</b>: pelapor juga mengirim foto yang tidak dapat ditampilkan (rusak, terlalu"
    " besar, atau terlalu banyak). Fotonya tidak disimpan."
)
UNHEARD = mark(
    "Tiket <b>{ticket}</b>: pelapor juga mengirim suara atau video yang tidak dapat diteruskan"
    " (rusak, terlalu besar, terlalu panjang, atau terlalu banyak). Kirimannya tidak disimpan."
)
OF_REPORT = {
    AttachmentKind.PHOTO: mark("Foto untuk tiket <b>{ticket}</b>"),
    AttachmentKind.VOICE: mark("Suara untuk tiket <b>{ticket}</b>"),
    AttachmentKind.VIDEO: mark("Video untuk tiket <b>{ticket}</b>"),
}
NAMES = {AttachmentKind.VOICE: "suara", AttachmentKind.VIDEO: "video"}  # of the files
OF_NOTE = mark("Foto catatan untuk tiket <b>{ticket}</b>")
OF_QUESTION = {
    AttachmentKind.PHOTO: mark("Tiket <b>{ticket}</b> · 💬 Foto dari petugas"),
    AttachmentKind.VOICE: mark("Tiket <b>{ticket}</b> · 💬 Suara petugas"),
    AttachmentKind.VIDEO: mark("Tiket <b>{ticket}</b> · 💬 Video dari petugas"),
}
OF_QUESTION_LOST = mark(
    "Tiket <b>{ticket}</b>: foto, suara, atau video dari petugas tidak dapat ditampilkan. Petugas"
    " diberi tahu."
)
FROM_OFFICE = mark("Tiket <b>{ticket}</b> · 📝 Foto dari {who}")


async def render(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Show a photo once it is re-encoded, to whoever may read of its alert now.

    Of those that were not kept the first says so in its place, once for each report.
    """
    photos = await _read(context, [one.subject_id for one in deliveries])
    found = [(one, photos.get(one.subject_id or 0)) for one in deliveries]
    shown = [(one, photo) for one, photo in found if photo is not None]
    readers = await _may_see(context, shown)
    cards = {one.id: await _photo(context, one, photo) for one, photo in shown if one.id in readers}
    return {key: card for key, card in cards.items() if card is not None}


async def render_of_note(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Show reporters a file of a note or a question, once it is re-encoded, if it was kept."""
    reports = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    named = {one.id: promise_data.decode(one, NotePhotoPromise).photo for one in deliveries}
    photos = await _read(context, [*named.values()])
    offices = [photo.note.office or "" for photo in photos.values() if photo.note is not None]
    codes = {office.region for office in read_offices(offices)}
    regions = await regions_of(context.session, codes)
    cards = {
        one.id: await _of_note(context, one, author, photo, regions)
        for one in deliveries
        if (author := reports.get(one.subject_id or 0)) is not None
        and (photo := photos.get(named[one.id])) is not None
    }
    return {key: card for key, card in cards.items() if card is not None}


async def _read(context: RenderContext, ids: Sequence[int | None]) -> Mapping[int, Attachment]:
    wanted = (
        select(Attachment)
        .where(Attachment.id.in_(ids))
        .options(
            joinedload(Attachment.report).joinedload(Report.incident),
            joinedload(Attachment.note).joinedload(Note.incident),
        )
    )
    return {photo.id: photo for photo in await context.session.scalars(wanted)}


def _incident(photo: Attachment) -> Incident | None:
    """Return what a picture is of; a draft's is of nothing yet."""
    owner = photo.report or photo.note
    return owner.incident if owner is not None else None


async def _may_see(
    context: RenderContext, shown: Sequence[tuple[Delivery, Attachment]]
) -> set[int]:
    """Return the deliveries whose recipients may read of the alert that a photo belongs to."""
    of = {one.id: (found.id, one) for one, photo in shown if (found := _incident(photo))}
    incidents = {incident for incident, _ in of.values()}
    of_photos = select(Alert).where(Alert.incident_id.in_(incidents))
    raised = await context.session.scalars(of_photos.options(joinedload(Alert.incident)))
    alerts = {alert.incident_id: alert for alert in raised}
    requests = {
        key: (alerts[incident], one.recipient_id)
        for key, (incident, one) in of.items()
        if incident in alerts
    }
    may = await alert_access.readers(context.session, list(requests.values()))
    return {key for key, (alert, member) in requests.items() if (alert.id, member) in may}


async def _photo(context: RenderContext, one: Delivery, photo: Attachment) -> Card | Later | None:
    if photo.state == "new":
        return Later(PHOTO_LATER)
    owner, incident = photo.report, _incident(photo)
    if incident is None:
        return None
    if owner is not None and (photo.state != "ready" or photo.path is None):
        return await _unshown(context, one, photo, owner.ticket)
    ticket = incident.ticket if owner is None else owner.ticket
    of_report = OF_REPORT[AttachmentKind(photo.kind)]
    caption = context.say(one)(OF_NOTE if owner is None else of_report, ticket=ticket)
    hidden = display_names.is_hidden(
        context.config, incident.category if owner is None else owner.category
    )
    return await _card(context, photo, caption, hidden=hidden)


async def _of_note(
    context: RenderContext,
    one: Delivery,
    author: ReportAuthor,
    photo: Attachment,
    regions: Mapping[str, Region],
) -> Card | Later | None:
    """Show a note's picture with its office; it notifies only where the note has no words."""
    note, report = photo.note, author.report
    if photo.question_id is not None:
        return await _of_question(context, one, author, photo)
    if note is None or note.incident_id != report.incident_id:
        return None
    if photo.state == "new":
        return Later(PHOTO_LATER)
    who = offices_named(context, one, report, regions, [note.office])
    named = who[:1].upper() + who[1:]
    caption = context.say(one)(FROM_OFFICE, ticket=report.ticket, who=named)
    hidden = display_names.is_hidden(context.config, report.category)
    return await _card(context, photo, caption, hidden=hidden, silent=bool(note.text))


async def _of_question(
    context: RenderContext, one: Delivery, author: ReportAuthor, photo: Attachment
) -> Card | Later | None:
    """Show what an officer sent with a question, which has rung; or that it could not be kept."""
    report = author.report
    asked = await context.session.get(ConversationMessage, photo.question_id)
    if asked is None or asked.report_id != report.id:
        return None
    if photo.state == "new":
        return Later(PHOTO_LATER)
    if photo.state not in pictures.SHOWN_SOMETIME:
        return Card(context.say(one)(OF_QUESTION_LOST, ticket=report.ticket), silent=True)
    caption = context.say(one)(OF_QUESTION[AttachmentKind(photo.kind)], ticket=report.ticket)
    hidden = display_names.is_hidden(context.config, report.category)
    return await _card(context, photo, caption, hidden=hidden)


async def _card(
    context: RenderContext, photo: Attachment, caption: Markup, *, hidden: bool, silent: bool = True
) -> Card | None:
    """Show it; nothing of one that was not kept, or was erased between the reading and now."""
    if photo.state != "ready" or photo.path is None:
        return None
    kind = AttachmentKind(photo.kind)
    if kind.is_recognisable:
        name = f"{NAMES[kind]}.{kind.suffix}"
        file = StoredRecording(name, context.data, photo.path, kind.media_type)
        return Card(caption, recording=file, silent=silent, spoiler=hidden)
    try:
        content = await asyncio.to_thread(attachment_file.read, context.data, photo.path)
    except FileNotFoundError:
        return None
    picture = Attached("foto.jpg", content, "image/jpeg")
    return Card(caption, photo=picture, silent=silent, spoiler=hidden)


async def _unshown(
    context: RenderContext, one: Delivery, photo: Attachment, ticket: str
) -> Card | None:
    before = select(Attachment.id).where(
        Attachment.report_id == photo.report_id,
        Attachment.state.not_in(pictures.SHOWN_SOMETIME),
        Attachment.id < photo.id,
    )
    if await context.session.scalar(before.limit(1)) is not None:
        return None
    recorded = AttachmentKind(photo.kind).is_recognisable
    return Card(context.say(one)(UNHEARD if recorded else UNSHOWN, ticket=ticket), silent=True)
