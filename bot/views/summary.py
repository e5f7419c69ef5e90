"""``/ringkasan``: the last full week with the one that runs, or the week that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, calendar
from bot.domain.access import PLANNERS
from bot.domain.period import Period
from bot.domain.promises.alerts import SummaryPromise
from bot.models import promise_data
from bot.places import place_search
from bot.services.alerts import alert_access
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.views import summary_files, weekly
from bot.views.card import Card, Markup, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show a region's figures, counted anew when the message is sent.

    Of regions that somebody plans for no more nothing is counted for them.
    """
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        own = _own(promise_data.read(one, SummaryPromise).regions, held[one.recipient_id])
        if own:
            grants = held[one.recipient_id]
            reader = CaseReader(one.recipient_id, grants, showing.config, showing.now)
            place = own[0] if len(own) == 1 else None
            week = promise_data.read(one, SummaryPromise).week
            files = summary_files.buttons(showing.say(one), place, week)
            cards[one.id] = Card(await _text(showing, one, own, reader), rows(*files))
    return cards


def _own(asked: Sequence[str], held: Sequence[Grant]) -> list[str]:
    """Return which of these regions somebody plans for; both lists may have thousands."""
    planned = {grant.region for grant in held if access.matches(grant.role, PLANNERS)}
    return [code for code in asked if not planned.isdisjoint(access.ancestors(code))]


async def _text(
    showing: RenderContext, delivery: Delivery, regions: Sequence[str], reader: CaseReader
) -> Markup:
    say = showing.say(delivery)
    week = promise_data.read(delivery, SummaryPromise).week
    if week is None:
        return await _newest(showing, regions, say, reader)
    figures = await summaries.figures(
        showing.session, regions, Period.parse(week), showing.now, showing.config, reader
    )
    return weekly.text(figures, say, showing.config)


async def _newest(
    showing: RenderContext, regions: Collection[str], say: Say, reader: CaseReader
) -> Markup:
    zone = (await place_search.by_codes(showing.session, regions))[0].zone
    full, runs = [
        await summaries.figures(
            showing.session, regions, Period.of_week(week), showing.now, showing.config, reader
        )
        for week in (
            calendar.last_full_week(showing.now, zone),
            calendar.this_week(showing.now, zone),
        )
    ]
    parts = (weekly.text(full, say, showing.config), weekly.so_far(runs, say))
    return Markup("\n\n").join(parts)
