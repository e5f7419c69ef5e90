"""The reports behind a figure of a summary, for those who may look reports up there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, summary_target
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
    from bot.models import Delivery, Incident, Region
    from bot.views.render_context import RenderContext

NAMED = 5
NOTHING = mark("Tidak ada laporan di balik angka itu yang dapat Anda buka.")
HEAD = mark("<b>{place}: {n} laporan</b>, yang terbaru dahulu.\n{period}")

HEAD_UNFINISHED = mark("<b>{place}: {n} laporan belum selesai</b>, yang paling mendesak dahulu.")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List what a figure counts and its reader may open, the newest first."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        grants = held[one.recipient_id]
        promise = promise_data.decode(one, FigureReportsPromise)
        regions = regions_shown(promise.place, grants, PLANNERS)
        if regions and access.may(grants, ANSWERING, promise.place):
            cards[one.id] = await _card(context, one, regions, grants)
    return cards


async def _card(
    context: RenderContext, one: Delivery, codes: Sequence[str], grants: Sequence[Grant]
) -> Card:
    say, promise = context.say(one), promise_data.decode(one, FigureReportsPromise)
    reader = CaseReader(one.recipient_id, grants, context.config, context.now)
    regions = await place_search.by_codes(context.session, codes)
    period = Period.parse(promise.period)
    page, total = await _found(context, one, promise, regions, reader)
    if not total:
        return Card(say(NOTHING))
    first, _, pages = paging.pages_of(one, total)
    place = several([place_label(region) for region in regions], say, NAMED)
    named = period_label.label(period, say)
    head = [say(_head(promise.what), place=place, n=say.number(total), period=named)]
    head += paging.page_of(say, first, pages)
    to = SummaryTarget(REPORTS, promise.place, period, what=promise.what)
    return await case_list.listed(context, one, page, head, first, _turning(say, to, first, pages))


async def _found(
    context: RenderContext,
    one: Delivery,
    promise: FigureReportsPromise,
    regions: Sequence[Region],
    reader: CaseReader,
) -> tuple[Sequence[Incident], int]:
    """Return the reports of the page that is asked for, and how many there are in all."""
    session = context.session
    if promise.what == summary_target.UNFINISHED:
        listed = await figure_reports.unfinished(session, [one.code for one in regions], reader)
        first, size, _ = paging.pages_of(one, len(listed))
        return listed[first : first + size], len(listed)
    such = figure_reports.conditions(promise.what, Period.parse(promise.period), regions, reader)
    total = await case_lists.count_recent(session, reader, place=None, such=such)
    first, size, _ = paging.pages_of(one, total)
    found = await case_lists.recent(
        session, reader, place=None, limit=size, offset=first, such=such
    )
    return found, total


def _head(what: str) -> str:
    return HEAD_UNFINISHED if what == summary_target.UNFINISHED else HEAD


def _turning(say: Say, to: SummaryTarget, first: int, pages: int) -> list[Button]:
    """Return the button that turns the page, the last one to the first; none where it is one."""
    return paging.turn_to(
        say, first // paging.PER_PAGE, pages, lambda page: to.seen(REPORTS, page, to.what).data
    )
