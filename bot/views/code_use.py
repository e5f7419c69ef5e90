"""A code was used: what its maker reads, and how they end what it gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import access
from bot.domain.promises.people import CodesUsedPromise, CodeUsedPromise
from bot.locales import counted, mark
from bot.models import Invitation, promise_data
from bot.services.alerts import alert_access
from bot.services.people import code_use
from bot.views import given_codes
from bot.views.card import Button, Card, Markup, rows
from bot.views.moments import moment
from bot.views.office import regions_of, role_label, role_title
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.render_context import RenderContext

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

USED = mark("🔑 Kode yang Anda buat sudah dipakai: <b>{role}</b>, {place}.")
WRONG_PERSON = mark("Bukan orang yang Anda maksud? Tekan Akhiri tugas.")
USED_MANY = counted("🔑 {n} kode yang Anda buat sudah dipakai:")
WRONG_ONE = mark("Bukan orang yang Anda maksud? Tekan kodenya, lalu Akhiri tugas.")
OVER = mark("Tugas itu sudah berakhir.")
WRONG_PEOPLE = mark("Tersebar ke orang yang salah? Tekan Akhiri kode.")
UNUSED = mark("🔑 Kode <b>{role}</b>, {place}: belum dipakai, berlaku sampai {until}.")
NOT_SENT = mark("Salah kirim, atau tidak jadi? Tekan Akhiri kode.")
ASK_UNUSED = mark("Akhiri kode ini sekarang? Siapa pun yang memegangnya tidak dapat memakainya.")
UNUSED_NO_MORE = mark("🔑 Kode <b>{role}</b>, {place}: tidak dipakai, dan tidak berlaku lagi.")
MANY = counted("🔑 Kode {role} {place} yang Anda buat sudah dipakai {n} orang.")
MANY_OTHERS = counted("🔑 Kode {role} {place}, dibuat {maker}, sudah dipakai {n} orang.")
USED_OTHERS = mark("🔑 Kode <b>{role}</b>, {place}, dibuat {maker}: sudah dipakai.")
NO_MORE = mark("Kode itu tidak berlaku lagi; yang sudah masuk tetap terdaftar.")
ASK_POST = mark("Akhiri tugas ini sekarang? Orangnya diberi tahu bahwa tugasnya berakhir.")
ASK_CODE = mark("Akhiri kode ini sekarang? Yang sudah masuk tetap terdaftar.")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell it, or ask whether to end it (``asks``). Whoever gives that no more is told nothing."""
    wanted = select(Invitation).where(Invitation.id.in_([one.subject_id for one in deliveries]))
    made = {invitation.id: invitation for invitation in await context.session.scalars(wanted)}
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    regions = await regions_of(context.session, {one.region_code for one in made.values()})
    cards = {}
    for one in deliveries:
        code = made.get(one.subject_id or 0)
        if code is None or not access.may_give(held[one.recipient_id], code.role, code.region_code):
            continue
        region = regions[code.region_code]
        asks = promise_data.decode(one, CodeUsedPromise).asks
        if code.reusable:
            cards[one.id] = await _of_many(context, one, code, region, asks=asks)
        else:
            cards[one.id] = await _of_one(context, one, code, region, asks=asks)
    return cards


async def render_list(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell of all codes for one person that were used within some minutes; of one as of any."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        promise = promise_data.decode(one, CodesUsedPromise)
        used = await code_use.used_between(
            context.session, one.recipient_id, promise.since, promise.until
        )
        own = held[one.recipient_id]
        codes = [code for code in used if access.may_give(own, code.role, code.region_code)]
        regions = await regions_of(context.session, {code.region_code for code in codes})
        if len(codes) == 1:
            region = regions[codes[0].region_code]
            cards[one.id] = await _of_one(context, one, codes[0], region)
        elif codes:
            cards[one.id] = _listed(context, one, codes, regions)
    return cards


def _listed(
    context: RenderContext,
    one: Delivery,
    codes: Sequence[Invitation],
    regions: Mapping[str, Region],
) -> Card:
    say = context.say(one)
    promise = promise_data.decode(one, CodesUsedPromise)
    card = given_codes.page(
        say,
        one,
        codes,
        head=say.many(*USED_MANY, len(codes)),
        line=lambda number, code: _line(context, say, number, code, regions[code.region_code]),
        foot=say(WRONG_ONE),
        turns=("k:0:list", str(_micros(promise.since)), str(_micros(promise.until))),
    )
    return replace(card, silent=True)


def _line(
    context: RenderContext, say: Say, number: int, code: Invitation, region: Region
) -> Markup:
    return say(
        "{number}. {at}: <b>{role}</b>, {place}",
        number=say.number(number),
        at=moment(say, code.used_at or context.now, region.zone, context.now),
        role=role_label(say, code.role),
        place=full_name(region, say),
    )


def _micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


async def _of_one(
    context: RenderContext, one: Delivery, code: Invitation, region: Region, *, asks: bool = False
) -> Card:
    say = context.say(one)
    if code.used_at is None:
        return _of_unused(context, say, code, region, asks=asks)
    named = {"role": role_label(say, code.role), "place": full_name(region, say)}
    maker = given_codes.maker(say, one, code)
    first = say(USED_OTHERS if maker else USED, maker=maker, **named)
    if not await code_use.given(context.session, code):
        return _card(first, say(OVER))
    if asks:
        return _card(first, say(ASK_POST), *_sure(say, code))
    return _card(first, say(WRONG_PERSON), Button(say.plain("Akhiri tugas"), f"k:{code.id}:end"))


def _of_unused(
    context: RenderContext, say: Say, code: Invitation, region: Region, *, asks: bool
) -> Card:
    named = {"role": role_title(say, code.role), "place": full_name(region, say)}
    if code.expires_at <= context.now:
        return Card(say(UNUSED_NO_MORE, **named), silent=True)
    first = say(UNUSED, until=say.moment(code.expires_at, region.zone), **named)
    if asks:
        return _card(first, say(ASK_UNUSED), *_sure(say, code))
    return _card(first, say(NOT_SENT), Button(say.plain("Akhiri kode"), f"k:{code.id}:end"))


async def _of_many(
    context: RenderContext, one: Delivery, code: Invitation, region: Region, *, asks: bool
) -> Card:
    count, say = await code_use.uses(context.session, code), context.say(one)
    maker = given_codes.maker(say, one, code)
    named = {"role": role_label(say, code.role), "place": full_name(region, say)}
    first = say.many(*(MANY_OTHERS if maker else MANY), count, maker=maker, **named)
    if code.expires_at <= context.now:
        return _card(first, say(NO_MORE))
    if asks:
        return _card(first, say(ASK_CODE), *_sure(say, code))
    return _card(first, say(WRONG_PEOPLE), Button(say.plain("Akhiri kode"), f"k:{code.id}:end"))


def _sure(say: Say, code: Invitation) -> tuple[Button, ...]:
    """Return the buttons that confirm; the one that ends the post is not where the first was."""
    back = Button(say.plain("Kembali"), f"k:{code.id}:back")
    return back, Button(say.plain("Ya, akhiri"), f"k:{code.id}:over")


def _card(first: Markup, then: Markup, *buttons: Button) -> Card:
    return Card(Markup("\n").join([first, then]), rows(*buttons, width=1), silent=True)
