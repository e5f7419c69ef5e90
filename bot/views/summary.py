"""``/ringkasan``: the last full week with the one that runs, or the period that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import calendar, summary_target
from bot.domain.period import Period
from bot.domain.promises.alerts import SummaryPromise
from bot.domain.summary_target import SummaryTarget
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.views import (
    period_details,
    summary_buttons,
    summary_lists,
    summary_offer,
    summary_scope,
    weekly,
)
from bot.views.card import Card, Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.services.digests.period_figures import PeriodFigures
    from bot.views.render_context import RenderContext
    from bot.views.summary_scope import SummaryScope

_MAIN = {summary_target.FRONT, summary_target.MORE, summary_target.PARTS}


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show a region's figures, counted anew when the message is sent.

    Of regions that somebody plans for no more nothing is counted for them.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        grants = held[one.recipient_id]
        promise = promise_data.decode(one, SummaryPromise)
        reader = CaseReader(one.recipient_id, grants, context.config, context.now)
        scope = await summary_scope.load(context, promise.place, promise.period, reader)
        say = context.say(one)
        if scope is not None and not scope.has_begun(context.now):
            cards[one.id] = summary_offer.not_begun(scope, promise.place, say)
        elif scope is not None:
            cards[one.id] = await _card(context, promise, scope, say)
    return cards


async def _card(
    context: RenderContext, promise: SummaryPromise, scope: SummaryScope, say: Say
) -> Card:
    about = context.now, context.config, scope.reader
    session = context.session
    if promise.view in _MAIN:
        figures = await summaries.main_figures(session, scope.regions, scope.period, *about)
    else:
        figures = await summaries.figures(session, scope.codes, scope.period, *about)
    target = SummaryTarget(promise.view, promise.place, scope.period, promise.page)
    if promise.view == summary_target.PARTS:
        return await summary_lists.places(context, figures, target, say, scope.reader)
    if promise.view == summary_target.FIGURES:
        return summary_lists.figures_with_reports(figures, target, say, context.config)
    if promise.view in summary_lists.BY_CLOCKS:
        return summary_lists.figures_by_clocks(figures, target, say)
    text = _text(promise.view, figures, say, context)
    if promise.period is None:
        running = Period.of_week(calendar.this_week(context.now, scope.zone))
        totals = await summaries.happened_in(session, scope.regions, running, *about)
        text = Markup("\n\n").join((text, weekly.so_far(totals, say)))
    return Card(text, summary_buttons.below(figures, target, say, scope.reader))


def _text(view: str, figures: PeriodFigures, say: Say, context: RenderContext) -> Markup:
    if view != summary_target.DETAILS:
        return weekly.text(figures, say, context.config)
    details = period_details.text(figures, say, context.config, context.now)
    return Markup("\n\n").join((weekly.head(figures, say), details))
