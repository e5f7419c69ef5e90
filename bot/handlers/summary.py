"""``/ringkasan [period] [place]``: a period in figures, within one's own region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain import (
    access,
    calendar,
    period_mention,
    period_spelling,
    place_names,
    summary_target,
)
from bot.domain.access import ANSWERING, PLANNERS
from bot.handlers.one_region import LEVELS
from bot.places import place_search
from bot.places.place_search import SearchResult
from bot.places.region_filters import regions_held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.domain.period import Period
    from bot.domain.period_mention import PeriodMention
    from bot.domain.summary_target import SummaryTarget
    from bot.handlers.turn import Turn

LIKELY = 2  # places offered beside two periods


class _SummaryRequest(NamedTuple):
    """What somebody's words ask for. ``places``: those that may be meant, if it is not one.

    ``is_named``: they bear the name that was said.
    """

    period: Period | None
    place: str | None = None
    places: Sequence[str] = ()
    understood: bool = True
    is_named: bool = False


async def asked(turn: Turn) -> None:
    """Show the newest weeks, or the period and place that are named; where unclear, ask back."""
    own = regions_held(turn.grants, PLANNERS)
    today = await _today(turn, own[0])
    said = await _understood(turn, own, today)
    if said.place is not None and (there := await _today(turn, said.place)) != today:
        today, said = there, await _understood(turn, own, there)  # by the clocks of that place
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


async def _understood(turn: Turn, own: Sequence[str], today: date) -> _SummaryRequest:
    """Read the words as they stand; where they name nothing, with their slips mended."""
    text = turn.incoming.text.strip()
    said = await _read(turn, text, own, today)
    if said.understood or said.is_named or (meant := period_spelling.corrected(text)) == text:
        return said
    mended = await _read(turn, meant, own, today)
    return mended if mended.understood else said


async def _read(turn: Turn, text: str, own: Sequence[str], today: date) -> _SummaryRequest:
    mention = period_mention.find(text, today)
    if mention is None:
        return _of_places(await _search(turn, text, own), None) if text else _SummaryRequest(None)
    if not mention.rest:
        alike = await _search(turn, text, own) if mention.may_be_name else SearchResult()
        return _of_places(alike, None) if _is_one(alike) else _SummaryRequest(mention.period)
    found = await _search(turn, mention.rest, own)
    if (named := await _whole(turn, text, mention, found, own)) is not None:
        return _SummaryRequest(None, named)
    understood = not mention.doubtful and not period_mention.tells_only_of_time(mention.rest)
    if understood or _is_one(found):
        return _of_places(found, mention.period)
    return _SummaryRequest(None, places=found.codes, understood=False)


async def _whole(
    turn: Turn, text: str, mention: PeriodMention, rest: SearchResult, own: Sequence[str]
) -> str | None:
    """Return the place that all the words name: "Juli Payaru" is no July, "16 Ilir" no week.

    Not where the month and what stands beside it are meant, which lies around a place of that name:
    "juli bireuen" is July there.
    """
    found = await _search(turn, text, own)
    if not _is_one(found):
        return None
    named = found.found[0].region
    is_its_name = place_names.bare(text) == place_names.bare(named.name)
    return named.code if mention.doubtful or is_its_name or not _is_one(rest) else None


async def _search(turn: Turn, text: str, own: Sequence[str]) -> SearchResult:
    return await place_search.search(turn.session, text, levels=LEVELS, within=own)


def _of_places(found: SearchResult, period: Period | None) -> _SummaryRequest:
    """Return what is asked for where a place is named: that one, or else which may be meant."""
    if _is_one(found):
        return _SummaryRequest(period, found.codes[0])
    return _SummaryRequest(
        period, places=found.codes, understood=False, is_named=found.sure and bool(found.codes)
    )


def _is_one(found: SearchResult) -> bool:
    """Tell whether one region was named, and surely."""
    return found.sure and found.bearers == 1


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
    return summary_target.parse(turn.subject, turn.verb, turn.args)


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
