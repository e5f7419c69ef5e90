"""What a digest tells of reports that paged nobody and that wait, each with a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import coordinates
from bot.domain.masking import mask
from bot.locales import mark
from bot.models import Report
from bot.services.alerts import case_lists
from bot.views import case_line, case_list, display_names
from bot.views.card import MAX_BUTTONS, Button, Markup, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Incident
    from bot.services.alerts.case_lookup import CaseReader
    from bot.views.render_context import RenderContext

FIRST_WORDS = 60  # characters of what was written

NEW = mark("<b>Belum selesai</b>")
ALL = mark("Lihat semua ({n})")


async def section(
    showing: RenderContext, say: Say, reader: CaseReader, since: datetime
) -> tuple[Markup | None, list[Button]]:
    """Return the part of a digest about what was reported ``since``, and the buttons of all of it.

    Where more waits than there are buttons for, the last one shows the list.
    """
    total = await case_lists.count_waiting(showing.session, reader)
    if not total:
        return None, []
    new = await case_lists.waiting(showing.session, reader, limit=MAX_BUTTONS, since=since)
    whole = total == len(new)
    shown = new if whole else new[: MAX_BUTTONS - 1]
    spots = await case_line.spots_of(showing, shown)
    said = await _first_words(showing, shown)
    lines, buttons = [say(NEW)] if shown else [], list[Button]()
    for number, incident in enumerate(shown, start=1):
        line = case_line.line(showing, say, number, incident, spots)
        words = said.get(incident.id)
        lines.append(Markup("{}\n<i>{}</i>").format(line, words) if words else line)
        buttons.append(case_line.button(showing, say, number, incident, spots))
    if late := await case_lists.overdue(showing.session, reader):
        span = say.duration(showing.config.limits.unpaged.answer_within)
        lines.append(say.many(*case_list.OVERDUE, late, span=span))
    if not whole:
        buttons.append(Button(say.plain(ALL, n=say.number(total)), "i:0:list"))
    return Markup("\n").join(lines) if lines else None, buttons


async def _first_words(showing: RenderContext, incidents: Sequence[Incident]) -> Mapping[int, str]:
    """Return how each begins, masked, without positions; of what no lock screen may show none."""
    shown = [one for one in incidents if not display_names.is_hidden(showing.config, one.category)]
    wanted = select(Report.incident_id, Report.text).where(
        Report.ticket.in_([one.ticket for one in shown])
    )
    rows = await showing.session.execute(wanted)
    return {
        incident: shorten(" ".join(coordinates.hide(mask(text)).split()), FIRST_WORDS)
        for incident, text in rows
        if text
    }
