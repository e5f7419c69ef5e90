"""Who is on duty, and test pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain import calendar
from bot.domain.promises.alerts import DutiesPromise
from bot.locales import mark
from bot.models import Member, TestPage, promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import read_office, read_offices
from bot.services.people import duty, page_tests
from bot.views import in_hand, moments
from bot.views.card import Button, Card, Markup, rows
from bot.views.length import LISTED, listed, several
from bot.views.office import office_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Delivery, Region
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
TEST = mark("UJI PANGGILAN {at}. Bukan kejadian. Terdengar? Tekan tombol ini.")
HEARD = mark("Uji terdengar {at}. Bulan ini: {n} kali.")
TEST_FAILED = mark(
    "Uji panggilan kepada {duty} tidak dijawab ({at}). Mohon pastikan yang bersangkutan"
    " dapat dihubungi."
)


async def render_duty(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show whether somebody is on duty, and for each duty who stands in."""
    people = await _people(showing, deliveries)
    cards = {}
    for delivery in deliveries:
        member = people[delivery.recipient_id]
        covers = await duty.cover(showing.session, member.id, member.held)
        codes = {holder.region for one in covers for holder in one.stand_ins}
        codes |= {one.duty.region for one in covers}
        regions = await regions_of(showing.session, codes)
        off = member.off_duty_at is not None
        held = await in_hand.ask(showing, delivery) if off else in_hand.InHand()
        room = BESIDE if held.lines else LISTED
        card = _duty(showing.say(delivery), member, covers, regions, room)
        cards[delivery.id] = _asking(card, held)
    return cards


async def render_reminder(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask somebody who went on duty whether they still are; who went off meanwhile is not asked."""
    people = await _people(showing, deliveries)
    return {
        one.id: Card(
            (say := showing.say(one))(STILL_ON),
            rows(
                Button(say.plain("Masih jaga"), "j:0:still"),
                Button(say.plain(LEAVE), "j:0:off"),
            ),
        )
        for one in deliveries
        if people[one.recipient_id].off_duty_at is None
    }


async def render_gap(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell a supervisor of duties that nobody keeps."""
    cards = {}
    for delivery, duties in await _led(showing, deliveries):
        say = showing.say(delivery)
        regions = await _regions(showing, duties)
        lines = [_gap(say, one, regions, delivery.created_at) for one in duties]
        cards[delivery.id] = Card(Markup("\n").join(listed(lines, say)))
    return cards


async def render_test(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show a test page, or once it was heard, how many were this month."""
    people = await _people(showing, deliveries)
    cards = {}
    for delivery in deliveries:
        page = await showing.session.get(TestPage, delivery.subject_id)
        if page is not None:
            grants = people[page.member_id].held
            regions = await regions_of(showing.session, {grant.region for grant in grants})
            zones = moments.zones_of(regions.values())
            cards[delivery.id] = await _test(showing, showing.say(delivery), page, zones)
    return cards


async def render_test_failed(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Tell a supervisor whose test page was not heard, by office."""
    cards = {}
    for delivery, duties in await _led(showing, deliveries):
        say = showing.say(delivery)
        regions = await _regions(showing, duties)
        at = moments.clock(say, delivery.created_at, moments.zones_of(regions.values()))
        offices = [office_label(say, one, regions) for one in duties]
        who = several(offices, say, NAMED)
        cards[delivery.id] = Card(say(TEST_FAILED, duty=who, at=at))
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


async def _test(showing: RenderContext, say: Say, page: TestPage, zones: Sequence[str]) -> Card:
    if page.answered_at is None:
        heard = Button(say.plain(mark("Saya dengar")), f"t:{page.id}:heard")
        return Card(say(TEST, at=moments.clock(say, page.created_at, zones)), rows(heard))
    month = calendar.local(page.answered_at, zones[0])
    since = month.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    n = await page_tests.heard_since(showing.session, page.member_id, since)
    return Card(say(HEARD, at=moments.clock(say, page.answered_at, zones), n=say.number(n)))


async def _people(showing: RenderContext, deliveries: Sequence[Delivery]) -> dict[int, Member]:
    wanted = {one.recipient_id for one in deliveries}
    people = select(Member).where(Member.id.in_(wanted)).options(selectinload(Member.grants))
    return {member.id: member for member in await showing.session.scalars(people)}


async def _led(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, Sequence[str]]]:
    """Return the deliveries, with their duties, whose readers lead one of these duties now."""
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    named = [(one, promise_data.read(one, DutiesPromise).duties) for one in deliveries]
    return [
        (one, duties)
        for one, duties in named
        if alert_access.leads(held[one.recipient_id], read_offices(duties))
    ]


async def _regions(showing: RenderContext, offices: Sequence[str]) -> dict[str, Region]:
    held = [read_office(office) for office in offices]
    return await regions_of(showing.session, {one.region for one in held if one is not None})
