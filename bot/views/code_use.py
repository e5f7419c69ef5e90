"""A code was used: what its maker reads, and how they end what it gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import access
from bot.locales import mark
from bot.models import Invitation
from bot.services.alerts import alert_access
from bot.services.people import code_use
from bot.views.card import Button, Card, Markup, rows
from bot.views.office import regions_of, role_label
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.render_context import RenderContext

USED = mark("🔑 Kode yang Anda buat sudah dipakai: <b>{role}</b>, {place}.")
WRONG_PERSON = mark("Bukan orang yang Anda maksud? Tekan Akhiri tugas.")
OVER = mark("Tugas itu sudah berakhir.")
WRONG_PEOPLE = mark("Tersebar ke orang yang salah? Tekan Akhiri kode.")
NO_MORE = mark("Kode itu tidak berlaku lagi; yang sudah masuk tetap terdaftar.")
ASK_POST = mark("Akhiri tugas ini sekarang? Orangnya diberi tahu bahwa tugasnya berakhir.")
ASK_CODE = mark("Akhiri kode ini sekarang? Yang sudah masuk tetap terdaftar.")


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell it, or ask whether to end it (``asks``). Whoever gives that no more is told nothing."""
    wanted = select(Invitation).where(Invitation.id.in_([one.subject_id for one in deliveries]))
    made = {invitation.id: invitation for invitation in await showing.session.scalars(wanted)}
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    regions = await regions_of(showing.session, {one.region_code for one in made.values()})
    cards = {}
    for one in deliveries:
        code = made.get(one.subject_id or 0)
        if code is None or not access.may_give(held[one.recipient_id], code.role, code.region_code):
            continue
        region = regions[code.region_code]
        if code.reusable:
            cards[one.id] = await _of_many(showing, one, code, region)
        else:
            cards[one.id] = await _of_one(showing, one, code, region)
    return cards


async def _of_one(showing: RenderContext, one: Delivery, code: Invitation, region: Region) -> Card:
    say = showing.say(one)
    first = say(USED, role=role_label(say, code.role), place=full_name(region))
    if not await code_use.given(showing.session, code):
        return _card(first, say(OVER))
    if one.payload.get("asks"):
        return _card(first, say(ASK_POST), *_sure(say, code))
    return _card(first, say(WRONG_PERSON), Button(say.plain("Akhiri tugas"), f"k:{code.id}:end"))


async def _of_many(showing: RenderContext, one: Delivery, code: Invitation, region: Region) -> Card:
    say, count = showing.say(one), await code_use.uses(showing.session, code)
    first = say.many(
        "🔑 Kode {role} {place} yang Anda buat sudah dipakai {n} orang.",
        "🔑 Kode {role} {place} yang Anda buat sudah dipakai {n} orang.",
        count,
        role=role_label(say, code.role),
        place=full_name(region),
    )
    if code.expires_at <= showing.now:
        return _card(first, say(NO_MORE))
    if one.payload.get("asks"):
        return _card(first, say(ASK_CODE), *_sure(say, code))
    return _card(first, say(WRONG_PEOPLE), Button(say.plain("Akhiri kode"), f"k:{code.id}:end"))


def _sure(say: Say, code: Invitation) -> tuple[Button, ...]:
    """Ask once more; what ends it does not lie where the finger just was."""
    back = Button(say.plain("Kembali"), f"k:{code.id}:back")
    return back, Button(say.plain("Ya, akhiri"), f"k:{code.id}:over")


def _card(first: Markup, then: Markup, *buttons: Button) -> Card:
    return Card(Markup("\n").join([first, then]), rows(*buttons, width=1), silent=True)
