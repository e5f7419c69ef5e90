"""A situation report, in the words in which watch posts give it (our own template)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.promises.places import WatchCountPromise, WatchWherePromise
from bot.models import Region, Situation, promise_data
from bot.views import display_names
from bot.views.card import MAX_BUTTONS, Button, Card, Markup, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

USUAL = (2, 3, 4)  # on one watch
A_PAGE = MAX_BUTTONS - 1  # where there are more villages, the fourth button shows them


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Read the report back to whoever gave it."""
    ids = [one.subject_id for one in deliveries]
    wanted = (
        select(Situation, Region)
        .join(Region, Region.code == Situation.village_code)
        .where(Situation.id.in_(ids))
    )
    found = {said.id: (said, place) for said, place in await context.session.execute(wanted)}
    return {
        one.id: Card(_text(context.say(one), *found[one.subject_id]))
        for one in deliveries
        if one.subject_id in found
    }


async def render_count(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask how many are on watch."""
    asked = [(one, promise_data.decode(one, WatchCountPromise).village) for one in deliveries]
    places = await _places(context, [village for _, village in asked])
    return {one.id: _ask_count(context.say(one), places[village]) for one, village in asked}


async def render_where(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask which of several villages."""
    asked = [(one, promise_data.decode(one, WatchWherePromise)) for one in deliveries]
    places = await _places(context, [code for _, said in asked for code in said.villages])
    return {one.id: _ask_where(context.say(one), said, places) for one, said in asked}


def _text(say: Say, said: Situation, place: Region) -> Markup:
    at = said.created_at
    report = say(
        "Lapor. Poskamling {village}. {moment}. Ronda {count} orang."
        " Situasi: <b>AMAN TERKENDALI</b>. Kejadian menonjol: <b>NIHIL</b>.",
        village=display_names.village(say, place),
        moment=say.moment(at, place.zone),
        count=said.on_watch,
    )
    stored = say(
        "✅ Tercatat untuk tanggal jaga {date}. Salah? Kirim /aman lagi.",
        date=say.date(said.watch_date),
    )
    return Markup("\n\n").join((report, stored))


def _ask_count(say: Say, place: Region) -> Card:
    of = "w:0:count"
    buttons = [Button(say.number(count), f"{of}:{count}:{place.code}") for count in USUAL]
    other = Button(say.plain("Lainnya"), f"{of}:type:{place.code}")
    question = say(
        "Berapa orang yang ronda di {village}?", village=display_names.village(say, place)
    )
    return Card(question, rows(*buttons, other, width=4))


def _ask_where(say: Say, promise: WatchWherePromise, places: Mapping[str, Region]) -> Card:
    count, codes, page = promise.count, promise.villages, promise.page
    buttons = [
        Button(display_names.village(say, places[code]), f"w:0:count:{count}:{code}")
        for code in codes[page * A_PAGE :]
    ]
    if len(buttons) > MAX_BUTTONS:
        further = Button(say.plain("Lainnya"), f"w:0:where:{count}:{page + 1}")
        buttons = [*buttons[:A_PAGE], further]
    return Card(say("Aman di desa/kelurahan mana?"), rows(*buttons, width=1))


async def _places(context: RenderContext, codes: Sequence[str]) -> dict[str, Region]:
    wanted = await context.session.scalars(select(Region).where(Region.code.in_(codes)))
    return {place.code: place for place in wanted}
