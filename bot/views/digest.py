"""The digests: one message over all the regions of whoever reads it, daily and weekly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.digests import daily_digest
from bot.views import daily_digest as daily_card
from bot.views import digest_entries, digest_issue, digest_pages, weekly_digest
from bot.views.digest_entries import DigestEntries
from bot.views.village_day import DigestPlaces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery
    from bot.services.digests.daily_digest import DigestContent
    from bot.views.card import Card
    from bot.views.digest_entries import DigestCases
    from bot.views.digest_issue import DigestIssue
    from bot.views.digest_pages import DigestPage
    from bot.views.render_context import RenderContext
    from bot.views.weekly_texts import WeeklyTexts


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Render the digests of those who still have regions; whoever has none gets nothing.

    What they name of reports is read for all of them at once.
    """
    issues = await digest_issue.issues(context, deliveries)
    listed = {issue.delivery.id: issue for issue in issues if not issue.is_summary}
    scopes = {delivery: issue.scope for delivery, issue in listed.items()}
    contents = await daily_digest.build(context.session, scopes, context.config)
    places = {one: _places(issue, contents[one]) for one, issue in listed.items()}
    pages = {one: _page(issue, contents[one], places[one]) for one, issue in listed.items()}
    shown = {incident for page in pages.values() for incident in page.shown}
    cases = await digest_entries.load(context, shown)
    written = weekly_digest.texts(issues, context)
    cards = {
        one: await _card(
            context, issue, pages[one], _entries(issue, contents[one], pages[one], cases), written
        )
        for one, issue in listed.items()
    }
    for issue in issues:
        if issue.is_summary:
            cards[issue.delivery.id] = await weekly_digest.summary(issue, context, written)
    return cards


def _places(issue: DigestIssue, content: DigestContent) -> DigestPlaces:
    told = issue.digest.period
    return DigestPlaces(content.days, told, issue.say, sees_all=issue.sees_all)


def _page(issue: DigestIssue, content: DigestContent, places: DigestPlaces) -> DigestPage:
    names = places.pages() if issue.is_daily else []
    return digest_pages.page(issue.page, content.incidents, names)


def _entries(
    issue: DigestIssue, content: DigestContent, page: DigestPage, cases: DigestCases
) -> DigestEntries:
    return DigestEntries(content, page.shown, page.first, cases, issue.sees_all)


async def _card(
    context: RenderContext,
    issue: DigestIssue,
    page: DigestPage,
    entries: DigestEntries,
    written: WeeklyTexts,
) -> Card:
    if not issue.is_daily:
        return await weekly_digest.card(issue, page, entries, context, written)
    places = _places(issue, entries.content)
    return daily_card.card(issue, page, entries, places, context)
