"""What a digest tells of cases that are not finished, each with a button: open alerts first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import coordinates
from bot.domain.masking import mask
from bot.locales import mark
from bot.models import Report
from bot.views import case_line, case_list
from bot.views.card import MAX_BUTTONS, Button, Markup, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Incident
    from bot.services.alerts.case_lookup import CaseReader
    from bot.views.render_context import RenderContext

FIRST_WORDS = 60  # characters of what was written

ALL = mark("Lihat semua ({n})")


async def section(
    showing: RenderContext, say: Say, reader: CaseReader, since: datetime
) -> tuple[Markup | None, list[Button]]:
    """Return the part of a digest about what is not finished, and the buttons of all of it.

    Open alerts first, then what paged nobody and was reported ``since``. Where more waits than
    that, the last button opens ``/tugas``, and counts what stands there.
    """
    shown, total = await case_list.unfinished(showing.session, reader, MAX_BUTTONS, since=since)
    if not total:
        return None, []
    whole = total == len(shown)
    shown = shown if whole else shown[: MAX_BUTTONS - 1]
    spots = await case_line.spots_of(showing, shown)
    said = await _first_words(showing, shown)
    lines, buttons = [*await case_list.top(showing, say, reader, total)], list[Button]()
    for number, incident in enumerate(shown, start=1):
        line = case_line.line(showing, say, number, incident, spots)
        words = said.get(incident.id)
        lines.append(Markup("{}\n<i>{}</i>").format(line, words) if words else line)
        buttons.append(case_line.button(showing, say, number, incident, spots))
    if not whole:
        buttons.append(Button(say.plain(ALL, n=say.number(total)), "i:0:list"))
    return Markup("\n").join(lines), buttons


async def _first_words(showing: RenderContext, incidents: Sequence[Incident]) -> Mapping[int, str]:
    """Return how each begins, masked, without positions; of what no lock screen may show none."""
    shown = [one for one in incidents if not case_line.is_hidden(showing, one)]
    wanted = select(Report.incident_id, Report.text).where(
        Report.ticket.in_([one.ticket for one in shown])
    )
    rows = await showing.session.execute(wanted)
    return {
        incident: shorten(" ".join(coordinates.hide(mask(text)).split()), FIRST_WORDS)
        for incident, text in rows
        if text
    }
