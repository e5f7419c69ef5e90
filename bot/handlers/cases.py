"""Commands that list reports, and the buttons and tickets that open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, page_mention
from bot.domain.category import OTHER
from bot.domain.ticket import read_ticket
from bot.handlers import alert_press, one_region, report
from bot.locales import mark
from bot.places.region_filters import regions_held
from bot.services.alerts import case_lookup
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Incident

NO_TICKET = mark("Tiket {ticket} tidak ada, atau bukan untuk Anda.")


async def tasks(turn: Turn) -> None:
    """List what waits for an answer, from the page that is typed behind it."""
    turn.reply("tasks", page=page_mention.split(turn.incoming.text)[1])


async def reports(turn: Turn) -> None:
    """List the newest reports, of a place or from a page where one is named; a ticket opens one.

    What tells of an incident is a report.
    """
    said, page = page_mention.split(turn.incoming.text)
    own = regions_held(turn.grants, access.ANSWERING)
    if read_ticket(said) is not None:
        await by_ticket(turn)
    elif not said:
        turn.reply("reports", page=page)
    elif turn.config.triage.heard(said).category != OTHER:
        await report.receive(turn)  # "/laporan ada maling" is one
    elif (place := await one_region.find(turn, said, own, "laporan")) is not None:
        turn.reply("reports", page=page, place=place)


async def turn_tasks(turn: Turn) -> None:
    """Show another page of what waits, in place."""
    turn.reply("tasks", edit=True, page=_page(turn))


async def turn_reports(turn: Turn) -> None:
    """Show another page of the reports, in place."""
    place = turn.args[1] if turn.args[1:] else None
    turn.reply("reports", edit=True, page=_page(turn), place=place)


async def show(turn: Turn) -> None:
    """Open a report: all of its words and pictures, and its card as a new message."""
    incident = await case_lookup.load(turn.session, turn.subject)
    assert incident is not None  # noqa: S101 - the guard has looked
    await _open(turn, incident)


async def open_case(turn: Turn) -> None:
    """Open a report for whoever works it; whoever is told of it reads what they were told."""
    incident = await case_lookup.load(turn.session, turn.subject)
    assert incident is not None  # noqa: S101 - the guard has looked
    reader = case_lookup.CaseReader(turn.me.id, turn.grants, turn.config, turn.now)
    if await case_lookup.may_work(turn.session, incident, reader):
        await _open(turn, incident)
    else:
        turn.reply("told", incident.id)


async def show_alert(turn: Turn) -> None:
    """Open the report of an alert."""
    alert = await alert_press.alert_of(turn)
    await case_lookup.send_card(turn.session, alert, turn.me.id, now=turn.now)
    turn.answered = ("alert", alert.id)


async def by_ticket(turn: Turn) -> None:
    """Open the report of a typed ticket, as far as its reader may see it; else say no more.

    1. Who answers it works it. 2. Who made it sees how it stands. 3. Who is told of it reads that.
    """
    ticket = read_ticket(turn.incoming.text) or ""
    found = await case_lookup.by_ticket(turn.session, ticket)
    if found is None:
        turn.tell(NO_TICKET, ticket=ticket)
        return
    incident, one = found
    reader = case_lookup.CaseReader(turn.me.id, turn.grants, turn.config, turn.now)
    if await case_lookup.may_work(turn.session, incident, reader):
        await _open(turn, incident)
    elif (author := await report_authors.of_report(turn.session, one.id, turn.me)) is not None:
        turn.reply("receipt", author.id, newest=True)
    elif case_lookup.is_told(incident, reader):
        turn.reply("told", incident.id)
    else:
        turn.tell(NO_TICKET, ticket=ticket)


async def _open(turn: Turn, incident: Incident) -> None:
    alert = case_lookup.opened(turn.session, incident, config=turn.config, now=turn.now)
    await case_lookup.send_card(turn.session, alert, turn.me.id, now=turn.now)
    turn.answered = ("alert", alert.id)


def _page(turn: Turn) -> int:
    page = turn.args[0] if turn.args else ""
    return int(page) if page.isdecimal() else 0
