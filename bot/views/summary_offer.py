"""What is asked back where words behind ``/ringkasan`` name no period, or no one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, calendar, summary_target
from bot.domain.access import PLANNERS
from bot.domain.period import Period, Unit
from bot.domain.promises.alerts import SummaryOfferPromise
from bot.domain.summary_target import SummaryTarget
from bot.locales import mark
from bot.models import promise_data
from bot.places import place_search
from bot.places.region_filters import regions_held
from bot.services.alerts import alert_access
from bot.views import place as place_names
from bot.views.card import MAX_BUTTONS, Button, Card, rows
from bot.views.length import several, whole_words
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext
    from bot.views.summary_scope import SummaryScope

NAMED = 5  # regions in one sentence
LABEL = 36
WHY = {
    "unknown": mark(
        "Waktu atau tempat itu belum saya kenali. Wilayah Anda: {own}.\nTekan pilihan, atau ketik"
        " misalnya: /ringkasan 3-9 november"
    ),
    "place": mark(
        "Tempat itu belum saya temukan di wilayah Anda: {own}.\nTekan untuk melihat wilayah Anda,"
        " atau ketik nama lain."
    ),
    "several": mark("Tempat mana yang dimaksud? Wilayah Anda: {own}."),
    "future": mark("Waktu itu belum mulai. Tekan pilihan, atau ketik misalnya: /ringkasan W46"),
}
LAST_WEEK, THIS_WEEK = mark("Minggu lalu"), mark("Minggu ini")
THIS_MONTH, LAST_MONTH = mark("Bulan ini"), mark("Bulan lalu")
OWN = mark("Wilayah saya")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Ask back, with what is likeliest as buttons; whoever plans for nothing is asked nothing."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        if own := regions_held(held[one.recipient_id], PLANNERS):
            cards[one.id] = await _card(context, one, own, held[one.recipient_id])
    return cards


async def _card(
    context: RenderContext, one: Delivery, own: Sequence[str], grants: Sequence[Grant]
) -> Card:
    say, promise = context.say(one), promise_data.decode(one, SummaryOfferPromise)
    regions = await place_search.by_codes(context.session, own)
    names = several([place_label(region) for region in regions], say, NAMED)
    buttons = await _places(context, promise, say, grants)
    if promise.why == "place" and promise.period is not None:
        to = SummaryTarget(summary_target.FRONT, None, Period.parse(promise.period))
        buttons.append(Button(say.plain(OWN), to.data))
        parts = to.seen(summary_target.PARTS)
        buttons.append(Button(say.plain(mark("Pilih tempat")), parts.data))
    elif promise.period is None:
        buttons += _periods(context.now, promise.place, say, regions[0].zone)
    return Card(say(WHY[promise.why], own=names), rows(*buttons[:MAX_BUTTONS]))


def not_begun(scope: SummaryScope, place: str | None, say: Say) -> Card:
    """Say that a period has not begun by the clocks of a ``place``, and offer others there."""
    return Card(say(WHY["future"]), rows(*_periods(scope.reader.now, place, say, scope.zone)))


async def _places(
    context: RenderContext, promise: SummaryOfferPromise, say: Say, grants: Sequence[Grant]
) -> list[Button]:
    codes = [code for code in promise.places if access.may(grants, PLANNERS, code)]
    period = Period.parse(promise.period) if promise.period is not None else None
    return [
        Button(
            whole_words(place_names.full_name(region, say), LABEL),
            SummaryTarget(summary_target.FRONT, region.code, period).data,
        )
        for region in await place_search.by_codes(context.session, codes)
    ]


def _periods(now: datetime, place: str | None, say: Say, zone: str) -> list[Button]:
    today = calendar.local(now, zone).date()
    week, month = (Period.around(unit, today) for unit in (Unit.WEEK, Unit.MONTH))
    offered = (
        *((LAST_WEEK, week.previous()), (THIS_MONTH, month)),
        *((THIS_WEEK, week), (LAST_MONTH, month.previous())),
    )
    return [
        Button(say.plain(label), SummaryTarget(summary_target.FRONT, place, period).data)
        for label, period in offered
    ]
