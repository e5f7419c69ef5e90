"""Villages to choose from, and the one that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.places import VillagePromise, VillagesPromise
from bot.locales import counted, mark
from bot.models import promise_data
from bot.places import place_search
from bot.places.data import DISTRICT, VILLAGE
from bot.views import advice, display_names
from bot.views.card import Button, Card, Markup, rows
from bot.views.length import several
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.domain.promises.places import PlacesPromise
    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.render_context import RenderContext

OFFERED = 3  # the fourth button is "Lainnya"
# What a choice is for, by the promise's ``purpose``: the question, what a button means, and what
# "Lainnya" means. The names in braces are the promise's own: its subject, its run, its fields.
QUESTIONS = {
    "home": mark("Desa/kelurahan Anda yang mana?"),
    "draft": mark("Di desa/kelurahan mana kejadiannya?"),
    "move": mark("Tiket {ticket}: dipindahkan ke desa/kelurahan mana?"),
    "invite": mark("Wilayah yang mana?"),
}
MANY = counted(
    "Ada {n} desa/kelurahan dengan nama itu. Tidak ada di sini? Ketik kecamatan atau"
    " kabupatennya saja."
)
IN_DISTRICT = counted(
    "{place} punya {n} desa/kelurahan. Tidak ada di sini? Ketik nama desa/kelurahannya saja."
)
PICKS = {
    "home": "v:0:pick:{code}",
    "draft": "v:0:pick:{code}:{draft}",
    "move": "a:{subject}:moveto:{run}:{code}",
    "invite": "i:0:place:{code}:{role}",
}
OTHERS = {
    "home": "v:0:other",
    "draft": "v:0:other:{draft}",
    "move": "a:{subject}:move:{run}",
    "invite": "i:0:role:{role}",
}


async def render_choice(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer villages, one on each button, and a way to say that it is none of them."""
    asked = [(one, promise_data.decode(one, VillagesPromise)) for one in deliveries]
    wanted = [code for _, said in asked for code in said.codes[:OFFERED]]
    wanted += [said.district for _, said in asked if said.district is not None]
    regions = {
        region.code: region for region in await place_search.by_codes(context.session, wanted)
    }
    shared = await place_search.shared_names(context.session, list(regions.values()))
    cards = {}
    for one, said in asked:
        offered = [regions[code] for code in said.codes[:OFFERED] if code in regions]
        card = _choice(context.say(one), one, said, offered, shared)
        district = regions.get(said.district or "")
        cards[one.id] = (
            card if district is None else _in_district(context.say(one), card, district, said)
        )
    return cards


async def render_chosen(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Say which village was chosen, in place of the choice.

    Where nothing follows by itself, how to report does.
    """
    chosen = [(one, promise_data.decode(one, VillagePromise)) for one in deliveries]
    found = await place_search.by_codes(context.session, [said.code for _, said in chosen])
    regions = {region.code: region for region in found}
    cards = {}
    for one, said in chosen:
        say, region = context.say(one), regions[said.code]
        home = mark("📍 Desa/kelurahan Anda: <b>{place}</b>. Keliru? Ketik /start.")
        draft = mark("📍 Tempat kejadian: <b>{place}</b>")
        sentence = home if said.home else draft
        lines = [say(sentence, place=full_name(region, say))]
        if said.begins:
            police = context.config.limits.emergency.police
            lines.append(say(advice.TO_REPORT, police=police))
        cards[one.id] = Card(Markup("\n\n").join(lines))
    return cards


def named(one: Delivery, promise: PlacesPromise) -> dict[str, object]:
    """Return what the buttons of a choice name."""
    about: dict[str, object] = {"draft": promise.draft, "role": promise.role}
    return about | {"subject": one.subject_id, "run": one.run}


def full_name(region: Region, say: Say | None = None) -> str:
    """Return a region with all it lies in, but the province where a regency says enough.

    ``say``: whose word for a district is taken; without one the Indonesian.
    """
    in_district = "Kec. {name}" if say is None else say.plain(display_names.DISTRICT, name="{name}")
    if region.level == VILLAGE:
        district = in_district.format(name=region.district)
        return f"{place_label(region)}, {district}, {region.regency}"
    if region.level == DISTRICT:
        return f"{in_district.format(name=region.name)}, {region.regency}"
    return region.name


def full_names(regions: Sequence[Region], say: Say, most: int) -> str:
    """Return so many regions at most with all they lie in, which is said once of all together."""
    said = [full_name(region, say).split(", ") for region in regions]
    common = 0
    while all(len(one) > common + 1 and one[-1 - common] == said[0][-1 - common] for one in said):
        common += 1
    named = [", ".join(one[: len(one) - common]) for one in said]
    return ", ".join([several(named, say, most), *said[0][len(said[0]) - common :]])


def short_name(region: Region, shared: Collection[str], beside: Collection[Region] = ()) -> str:
    """Return a name short enough for a button; where others bear it, with what it lies in.

    Where one ``beside`` it bears it in the same district, its kind tells them apart, else its code.
    """
    regency = region.regency.replace("Kabupaten", "Kab.")  # a button shows about 40 characters
    if region.level == VILLAGE and region.search in shared:
        return f"{_told_apart(region, beside)} ({region.district}, {regency})"
    if region.level == DISTRICT and region.search in shared:
        return f"{place_label(region)} ({regency})"
    return region.name if region.level == VILLAGE else place_label(region)


def _told_apart(region: Region, beside: Collection[Region]) -> str:
    mine = region.search, region.parent_code
    twins = [one for one in beside if (one.search, one.parent_code) == mine and one is not region]
    if any(one.kind == region.kind for one in twins):
        return f"{region.name} {region.code}"
    return place_label(region) if twins else region.name


def _choice(
    say: Say,
    one: Delivery,
    promise: VillagesPromise,
    offered: Sequence[Region],
    shared: Collection[str],
) -> Card:
    purpose, values = promise.purpose, named(one, promise)
    buttons = [
        Button(
            short_name(region, shared, offered), PICKS[purpose].format(code=region.code, **values)
        )
        for region in offered
    ]
    other = Button(say.plain("Lainnya"), OTHERS[purpose].format(**values))
    listed = Markup("\n").join(Markup("• {}").format(full_name(region, say)) for region in offered)
    asked = [say(QUESTIONS[purpose], ticket=promise.ticket), listed]
    if promise.many is not None and promise.district is None:
        asked.append(say.many(*MANY, promise.many))
    return Card(Markup("\n\n").join(asked), rows(*buttons, other, width=1))


def _in_district(say: Say, card: Card, district: Region, promise: VillagesPromise) -> Card:
    """Say how many villages a district has, of which some are offered."""
    told = say.many(*IN_DISTRICT, promise.many or len(promise.codes), place=place_label(district))
    return Card(Markup("\n\n").join([card.text, told]), card.rows)
