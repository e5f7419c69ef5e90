"""Lists of reports for those who answer them: what waits for an answer, and what there is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.domain.category import Severity
from bot.domain.escalation import AlertStatus
from bot.domain.spot import spot
from bot.locales import counted, mark
from bot.models import Report
from bot.places import place_search
from bot.services.alerts import alert_access, case_lists
from bot.services.alerts.case_lookup import CaseReader
from bot.views import display_names, paging
from bot.views.card import Button, Card, Markup, rows
from bot.views.length import label
from bot.views.moments import moment
from bot.views.office import place_label
from bot.views.results import RESULTS, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
LINE = mark("{number}. [{severity}] {what}, {where}. {at}, {state}.\n{ticket}")
A_MOMENT = timedelta(minutes=1)  # nobody has waited yet: no seconds are counted
WAITS = mark("sudah {age} {state}")
HIDDEN_SHORT = mark("Rahasia")


class _Turns(NamedTuple):
    """Which page it is, and how its button turns it: a verb, and what it asks for."""

    first: int
    pages: int
    verb: str
    command: str
    args: tuple[str, ...] = ()


async def render_tasks(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """List what waits for an answer: alerts first, then what paged nobody. ``page`` from 0.

    The most severe first, then the oldest. Each has a button.
    """
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    return {one.id: await _tasks(showing, one, held[one.recipient_id]) for one in deliveries}


async def render_reports(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """List what there is, the newest first. Payload: ``page`` from 0, ``place`` (a code)."""
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    return {one.id: await _reports(showing, one, held[one.recipient_id]) for one in deliveries}


async def _tasks(showing: RenderContext, one: Delivery, grants: Sequence[Grant]) -> Card:
    """Take as much of a page from the alerts as they have, and the rest from what waits."""
    session, say, reader = showing.session, showing.say(one), _reader(showing, one, grants)
    alerts = await _alerts(session, reader)
    total = len(alerts) + await case_lists.count_waiting(session, reader)
    if not total:
        return Card(say(NO_TASKS))
    first, size, pages = paging.pages_of(one, total)
    shown = [alert.incident for alert in alerts[first : first + size]]
    behind = max(first - len(alerts), 0)
    rest = await case_lists.waiting(session, reader, limit=size - len(shown), offset=behind)
    head = [say(TASKS, n=say.number(total))]
    if late := await case_lists.overdue(session, reader):
        span = say.duration(showing.config.limits.unpaged.answer_within)
        head.append(say.many(*OVERDUE, late, span=span))
    return await _list(showing, one, [*shown, *rest], head, _Turns(first, pages, "tasks", "tugas"))


async def _alerts(session: AsyncSession, reader: CaseReader) -> list[Alert]:
    alerts = await alert_access.open_alerts(session, reader.member_id, reader.grants)
    return sorted(alerts, key=lambda alert: -Severity(alert.incident.severity).rank)


async def unfinished(
    session: AsyncSession, reader: CaseReader, most: int
) -> tuple[Sequence[Incident], int]:
    """Return the first of what waits for somebody, in the order of ``/tugas``, and how many do."""
    alerts = await _alerts(session, reader)
    shown = [alert.incident for alert in alerts[:most]]
    rest = await case_lists.waiting(session, reader, limit=most - len(shown))
    waiting = await case_lists.count_waiting(session, reader)
    return [*shown, *rest], len(alerts) + waiting


async def _reports(showing: RenderContext, one: Delivery, grants: Sequence[Grant]) -> Card:
    say, code, reader = showing.say(one), one.payload.get("place"), _reader(showing, one, grants)
    region = await place_search.by_code(showing.session, code) if code else None
    place = place_label(region) if region is not None else ""
    total = await case_lists.count_recent(showing.session, reader, place=code)
    if not total:
        return Card(say(NO_REPORTS, place=place) if place else say(NO_REPORTS_AT_ALL))
    first, size, pages = paging.pages_of(one, total)
    found = await case_lists.recent(showing.session, reader, place=code, limit=size, offset=first)
    head = [say(REPORTS_IN if place else REPORTS, n=say.number(total), place=place)]
    turns = _Turns(first, pages, "reports", "laporan", (code,) if code else ())
    return await _list(showing, one, found, head, turns)


def _reader(showing: RenderContext, one: Delivery, grants: Sequence[Grant]) -> CaseReader:
    return CaseReader(one.recipient_id, grants, showing.config, showing.now)


async def _list(
    showing: RenderContext,
    one: Delivery,
    incidents: Sequence[Incident],
    head: Sequence[Markup],
    turns: _Turns,
) -> Card:
    say, first = showing.say(one), turns.first
    spots = await spots_of(showing, incidents)
    numbered = list(enumerate(incidents, start=first + 1))
    lines = [line(showing, say, number, of, spots) for number, of in numbered]
    buttons = [button(showing, say, number, of, spots) for number, of in numbered]
    buttons += paging.turning(say, f"i:0:{turns.verb}", first, turns.pages, *turns.args)
    top = [*head, *paging.place_in(say, turns.command, first, turns.pages)]
    text = Markup("\n\n").join([Markup("\n").join(top), *lines])
    return Card(text, rows(*buttons, width=1))


async def spots_of(showing: RenderContext, incidents: Sequence[Incident]) -> Mapping[int, str]:
    """Return where below the village these happened (RT, lorong), where their reports say so."""
    wanted = select(Report.incident_id, Report.text).where(
        Report.incident_id.in_([one.id for one in incidents])
    )
    found: dict[int, str] = {}
    for incident, text in await showing.session.execute(wanted.order_by(Report.created_at)):
        if incident not in found and (where := spot(text)) is not None:
            found[incident] = where
    return found


def line(
    showing: RenderContext, say: Say, number: int, incident: Incident, spots: Mapping[int, str]
) -> Markup:
    """Say of an incident what, where, when, how far it is; what is hidden only that it is."""
    hidden = _is_hidden(showing, incident)
    place = ", ".join(filter(None, (spots.get(incident.id), place_label(incident.village))))
    if hidden:
        place = f"Kec. {incident.village.district}"
    return say(
        LINE,
        number=number,
        severity=display_names.severity(say, incident.severity),
        what=_kind(showing, say, incident),
        where=place,
        at=moment(say, incident.opened_at, incident.village.zone, showing.now),
        state=_state(showing, say, incident),
        ticket=incident.ticket,
    )


def button(
    showing: RenderContext, say: Say, number: int, incident: Incident, spots: Mapping[int, str]
) -> Button:
    """Return the button that opens an incident, named by what, where and when.

    Its lane or RT where that is known, else its village; no more than a narrow phone shows.
    """
    if _is_hidden(showing, incident):
        district = incident.village.district
        named = _kind(showing, say, incident)
        what = say.plain(HIDDEN_SHORT) if named == say.plain(display_names.HIDDEN) else named
        where = [f"Kec. {district}", district]
    else:
        what = display_names.short_label(showing.config, incident.category, say)
        where = _called(incident, spots.get(incident.id))
    zone = incident.village.zone
    today = say.day(incident.opened_at, zone) == say.day(showing.now, zone)
    at = (say.clock if today else say.short_day)(incident.opened_at, zone)
    return Button(label(f"{number}.", what, where, at), f"i:{incident.id}:open")


def _called(incident: Incident, below: str | None) -> list[str]:
    """Return how the place may be called on a button, the longest first."""
    if below is None:
        return [place_label(incident.village), incident.village.name]
    parts = below.split("/")
    return ["/".join(parts[:many]) for many in range(len(parts), 0, -1)]


def _kind(showing: RenderContext, say: Say, incident: Incident) -> str:
    """Return what an incident is called in a list: "rahasia" only where it is."""
    if incident.alert is not None and incident.alert.policy["confidential"]:
        return say.plain(display_names.HIDDEN)
    return display_names.hidden_label(showing.config, incident.category, say)


def _is_hidden(showing: RenderContext, incident: Incident) -> bool:
    closed = incident.alert is not None and incident.alert.policy["confidential"]
    return closed or display_names.is_hidden(showing.config, incident.category)


def _state(showing: RenderContext, say: Say, incident: Incident) -> str:
    if incident.status == AlertStatus.CLOSED:
        return say.plain(RESULTS.get(incident.outcome or "", RESULTS["other"])).lower()
    state = say.plain(STATES[AlertStatus(incident.status)])
    if incident.status not in {AlertStatus.OPEN, AlertStatus.RECORDED}:
        return state
    waited = showing.now - incident.opened_at
    return state if waited < A_MOMENT else say.plain(WAITS, state=state, age=say.duration(waited))
