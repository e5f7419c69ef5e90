"""What a person sees about themselves: roles, language, data, help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bot.domain import access
from bot.domain.open_question import VillageQuestion
from bot.domain.promises.reports import WelcomePromise
from bot.locales import LANGUAGES
from bot.models import Member, promise_data
from bot.places import place_search
from bot.services.people import personal_data_export
from bot.views import advice, consent, withdrawn
from bot.views.card import Attached, Button, Card, Markup, rows
from bot.views.length import listed
from bot.views.office import role_title
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.settings import Config
    from bot.views.render_context import RenderContext


async def render_welcome(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Greet a member: what they are, where, and what to do next."""
    people = await _people(showing, deliveries)
    codes = [grant.region_code for member in people.values() for grant in member.grants]
    regions = {
        region.code: region for region in await place_search.by_codes(showing.session, codes)
    }
    return {
        one.id: _welcome(showing, one, people[one.recipient_id], regions)
        for one in deliveries
        if one.recipient_id in people
    }


async def render_help(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List what the person can do by their roles: the commands of their menu."""
    people = await _people(showing, deliveries)
    return {
        one.id: Card(_help(showing, one, people[one.recipient_id]))
        for one in deliveries
        if one.recipient_id in people
    }


async def render_language(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer the languages, each by its own name."""
    return {one.id: language_card(showing.say(one)) for one in deliveries}


def language_card(say: Say) -> Card:
    """Return the choice of a language, the one that is spoken ticked."""
    buttons = [
        Button(("✅ " if code == say.language else "") + name, f"l:0:set:{code}")
        for code, name in LANGUAGES.items()
    ]
    return Card(say("Bahasa yang dipakai bot untuk Anda:"), rows(*buttons[:4]))


async def render_data(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Give a person a copy of all that is held of them: to read, and as a document."""
    people = await _people(showing, deliveries)
    cards = {}
    for one in deliveries:
        if one.recipient_id in people:
            member = people[one.recipient_id]
            held = await personal_data_export.export(showing.session, member, vault=showing.vault)
            content = json.dumps(held, ensure_ascii=False, indent=2).encode()
            document = Attached("data-saya.json", content, "application/json")
            summary = _summary(showing.say(one), held, member)
            cards[one.id] = Card(summary, document=document)
    return cards


async def render_erasure(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask once more before everything is erased."""
    cards = {}
    for one in deliveries:
        say = showing.say(one)
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


def group_card(say: Say, config: Config) -> Card:
    """Return the one sentence that is said in a group."""
    name = config.bot.username
    if not name:
        return Card(say("Bot ini bekerja di obrolan pribadi: kirim pesan langsung kepadanya."))
    return Card(
        say(
            'Bot ini bekerja di obrolan pribadi: <a href="https://t.me/{name}">buka</a>.',
            name=name,
        )
    )


async def _people(showing: RenderContext, deliveries: Sequence[Delivery]) -> dict[int, Member]:
    wanted = (
        select(Member)
        .where(Member.id.in_({one.recipient_id for one in deliveries}), Member.erased_at.is_(None))
        .options(selectinload(Member.grants), joinedload(Member.village))
    )
    return {member.id: member for member in await showing.session.scalars(wanted)}


def _welcome(
    showing: RenderContext, one: Delivery, member: Member, regions: Mapping[str, Region]
) -> Card:
    say = showing.say(one)
    new = promise_data.read(one, WelcomePromise).new
    lines = [say("👋 <b>Selamat datang.</b>") if new else say("👋 <b>Halo.</b>")]
    lines += listed([_post(say, grant, regions) for grant in member.held], say)
    asked = member.awaiting
    asks = isinstance(asked, VillageQuestion) and asked.draft is None  # a draft's card asks itself
    if member.village is not None:
        lines.append(say("📍 Desa/kelurahan Anda: {place}", place=full_name(member.village, say)))
    lines.append(Markup("\n{}").format(_next(say, showing.config, member, asks=asks)))
    change = Button(say.plain("Ganti desa/kelurahan"), "v:0:other")
    settled = member.village is not None and not asks
    return Card(Markup("\n").join(lines), rows(change) if settled else ())


def _post(say: Say, post: Grant, regions: Mapping[str, Region]) -> Markup:
    place = full_name(regions[post.region], say)
    return say("• {role}: {place}", role=role_title(say, post.role), place=place)


def _next(say: Say, config: Config, member: Member, *, asks: bool) -> Markup:
    if asks:
        return say(
            "<b>Di desa atau kelurahan mana Anda tinggal?</b> Ketik namanya, boleh dengan"
            " kecamatannya (contoh: Karuwisi, Panakkukang), atau tekan 📎 dan pilih Lokasi."
        )
    police = config.limits.emergency.police
    if access.may(member.held, access.ON_CALL, None):
        return say(
            "Tekan /uji supaya yakin bunyi panggilan terdengar. Lainnya: /bantuan. Sedang"
            " dalam bahaya? Telepon {police}.",
            police=police,
        )
    return say(advice.TO_REPORT, police=police)


def _help(showing: RenderContext, one: Delivery, member: Member) -> Markup:
    say, config = showing.say(one), showing.config
    roles = [grant.role for grant in member.held]
    lines = [
        say(
            "☎️ <b>Sedang dalam bahaya? Telepon</b> {numbers}",
            numbers=advice.numbers(say, config),
        ),
        say(
            "✍️ <b>Melapor</b>: tulis satu pesan, boleh dengan foto atau lokasi; periksa,"
            " lalu tekan Kirim."
        ),
        *(
            Markup("/{}: {}").format(command["command"], command["description"])
            for command in showing.commands(roles, say.language)
        ),
        say(consent.NO_PROMISE, police=config.limits.emergency.police),
        *consent.responsible(say, config),
    ]
    return Markup("\n").join(lines)


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
