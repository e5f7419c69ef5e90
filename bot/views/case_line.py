"""One line and one button of a list of reports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.escalation import AlertStatus
from bot.domain.spot import spot
from bot.locales import mark
from bot.models import Report
from bot.views import display_names
from bot.views.card import Button, Markup
from bot.views.length import label
from bot.views.moments import moment
from bot.views.office import place_label
from bot.views.results import RESULTS, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Incident
    from bot.views.render_context import RenderContext

LINE = mark("{number}. [{severity}] {what}, {where}. {at}, {state}.\n{ticket}")
A_MOMENT = timedelta(minutes=1)  # nobody has waited yet: no seconds are counted
WAITS = mark("sudah {age} {state}")
HIDDEN_SHORT = mark("Rahasia")


async def spots_of(context: RenderContext, incidents: Sequence[Incident]) -> Mapping[int, str]:
    """Return where below the village these happened (RT, lorong), where their reports say so."""
    wanted = select(Report.incident_id, Report.text).where(
        Report.incident_id.in_([one.id for one in incidents])
    )
    found: dict[int, str] = {}
    for incident, text in await context.session.execute(wanted.order_by(Report.created_at)):
        if incident not in found and (where := spot(text)) is not None:
            found[incident] = where
    return found


def line(
    context: RenderContext, say: Say, number: int, incident: Incident, spots: Mapping[int, str]
) -> Markup:
    """Say of an incident what, where, when, how far it is; what is hidden only that it is."""
    hidden = is_hidden(context, incident)
    place = ", ".join(filter(None, (spots.get(incident.id), place_label(incident.village))))
    if hidden:
        place = display_names.district(say, incident.village)
    return say(
        LINE,
        number=number,
        severity=display_names.severity(say, incident.severity),
        what=_kind(context, say, incident),
        where=place,
        at=moment(say, incident.opened_at, incident.village.zone, context.now),
        state=_state(context, say, incident),
        ticket=incident.ticket,
    )


def button(
    context: RenderContext,
    say: Say,
    number: int,
    incident: Incident,
    spots: Mapping[int, str],
    *,
    verb: str = "open",
) -> Button:
    """Return the button that opens an incident, named by what, where and when.

    Its lane or RT where that is known, else its village; no more than a narrow phone shows.
    ``verb``: ``open`` for whoever works it, ``show`` for whoever may be told of it only.
    """
    if is_hidden(context, incident):
        district = incident.village.district
        named = _kind(context, say, incident)
        what = say.plain(HIDDEN_SHORT) if named == say.plain(display_names.HIDDEN) else named
        where = [display_names.district(say, incident.village), district]
    else:
        what = display_names.short_label(context.config, incident.category, say)
        where = _called(incident, spots.get(incident.id))
    zone = incident.village.zone
    today = say.day(incident.opened_at, zone) == say.day(context.now, zone)
    at = (say.clock if today else say.short_day)(incident.opened_at, zone)
    return Button(label(f"{number}.", what, where, at), f"i:{incident.id}:{verb}")


def _called(incident: Incident, below: str | None) -> list[str]:
    """Return how the place may be called on a button, the longest first."""
    if below is None:
        return [place_label(incident.village), incident.village.name]
    parts = below.split("/")
    return ["/".join(parts[:many]) for many in range(len(parts), 0, -1)]


def _kind(context: RenderContext, say: Say, incident: Incident) -> str:
    """Return what an incident is called in a list: "rahasia" only where it is."""
    if incident.alert is not None and incident.alert.policy["confidential"]:
        return say.plain(display_names.HIDDEN)
    return display_names.hidden_label(context.config, incident.category, say)


def is_hidden(context: RenderContext, incident: Incident) -> bool:
    """Tell whether a list shows of an incident no more than that it is."""
    closed = incident.alert is not None and incident.alert.policy["confidential"]
    return closed or display_names.is_hidden(context.config, incident.category)


def _state(context: RenderContext, say: Say, incident: Incident) -> str:
    if incident.status == AlertStatus.CLOSED:
        return say.plain(RESULTS.get(incident.outcome or "", RESULTS["other"])).lower()
    state = say.plain(STATES[AlertStatus(incident.status)])
    if incident.status not in {AlertStatus.OPEN, AlertStatus.RECORDED}:
        return state
    waited = context.now - incident.opened_at
    return state if waited < A_MOMENT else say.plain(WAITS, state=state, age=say.duration(waited))
