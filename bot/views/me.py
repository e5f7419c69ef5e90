"""What a person sees about themselves: roles, language, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.open_question import VillageQuestion
from bot.domain.promises.reports import WelcomePromise
from bot.locales import LANGUAGES
from bot.models import Member, promise_data
from bot.places import place_search
from bot.views import advice, consent, recipients
from bot.views.card import Button, Card, Markup, rows
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
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Greet a member: what they are, where, and what to do next."""
    people = await recipients.members(context, deliveries)
    codes = [grant.region_code for member in people.values() for grant in member.grants]
    regions = {
        region.code: region for region in await place_search.by_codes(context.session, codes)
    }
    return {
        one.id: _welcome(context, one, people[one.recipient_id], regions)
        for one in deliveries
        if one.recipient_id in people
    }


async def render_help(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List what the person can do by their roles: the commands of their menu."""
    people = await recipients.members(context, deliveries)
    return {
        one.id: Card(_help(context, one, people[one.recipient_id]))
        for one in deliveries
        if one.recipient_id in people
    }


async def render_language(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer the languages, each by its own name."""
    return {one.id: language_card(context.say(one)) for one in deliveries}


def language_card(say: Say) -> Card:
    """Return the choice of a language, the one that is spoken ticked."""
    buttons = [
        Button(("✅ " if code == say.language else "") + name, f"l:0:set:{code}")
        for code, name in LANGUAGES.items()
    ]
    return Card(say("Bahasa yang dipakai bot untuk Anda:"), rows(*buttons[:4]))


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


def _welcome(
    context: RenderContext, one: Delivery, member: Member, regions: Mapping[str, Region]
) -> Card:
    say = context.say(one)
    new = promise_data.decode(one, WelcomePromise).new
    lines = [say("👋 <b>Selamat datang.</b>") if new else say("👋 <b>Halo.</b>")]
    lines += listed([_post(say, grant, regions) for grant in member.held], say)
    asked = member.awaiting
    asks = isinstance(asked, VillageQuestion) and asked.draft is None  # a draft's card asks itself
    if member.village is not None:
        lines.append(say("📍 Desa/kelurahan Anda: {place}", place=full_name(member.village, say)))
    lines.append(Markup("\n{}").format(_next(say, context.config, member, asks=asks)))
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


def _help(context: RenderContext, one: Delivery, member: Member) -> Markup:
    say, config = context.say(one), context.config
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
            for command in context.commands(roles, say.language)
        ),
        say(consent.NO_PROMISE, police=config.limits.emergency.police),
        *consent.responsible(say, config),
    ]
    return Markup("\n").join(lines)
