"""The page for a notice board, to be printed: the number to call first, then how to report."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.documents import pdf, qr
from bot.domain import calendar
from bot.locales import mark
from bot.places.data import VILLAGE
from bot.views import consent
from bot.views.card import Attached, Card
from bot.views.invite import link, opened
from bot.views.office import place_label
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.settings import Config
    from bot.views.render_context import RenderContext

TEMPLATE = "poster"

DANGER = mark("Sedang dalam bahaya?")
CALL = mark("Telepon {police}")
NUMBERS = mark("{police} bebas pulsa  ·  pemadam {fire}  ·  ambulans {medical}")
TITLE = mark("Lapor Bhabinkamtibmas lewat Telegram")
SCAN = mark("Pindai dengan kamera HP, atau cari di Telegram:")
WHAT = mark(
    "Bot ini meneruskan laporan warga kepada Bhabinkamtibmas {place}: pencurian, perkelahian,"
    " narkoba, orang mencurigakan, dan gangguan keamanan lainnya."
)
WHAT_ANYWHERE = mark(
    "Bot ini meneruskan laporan warga kepada Bhabinkamtibmas di desa/kelurahan Anda: pencurian,"
    " perkelahian, narkoba, orang mencurigakan, dan gangguan keamanan lainnya."
)
STEPS = (
    mark("Pindai kode, tekan Mulai (Start), lalu Setuju."),
    mark("Tulis apa yang terjadi dan di mana. Boleh dengan foto atau lokasi."),
    mark("Tekan Kirim. Anda dikabari kalau ada yang menangani."),
)
SECRET_TITLE = mark("Laporan Anda dirahasiakan")
SECRET = mark(
    "Hanya dibaca Bhabinkamtibmas dan petugas di desa/kelurahan Anda, dengan nama samaran."
    " Identitas Anda hanya dibuka dengan alasan, dan itu dicatat."
)
NO_REPLACEMENT = mark(
    "Bot ini tidak menggantikan {police} dan tidak menjanjikan kedatangan petugas. Penanggung"
    " jawab: {controller}."
)
VALID = mark("Kode pada poster ini berlaku sampai {day}. Sesudah itu Anda tetap bisa melapor.")
READY = mark("Poster untuk papan pengumuman <b>{place}</b>, siap dicetak di kertas A4.")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Bring the poster of a code for residents (sealed in the promise) as a document."""
    cards: dict[int, Card] = {}
    if not context.config.bot.username:
        return cards
    for one, invitation, region, code in await opened(context, deliveries):
        say, until = context.say(one), invitation.expires_at
        words = data(say, context.config, region, code=code, until=until)
        content = await asyncio.to_thread(pdf.render_pdf, TEMPLATE, words, at=context.now)
        cards[one.id] = _card(say, region, content)
    return cards


def data(say: Say, config: Config, region: Region, *, code: str, until: datetime) -> dict[str, Any]:
    """Return what stands on the poster of a region; the bot's name is known."""
    limits, address = config.limits, link(config, code)
    assert address is not None  # noqa: S101 - whoever asks has looked
    numbers = {one: getattr(limits.emergency, one) for one in ("police", "fire", "medical")}
    what = (
        (WHAT, {"place": place_label(region)}) if region.level == VILLAGE else (WHAT_ANYWHERE, {})
    )
    last_day = say.whole_date(calendar.local(until, region.zone).date())
    return {
        "language": say.language,
        "danger": say.plain(DANGER),
        "call": say.plain(CALL, **numbers),
        "numbers": say.plain(NUMBERS, **numbers),
        "title": say.plain(TITLE),
        "place": full_name(region, say),
        "qr": qr.svg(address),
        "scan": say.plain(SCAN),
        "account": f"@{config.bot.username}",
        "what": say.plain(what[0], **what[1]),
        "steps": [say.plain(step) for step in STEPS],
        "secret_title": say.plain(SECRET_TITLE),
        "secret": say.plain(SECRET),
        "foot": [
            say.plain(NO_REPLACEMENT, **numbers, controller=consent.controller(say, config)),
            say.plain(VALID, day=last_day),
        ],
    }


def _card(say: Say, region: Region, content: bytes) -> Card:
    name = f"poster-{region.code}.pdf"
    return Card(
        say(READY, place=full_name(region, say)), document=Attached(name, content, pdf.MEDIA_TYPE)
    )
