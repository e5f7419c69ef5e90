"""``/ringkasan [period] [place]``: a period in figures, within one's own region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain import access, calendar, period_mention, summary_target
from bot.domain.access import ANSWERING, PLANNERS
from bot.handlers.one_region import LEVELS
from bot.places import place_search
from bot.places.region_filters import regions_held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.period import Period
    from bot.domain.summary_target import SummaryTarget
    from bot.handlers.turn import Turn

LIKELY = 2  # places offered beside two periods


class _Asked(NamedTuple):
    """What somebody's words ask for. ``places``: those that may be meant, if it is not one."""

    period: Period | None
    place: str | None = None
    places: Sequence[str] = ()
    understood: bool = True


async def asked(turn: Turn) -> None:
    """Show the newest weeks, or the period and place that are named; where unclear, ask back."""
    own = regions_held(turn.grants, PLANNERS)
    today = await _today(turn, own[0])
    said = await _read(turn, own, today)
    period = str(said.period) if said.period is not None else None
    if said.period is not None and said.period.first > today:
        turn.reply("summary_offer", why="future", place=said.place)
    elif said.understood:
        turn.reply("summary", place=said.place, period=period)
    elif said.places:
        most = len(said.places) if period else LIKELY
        turn.reply("summary_offer", why="several", places=said.places[:most], period=period)
    else:
        turn.reply("summary_offer", why="place" if period else "unknown", period=period)


async def _read(turn: Turn, own: Sequence[str], today: date) -> _Asked:
    text = turn.incoming.text.strip()
    mention = period_mention.find(text, today)
    if mention is not None and mention.doubtful and mention.rest:
        whole = await place_search.search(turn.session, text, levels=LEVELS, within=own)
        if whole.sure and whole.bearers == 1:
            return _Asked(None, whole.codes[0])
    period = mention.period if mention is not None else None
    rest = mention.rest if mention is not None else text
    if not rest:
        return _Asked(period)
    found = await place_search.search(turn.session, rest, levels=LEVELS, within=own)
    if found.sure and found.bearers == 1:
        return _Asked(period, found.codes[0])
    return _Asked(period, places=found.codes, understood=False)


async def turn_to(turn: Turn) -> None:
    """Show another view of a summary, or one of another place or period, in place of it."""
    target = target_of(turn)
    turn.reply("summary", edit=True, page=target.page, view=target.view, **_where(target))


async def opened(turn: Turn) -> None:
    """Show a summary below the message that names it."""
    target = target_of(turn)
    turn.reply("summary", view=summary_target.DETAILS, **_where(target))


async def rich(turn: Turn) -> None:
    """Show a period in tables, as a message that only newer clients can show."""
    turn.reply("summary_rich", **_where(target_of(turn)))


async def reports(turn: Turn) -> None:
    """List the reports behind a figure; its pages turn in place."""
    target = target_of(turn)
    turn.reply(
        "figure_reports", edit=target.page > 0, what=target.what, page=target.page, **_where(target)
    )


def target_of(turn: Turn) -> SummaryTarget:
    """Return what the pressed button leads to. Raises ValueError where it is none of a summary."""
    return summary_target.read(turn.subject, turn.verb, turn.args)


async def plans(turn: Turn) -> bool:
    """Admit whoever plans for the place that the button names, or for anywhere at all."""
    try:
        target = target_of(turn)
    except ValueError:
        return False
    return access.may(turn.grants, PLANNERS, target.place)


async def plans_and_answers(turn: Turn) -> bool:
    """Admit whoever may also look reports up there; each report has its own readers besides."""
    return await plans(turn) and access.may(turn.grants, ANSWERING, target_of(turn).place)


def _where(target: SummaryTarget) -> dict[str, Any]:
    return {"place": target.place, "period": str(target.period) if target.period else None}


async def _today(turn: Turn, code: str) -> date:
    region = await place_search.by_code(turn.session, code)
    assert region is not None  # noqa: S101 - a grant refers to it
    return calendar.local(turn.now, region.zone).date()
