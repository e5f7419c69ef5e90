"""Test pages: what is heard, and who did not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import calendar
from bot.locales import mark
from bot.models import TestPage
from bot.services.people import page_tests
from bot.views import moments, recipients
from bot.views.card import Button, Card, rows
from bot.views.length import several
from bot.views.office import office_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext
NAMED = 10  # offices in one line

TEST = mark("UJI PANGGILAN {at}. Bukan kejadian. Terdengar? Tekan tombol ini.")
HEARD = mark("Uji terdengar {at}. Bulan ini: {n} kali.")
TEST_FAILED = mark(
    "Uji panggilan kepada {duty} tidak dijawab ({at}). Mohon pastikan yang bersangkutan"
    " dapat dihubungi."
)


async def render_test(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show a test page, or once it was heard, how many were this month."""
    people = await recipients.members(context, deliveries)
    cards = {}
    for delivery in deliveries:
        page = await context.session.get(TestPage, delivery.subject_id)
        if page is not None and page.member_id in people:
            grants = people[page.member_id].held
            regions = await regions_of(context.session, {grant.region for grant in grants})
            zones = moments.zones_of(regions.values())
            cards[delivery.id] = await _test(context, context.say(delivery), page, zones)
    return cards


async def render_test_failed(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Tell a supervisor whose test page was not heard, by office."""
    cards = {}
    for delivery, duties in await recipients.led_duties(context, deliveries):
        say = context.say(delivery)
        regions = await recipients.regions_of_duties(context, duties)
        at = moments.clock(say, delivery.created_at, moments.zones_of(regions.values()))
        offices = [office_label(say, one, regions) for one in duties]
        who = several(offices, say, NAMED)
        cards[delivery.id] = Card(say(TEST_FAILED, duty=who, at=at))
    return cards


async def _test(context: RenderContext, say: Say, page: TestPage, zones: Sequence[str]) -> Card:
    if page.answered_at is None:
        heard = Button(say.plain(mark("Saya dengar")), f"t:{page.id}:heard")
        return Card(say(TEST, at=moments.clock(say, page.created_at, zones)), rows(heard))
    month = calendar.local(page.answered_at, zones[0])
    since = month.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    n = await page_tests.heard_since(context.session, page.member_id, since)
    return Card(say(HEARD, at=moments.clock(say, page.answered_at, zones), n=say.number(n)))
