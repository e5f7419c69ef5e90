"""The list of one's own reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from bot.domain.spot import spot
from bot.locales import mark
from bot.models import Report, ReportAuthor
from bot.views import display_names, report_facts, report_state
from bot.views.card import Button, Card, Markup, rows
from bot.views.paging import pages_of, place_in, turning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext
    from bot.views.report_facts import ReportFacts

NOT_LISTED = mark("Laporan anonim dan rahasia tidak ditampilkan di sini.")


async def render_mine(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List the newest of one's own reports, without anonymous and confidential ones."""
    return {one.id: await _mine(context, one) for one in deliveries}


async def _mine(context: RenderContext, one: Delivery) -> Card:
    say, config, session = context.say(one), context.config, context.session
    hidden = config.confidential_kinds
    own = (
        Report.id.in_(
            select(ReportAuthor.report_id).where(ReportAuthor.member_id == one.recipient_id)
        ),
        Report.anonymous.is_(False),
        Report.category.not_in(hidden),
    )
    total = await session.scalar(select(func.count()).select_from(Report).where(*own)) or 0
    if not total:
        return Card(Markup("\n\n").join([say("Belum ada laporan."), say(NOT_LISTED)]))
    first, size, pages = pages_of(one, total)
    newest = (
        select(Report)
        .where(*own)
        .order_by(Report.created_at.desc(), Report.id.desc())
        .limit(size)
        .offset(first)
        .options(joinedload(Report.incident), joinedload(Report.village))
        .options(joinedload(Report.author))
    )
    reports = (await session.scalars(newest)).all()
    known = await report_facts.load(context, reports)
    lines = [_line(context, say, report, known) for report in reports]
    head = [say("<b>Laporan Anda</b>"), *place_in(say, "laporanku", first, pages)]
    text = Markup("\n\n").join([Markup("\n").join(head), *lines, say(NOT_LISTED)])
    buttons = [_own(context, say, report) for report in reports]
    return Card(text, rows(*buttons, *turning(say, "r:0:page", first, pages), width=1))


def _author(report: Report) -> ReportAuthor:
    assert report.author is not None  # noqa: S101 - it was found by it
    return report.author


def _own(context: RenderContext, say: Say, report: Report) -> Button:
    kind = display_names.short_label(context.config, report.category, say)
    return Button(f"{report.ticket} · {kind}", f"r:{_author(report).id}:show")


def _line(context: RenderContext, say: Say, report: Report, known: ReportFacts) -> Markup:
    return Markup("<b>{}</b> · {} · {}\n{} · {}").format(
        report.ticket,
        display_names.label(context.config, report.category, say),
        ", ".join(filter(None, (spot(report.text), report.village.name))),
        say.moment(report.created_at, report.village.zone),
        report_state.state_line(say, report, context.config, known),
    )
