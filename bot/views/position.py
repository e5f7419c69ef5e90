"""The villages at a position, to choose from; or why there is none to offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.places import LocatedPromise
from bot.locales import mark
from bot.models import promise_data
from bot.places import place_search
from bot.places.geography import Certainty
from bot.services.reports import position_candidates
from bot.views.card import Button, Card, Markup, rows
from bot.views.office import place_label
from bot.views.place import OTHERS, PICKS, QUESTIONS, full_name, named, short_name

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


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Offer the villages at a position, one on each button, and a way to say that it is none."""
    cards = {}
    for one in deliveries:
        promise = promise_data.decode(one, LocatedPromise)
        found = await position_candidates.regions(context.session, promise.codes)
        offered = found[: position_candidates.OFFERED]
        also = await position_candidates.regions(context.session, promise.also)
        shared = await place_search.shared_names(context.session, offered)
        say = context.say(one)
        if offered:
            text = _asked(say, promise, offered, also)
            cards[one.id] = Card(text, _buttons(say, one, promise, offered, shared))
        else:
            cards[one.id] = _none(say, promise)
    return cards


def _none(say: Say, promise: LocatedPromise) -> Card:
    """Say kindly why, and what to do."""
    if promise.where == Certainty.INVALID:
        why = say(UNREADABLE)
    elif (country := say.country(promise.country)) is not None:
        why = say(ABROAD_IN, country=country)
    else:
        why = say(ABROAD)
    return Card(Markup("{} {}").format(why, say(HOW_TO_TYPE)))


def _asked(
    say: Say, promise: LocatedPromise, offered: Sequence[Region], also: Sequence[Region]
) -> Markup:
    only = len(offered) == 1
    text = [_where(say, promise, offered)]
    if not only:
        text.append(
            Markup("\n").join(Markup("• {}").format(full_name(one, say)) for one in offered)
        )
    if also:
        names = ", ".join(place_label(region) for region in also)
        text.append(say(WITHOUT_BOUNDARY, names=names))
    text.append(say((CONFIRMS if only else QUESTIONS)[promise.purpose], ticket=promise.ticket))
    return Markup("\n\n").join(text)


def _buttons(
    say: Say,
    one: Delivery,
    promise: LocatedPromise,
    offered: Sequence[Region],
    shared: Collection[str],
) -> tuple[tuple[Button, ...], ...]:
    only, values = len(offered) == 1, named(one, promise)
    picks = [
        Button(
            say.plain("Ya, {village}", village=region.name)
            if only
            else short_name(region, shared, offered),
            PICKS[promise.purpose].format(code=region.code, **values),
        )
        for region in offered
    ]
    none = say.plain("Bukan") if only else say.plain("Lainnya")
    other = Button(none, OTHERS[promise.purpose].format(**values))
    return rows(*picks, other, width=1)


def _where(say: Say, promise: LocatedPromise, offered: Sequence[Region]) -> Markup:
    if promise.where == Certainty.OUTSIDE:
        return say(OUTSIDE, km=say.number(promise.km or 1))
    likeliest = offered[0]
    split = len(offered) > 1 and likeliest.code != promise.codes[0]  # by a decree
    if promise.where == Certainty.INSIDE and not split:
        return say(INSIDE, place=full_name(likeliest, say))
    return say(NEAR)
