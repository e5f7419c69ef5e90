"""The reports behind a figure of a summary, for those who may look reports up there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import ANSWERING, PLANNERS
from bot.domain.period import Period
from bot.domain.promises.alerts import FigureReportsPromise
from bot.domain.summary_target import REPORTS, SummaryTarget
from bot.locales import mark
from bot.models import promise_data
from bot.places import place_search
from bot.places.region_filters import regions_shown
from bot.services.alerts import alert_access, case_lists
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import figure_reports
from bot.views import case_list, paging, period_label
from bot.views.card import Button, Card
from bot.views.length import several
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

NAMED = 5
NOTHING = mark("Tidak ada laporan di balik angka itu yang dapat Anda buka.")
HEAD = mark("<b>{place}: {n} laporan</b>, yang terbaru dahulu.\n{period}")


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List what a figure counts and its reader may open, the newest first."""
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        grants = held[one.recipient_id]
        said = promise_data.read(one, FigureReportsPromise)
        regions = regions_shown(said.place, grants, PLANNERS)
        if regions and access.may(grants, ANSWERING, said.place):
            cards[one.id] = await _card(showing, one, regions, grants)
    return cards


async def _card(
    showing: RenderContext, one: Delivery, codes: Sequence[str], grants: Sequence[Grant]
) -> Card:
    say, said = showing.say(one), promise_data.read(one, FigureReportsPromise)
    reader = CaseReader(one.recipient_id, grants, showing.config, showing.now)
    regions = await place_search.by_codes(showing.session, codes)
    period = Period.parse(said.period)
    such = figure_reports.conditions(said.what, period, regions, reader)
    total = await case_lists.count_recent(showing.session, reader, place=None, such=such)
    if not total:
        return Card(say(NOTHING))
    first, size, pages = paging.pages_of(one, total)
    found = await case_lists.recent(
        showing.session, reader, place=None, limit=size, offset=first, such=such
    )
    place = several([place_label(region) for region in regions], say, NAMED)
    named = period_label.label(period, say)
    head = [say(HEAD, place=place, n=say.number(total), period=named)]
    head += paging.page_of(say, first, pages)
    to = SummaryTarget(REPORTS, said.place, period, what=said.what)
    return await case_list.listed(showing, one, found, head, first, _turning(say, to, first, pages))


def _turning(say: Say, to: SummaryTarget, first: int, pages: int) -> list[Button]:
    """Return the button that turns the page, the last one to the first; none where it is one."""
    return paging.turn_to(
        say, first // paging.PER_PAGE, pages, lambda page: to.seen(REPORTS, page, to.what).data
    )
