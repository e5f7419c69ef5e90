"""Photos: what their senders hear of them, and what whoever answers a report sees of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.locales import mark
from bot.models import Alert, Attachment, attachment_file
from bot.services import standing
from bot.views import names
from bot.views.card import Attached, Card, Later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.settings.shapes import PhotoTable
    from bot.views.showing import Showing

PHOTO_LATER = timedelta(seconds=1)
SHOWN_SOMETIME = ("new", "ready")  # in any other state a photo was not kept

LARGE = mark(
    "Foto terlalu besar (paling besar {megabytes} MB) dan tidak disimpan. Teksnya tetap dapat"
    " dikirim; kirim foto yang lebih kecil bila perlu."
)
BROKEN = mark(
    "Foto tidak dapat dibuka (rusak, terlalu rumit, atau jenis lain seperti HEIC) dan tidak"
    " disimpan. Teksnya tetap dapat dikirim; kirim sebagai foto biasa, bukan sebagai berkas."
)
FAILED = mark(
    "Foto tidak berhasil diolah, sudah beberapa kali dicoba, dan tidak disimpan. Teksnya tetap"
    " dapat dikirim; kirim foto lain bila perlu."
)
QUOTA = mark(
    "Foto Anda terlalu banyak (paling banyak {n} dalam {minutes} menit), jadi tidak semuanya"
    " disimpan. Teksnya tetap dapat dikirim."
)
UNSHOWN = mark(
    "Tiket <b>{ticket}</b>: pelapor juga mengirim foto yang tidak dapat ditampilkan (rusak, terlalu"
    " besar, atau terlalu banyak). Fotonya tidak disimpan."
)


def refusal(say: Say, state: str, limits: PhotoTable) -> Card | None:
    """Tell the sender why a photo was not kept; nothing where it was."""
    match state:
        case "large":
            return Card(say(LARGE, megabytes=f"{limits.largest_mb:g}"))
        case "broken":
            return Card(say(BROKEN))
        case "failed":
            return Card(say(FAILED))
        case "quota":
            minutes = say.number(round(limits.within.total_seconds() / 60))
            return Card(say(QUOTA, n=say.number(limits.per_person), minutes=minutes))
    return None


async def render(showing: Showing, deliveries: Sequence[Delivery]) -> Mapping[int, Card | Later]:
    """Show a photo once it is re-encoded, to whoever may read of its alert now.

    Of those that were not kept the first says so in its place, once for each report.
    """
    wanted = (
        select(Attachment)
        .where(Attachment.id.in_([one.subject_id for one in deliveries]))
        .options(joinedload(Attachment.report))
    )
    photos = {photo.id: photo for photo in await showing.session.scalars(wanted)}
    shown = [(one, photos[one.subject_id]) for one in deliveries if one.subject_id in photos]
    readers = await _may_see(showing, shown)
    cards = {one.id: await _photo(showing, one, photo) for one, photo in shown if one.id in readers}
    return {key: card for key, card in cards.items() if card is not None}


async def _may_see(showing: Showing, shown: Sequence[tuple[Delivery, Attachment]]) -> set[int]:
    """Return the deliveries whose recipients may read of the alert that a photo belongs to."""
    incidents = {photo.report.incident_id for _, photo in shown if photo.report is not None}
    of_photos = select(Alert).where(Alert.incident_id.in_(incidents))
    found = await showing.session.scalars(of_photos.options(joinedload(Alert.incident)))
    alerts = {alert.incident_id: alert for alert in found}
    wishes = {
        one.id: (alerts[photo.report.incident_id], one.recipient_id)
        for one, photo in shown
        if photo.report is not None and photo.report.incident_id in alerts
    }
    may = await standing.readers(showing.session, list(wishes.values()))
    return {key for key, (alert, member) in wishes.items() if (alert.id, member) in may}


async def _photo(showing: Showing, one: Delivery, photo: Attachment) -> Card | Later | None:
    if photo.state == "new":
        return Later(PHOTO_LATER)
    if photo.report is None:
        return None
    if photo.state != "ready" or photo.path is None:
        return await _unshown(showing, one, photo, photo.report.ticket)
    try:
        content = await asyncio.to_thread(attachment_file.read, showing.data, photo.path)
    except FileNotFoundError:  # erased between the reading and now
        return None
    caption = showing.say(one)("Foto untuk tiket <b>{ticket}</b>", ticket=photo.report.ticket)
    picture = Attached("foto.jpg", content, "image/jpeg")
    hidden = names.is_hidden(showing.config, photo.report.category)
    return Card(caption, photo=picture, silent=True, spoiler=hidden)


async def _unshown(showing: Showing, one: Delivery, photo: Attachment, ticket: str) -> Card | None:
    before = select(Attachment.id).where(
        Attachment.report_id == photo.report_id,
        Attachment.state.not_in(SHOWN_SOMETIME),
        Attachment.id < photo.id,
    )
    if await showing.session.scalar(before.limit(1)) is not None:
        return None
    return Card(showing.say(one)(UNSHOWN, ticket=ticket), silent=True)
