"""Lists of reports for those who answer them: what waits for an answer, and what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.category import Severity
from bot.domain.promises.base import ListPromise
from bot.locales import counted, mark
from bot.models import promise_data
from bot.places import place_search
from bot.services.alerts import alert_access, case_lists
from bot.services.alerts.case_lookup import CaseReader
from bot.views import paging
from bot.views.card import Button, Card, Markup, rows
from bot.views.case_line import button, line, spots_of
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Alert, Delivery, Incident
    from bot.views.render_context import RenderContext

NO_TASKS = mark("Tidak ada laporan yang menunggu di wilayah Anda. Semua laporan: /laporan")
TASKS = mark("<b>Laporan yang belum selesai: {n}</b>")
OVERDUE = counted("⏳ {n} laporan menunggu lebih dari {span}.")
NO_REPORTS = mark("Belum ada laporan di {place} yang dapat Anda buka.")
NO_REPORTS_AT_ALL = mark("Belum ada laporan yang dapat Anda buka.")
REPORTS = mark("<b>Laporan di wilayah Anda: {n}</b>, yang terbaru dahulu.")
REPORTS_IN = mark("<b>Laporan di {place}: {n}</b>, yang terbaru dahulu.")


class _Turns(NamedTuple):
    """Which page it is, and how its button turns it: a verb, and what it asks for."""

    first: int
    pages: int
    verb: str
    command: str
    args: tuple[str, ...] = ()


async def render_tasks(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """List what waits for an answer: alerts first, then what paged nobody. ``page`` from 0.

    The most severe first, then the oldest. Each has a button.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    return {one.id: await _tasks(context, one, held[one.recipient_id]) for one in deliveries}


async def render_reports(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """List what there is, the newest first. Payload: ``page`` from 0, ``place`` (a code)."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    return {one.id: await _reports(context, one, held[one.recipient_id]) for one in deliveries}


async def _tasks(context: RenderContext, one: Delivery, grants: Sequence[Grant]) -> Card:
    """Take as much of a page from the alerts as they have, and the rest from what waits."""
    session, say, reader = context.session, context.say(one), _reader(context, one, grants)
    alerts = await _alerts(session, reader)
    total = len(alerts) + await case_lists.count_waiting(session, reader)
    if not total:
        return Card(say(NO_TASKS))
    first, size, pages = paging.pages_of(one, total)
    shown = [alert.incident for alert in alerts[first : first + size]]
    behind = max(first - len(alerts), 0)
    rest = await case_lists.waiting(session, reader, limit=size - len(shown), offset=behind)
    head = await top(context, say, reader, total)
    return await _list(context, one, [*shown, *rest], head, _Turns(first, pages, "tasks", "tugas"))


async def top(context: RenderContext, say: Say, reader: CaseReader, total: int) -> list[Markup]:
    """Say how many cases are not finished, and how many of these nobody took for too long."""
    lines = [say(TASKS, n=say.number(total))]
    if late := await case_lists.overdue(context.session, reader):
        span = say.duration(context.config.limits.unpaged.answer_within)
        lines.append(say.many(*OVERDUE, late, span=span))
    return lines


async def _alerts(session: AsyncSession, reader: CaseReader) -> list[Alert]:
    alerts = await alert_access.open_alerts(session, reader.member_id, reader.grants)
    return sorted(alerts, key=lambda alert: -Severity(alert.incident.severity).rank)


async def unfinished(
    session: AsyncSession, reader: CaseReader, most: int, *, since: datetime | None = None
) -> tuple[Sequence[Incident], int]:
    """Return the first of what waits for somebody, in the order of ``/tugas``, and how many do.

    ``since``: of what paged nobody only what was reported from then on; the number is of all.
    """
    alerts = await _alerts(session, reader)
    shown = [alert.incident for alert in alerts[:most]]
    rest = await case_lists.waiting(session, reader, limit=most - len(shown), since=since)
    waiting = await case_lists.count_waiting(session, reader)
    return [*shown, *rest], len(alerts) + waiting


async def _reports(context: RenderContext, one: Delivery, grants: Sequence[Grant]) -> Card:
    say, reader = context.say(one), _reader(context, one, grants)
    code = promise_data.decode(one, ListPromise).place
    region = await place_search.by_code(context.session, code) if code else None
    place = place_label(region) if region is not None else ""
    total = await case_lists.count_recent(context.session, reader, place=code)
    if not total:
        return Card(say(NO_REPORTS, place=place) if place else say(NO_REPORTS_AT_ALL))
    first, size, pages = paging.pages_of(one, total)
    found = await case_lists.recent(context.session, reader, place=code, limit=size, offset=first)
    head = [say(REPORTS_IN if place else REPORTS, n=say.number(total), place=place)]
    turns = _Turns(first, pages, "reports", "laporan", (code,) if code else ())
    return await _list(context, one, found, head, turns)


def _reader(context: RenderContext, one: Delivery, grants: Sequence[Grant]) -> CaseReader:
    return CaseReader(one.recipient_id, grants, context.config, context.now)


async def _list(
    context: RenderContext,
    one: Delivery,
    incidents: Sequence[Incident],
    head: Sequence[Markup],
    turns: _Turns,
) -> Card:
    say, first = context.say(one), turns.first
    turning = paging.turning(say, f"i:0:{turns.verb}", first, turns.pages, *turns.args)
    top = [*head, *paging.place_in(say, turns.command, first, turns.pages)]
    return await listed(context, one, incidents, top, first, turning)


async def listed(
    context: RenderContext,
    one: Delivery,
    incidents: Sequence[Incident],
    head: Sequence[Markup],
    first: int,
    turning: Sequence[Button],
) -> Card:
    """Lay out a page of reports, numbered from ``first`` (0) on, each with its button."""
    say, spots = context.say(one), await spots_of(context, incidents)
    numbered = list(enumerate(incidents, start=first + 1))
    lines = [line(context, say, number, of, spots) for number, of in numbered]
    buttons = [button(context, say, number, of, spots) for number, of in numbered]
    text = Markup("\n\n").join([Markup("\n").join(head), *lines])
    return Card(text, rows(*buttons, *turning, width=1))
