"""Who is on duty, and which duties nobody keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.services.alerts.alert_events import read_office
from bot.services.people import duty
from bot.views import in_hand, moments, recipients
from bot.views.card import Button, Card, Markup, rows
from bot.views.length import LISTED, listed, several
from bot.views.office import office_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Delivery, Member, Region
    from bot.services.people.duty import Cover
    from bot.views.in_hand import InHand
    from bot.views.render_context import RenderContext

NAMED = 10  # offices in one line
BESIDE = 1800  # units for the duties, where what is in hand stands below

ON_DUTY = mark("Anda sedang <b>bertugas</b>.")
OFF_DUTY = mark("Anda <b>lepas jaga</b> sejak {at}: Anda tidak dipanggil.")
STANDS_IN = mark("{duty}: pengganti {others}.")
NOBODY = mark("{duty}: <b>tidak ada pengganti</b>.")
NOBODY_OFF = mark(
    "{duty}: <b>tidak ada pengganti</b>. Laporan darurat langsung ke pimpinan, yang sudah"
    " diberi tahu."
)
NOBODY_AT_ALL = mark(
    "{duty}: <b>tidak ada pengganti dan tidak ada pimpinan</b>. Selama Anda lepas jaga"
    " tidak ada yang dipanggil."
)
STILL_ON = mark(
    "Anda masih tercatat <b>bertugas</b>. Sudah selesai? Tekan Lepas jaga, supaya yang dipanggil"
    " petugas pengganti."
)
LEAVE = mark("Lepas jaga")
GAP = mark("{duty} lepas jaga sejak {at} dan tidak ada penggantinya.")


async def render_duty(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show whether somebody is on duty, and for each duty who stands in."""
    people = await recipients.members(context, deliveries)
    cards = {}
    for delivery in deliveries:
        if (member := people.get(delivery.recipient_id)) is None:
            continue
        covers = await duty.cover(context.session, member.id, member.held)
        codes = {holder.region for one in covers for holder in one.stand_ins}
        codes |= {one.duty.region for one in covers}
        regions = await regions_of(context.session, codes)
        off = member.off_duty_at is not None
        held = await in_hand.ask(context, delivery) if off else in_hand.InHand()
        room = BESIDE if held.lines else LISTED
        card = _duty(context.say(delivery), member, covers, regions, room)
        cards[delivery.id] = _asking(card, held)
    return cards


async def render_reminder(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask somebody who went on duty whether they still are; who went off meanwhile is not asked."""
    people = await recipients.members(context, deliveries)
    return {
        one.id: Card(
            (say := context.say(one))(STILL_ON),
            rows(
                Button(say.plain("Masih jaga"), "j:0:still"),
                Button(say.plain(LEAVE), "j:0:off"),
            ),
        )
        for one in deliveries
        if one.recipient_id in people and people[one.recipient_id].off_duty_at is None
    }


async def render_gap(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell a supervisor of duties that nobody keeps."""
    cards = {}
    for delivery, duties in await recipients.led_duties(context, deliveries):
        say = context.say(delivery)
        regions = await recipients.regions_of_duties(context, duties)
        lines = [_gap(say, one, regions, delivery.created_at) for one in duties]
        cards[delivery.id] = Card(Markup("\n").join(listed(lines, say)))
    return cards


def _duty(
    say: Say, member: Member, covers: Sequence[Cover], regions: Mapping[str, Region], room: int
) -> Card:
    off = member.off_duty_at is not None
    lines = [say(ON_DUTY)]
    if member.off_duty_at is not None:
        zones = moments.zones_of(regions.values())
        lines = [say(OFF_DUTY, at=moments.day_and_clock(say, member.off_duty_at, zones))]
    kept = []
    for cover in covers:
        others = [office_label(say, f"{one.role}@{one.region}", regions) for one in cover.stand_ins]
        alone = (NOBODY_OFF if cover.led else NOBODY_AT_ALL) if off else NOBODY
        own = office_label(say, f"{cover.duty.role}@{cover.duty.region}", regions)
        named = several(list(dict.fromkeys(others)), say, NAMED)
        kept.append(say(STANDS_IN if others else alone, duty=own, others=named))
    lines += listed(kept, say, room=room)
    button = (mark("Mulai jaga"), "j:0:on") if off else (LEAVE, "j:0:off")
    return Card(Markup("\n").join(lines), rows(Button(say.plain(button[0]), button[1])))


def _asking(card: Card, held: InHand) -> Card:
    """Put the alerts that the reader holds below a card of duty, their buttons above its own."""
    if not held.lines:
        return card
    text = Markup("\n\n").join([card.text, Markup("\n").join(held.lines)])
    return Card(text, (*rows(*held.buttons), *card.rows))


def _gap(say: Say, office: str, regions: Mapping[str, Region], at: datetime) -> Markup:
    """Say since when nobody keeps a duty, by the clocks where it lies."""
    held = read_office(office)
    here = [regions[held.region]] if held is not None and held.region in regions else []
    since = moments.clock(say, at, moments.zones_of(here))
    return say(GAP, duty=office_label(say, office, regions), at=since)
