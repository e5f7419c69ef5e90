"""The villages at a position, to choose from; or why there is none to offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.places import place_search
from bot.places.geography import Certainty
from bot.services.reports import position_candidates
from bot.views.card import Button, Card, Markup, rows
from bot.views.office import place_label
from bot.views.place import OTHERS, PICKS, QUESTIONS, full_name, short_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.render_context import RenderContext

HOW_TO_TYPE = mark(
    "Ketik nama desa/kelurahannya, boleh dengan kecamatannya (contoh: Karuwisi, Panakkukang)."
)
UNREADABLE = mark("Lokasi itu tidak terbaca. Nyalakan GPS, lalu kirim sekali lagi.")
ABROAD = mark("Lokasi itu di luar Indonesia. Bot ini melayani desa/kelurahan di Indonesia.")
ABROAD_IN = mark(
    "Lokasi itu di luar Indonesia ({country}). Bot ini melayani desa/kelurahan di Indonesia."
)
INSIDE = mark("📍 Lokasi itu di <b>{place}</b>.")
NEAR = mark("📍 Lokasi itu di dekat batas desa/kelurahan.")
OUTSIDE = mark("📍 Lokasi itu di luar semua desa/kelurahan, {km} km dari yang terdekat.")
WITHOUT_BOUNDARY = mark("Batas {names} belum ada di peta kami. Kalau salah satunya, ketik namanya.")
# What is asked, by purpose, where only one village can be meant.
CONFIRMS = {
    "home": mark("Itu desa/kelurahan Anda?"),
    "draft": mark("Kejadiannya di sana?"),
    "move": mark("Tiket {ticket}: dipindahkan ke sana?"),
}


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Offer the villages at a position, one on each button, and a way to say that it is none.

    Payload: ``purpose`` and what ``PICKS`` asks for, and what :func:`positions.payload` tells.
    """
    cards = {}
    for one in deliveries:
        offered = (await position_candidates.regions(showing.session, one.payload["codes"]))[
            : position_candidates.OFFERED
        ]
        also = await position_candidates.regions(showing.session, one.payload.get("also", ()))
        shared = await place_search.shared_names(showing.session, offered)
        say = showing.say(one)
        cards[one.id] = _choice(say, one, offered, also, shared) if offered else _none(say, one)
    return cards


def _none(say: Say, one: Delivery) -> Card:
    """Say kindly why, and what to do."""
    if one.payload["where"] == Certainty.INVALID:
        why = say(UNREADABLE)
    elif (country := say.country(one.payload.get("country"))) is not None:
        why = say(ABROAD_IN, country=country)
    else:
        why = say(ABROAD)
    return Card(Markup("{} {}").format(why, say(HOW_TO_TYPE)))


def _choice(
    say: Say,
    one: Delivery,
    offered: Sequence[Region],
    also: Sequence[Region],
    shared: Collection[str],
) -> Card:
    values = one.payload | {"subject": one.subject_id, "run": one.run}
    purpose, only = values["purpose"], len(offered) == 1
    text = [_where(say, one, offered)]
    if not only:
        text.append(Markup("\n").join(Markup("• {}").format(full_name(one)) for one in offered))
    if also:
        names = ", ".join(place_label(region) for region in also)
        text.append(say(WITHOUT_BOUNDARY, names=names))
    text.append(say((CONFIRMS if only else QUESTIONS)[purpose], **one.payload))
    picks = [
        Button(
            say.plain("Ya, {village}", village=region.name)
            if only
            else short_name(region, shared, offered),
            PICKS[purpose].format(code=region.code, **values),
        )
        for region in offered
    ]
    none = Button(
        say.plain("Bukan") if only else say.plain("Lainnya"), OTHERS[purpose].format(**values)
    )
    return Card(Markup("\n\n").join(text), rows(*picks, none, width=1))


def _where(say: Say, one: Delivery, offered: Sequence[Region]) -> Markup:
    if one.payload["where"] == Certainty.OUTSIDE:
        return say(OUTSIDE, km=say.number(one.payload["km"]))
    likeliest = offered[0]
    split = len(offered) > 1 and likeliest.code != one.payload["codes"][0]  # by a decree
    if one.payload["where"] == Certainty.INSIDE and not split:
        return say(INSIDE, place=full_name(likeliest))
    return say(NEAR)
