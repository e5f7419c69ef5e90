"""What a person is shown of the data held about them, and what stands where it was erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.services.people import personal_data_export
from bot.views import recipients, withdrawn
from bot.views.card import Attached, Button, Card, Markup, rows
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Member
    from bot.views.render_context import RenderContext


async def render_data(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Give a person a copy of all that is held of them: to read, and as a document."""
    people = await recipients.members(context, deliveries)
    cards = {}
    for one in deliveries:
        if one.recipient_id in people:
            member = people[one.recipient_id]
            held = await personal_data_export.export(context.session, member, vault=context.vault)
            content = json.dumps(held, ensure_ascii=False, indent=2).encode()
            document = Attached("data-saya.json", content, "application/json")
            summary = _summary(context.say(one), held, member)
            cards[one.id] = Card(summary, document=document)
    return cards


async def render_erasure(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask once more before everything is erased."""
    cards = {}
    for one in deliveries:
        say = context.say(one)
        text = say(
            "<b>Hapus semua data Anda?</b>\nNama, akun, peran, isi laporan dan foto dihapus,"
            " juga yang belum terkirim, dan tidak dapat dikembalikan. Laporan yang masih"
            " ditangani petugas dihapus setelah selesai. Salinan data Anda: /dataku."
        )
        erase = Button(say.plain("Ya, hapus"), "e:0:erase")
        keep = Button(say.plain("Tidak"), "e:0:keep")
        cards[one.id] = Card(text, rows(erase, keep))
    return cards


def emptied_card(say: Say, *, picture: bool = False) -> Card:
    """Return what stands in place of a message that somebody who is forgotten reads no more."""
    return withdrawn.card(say("Pesan ini tidak ditampilkan lagi."), picture=picture)


def erased_card(say: Say) -> Card:
    """Return the last thing that is said to somebody who is forgotten with it."""
    return Card(
        say(
            "Data Anda sudah dihapus. Terima kasih telah menjaga keamanan lingkungan."
            " Sedang dalam bahaya? Telepon 110."
        )
    )


def _summary(say: Say, held: Mapping[str, Sequence[object]], member: Member) -> Markup:
    lines = [
        say("<b>Data Anda</b> (lengkap dalam berkas ini)"),
        say("Peran: {n}", n=say.number(len(held["roles"]))),
        say("Laporan: {n}", n=say.number(len(held["reports"]))),
        say("Belum terkirim: {n}", n=say.number(len(held["drafts"]))),
        say("Foto: {n}", n=say.number(len(held["photos"]))),
        say("Laporan situasi: {n}", n=say.number(len(held["situations"]))),
        say("Keliru? Hubungi pengelola bot. Menghapus semuanya: /hapus."),
    ]
    if member.village is not None:
        lines.insert(1, say("Desa/kelurahan: {place}", place=full_name(member.village, say)))
    return Markup("\n").join(lines)
