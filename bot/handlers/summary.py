"""``/ringkasan [period] [place]``: a week in figures, within one's own region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.data import DISTRICT, PROVINCE, REGENCY, VILLAGE
from bot.domain import access, calendar
from bot.domain.access import PLANNERS
from bot.domain.calendar import Week
from bot.locales import mark
from bot.services import places
from bot.services.coverage import outermost
from bot.views.length import several
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.turn import Turn

NAMED = 10  # regions in one sentence
LEVELS = (PROVINCE, REGENCY, DISTRICT, VILLAGE)
LAST_WEEK, THIS_WEEK = ("minggu lalu", "last week"), ("minggu ini", "this week")
_PERIOD = re.compile(
    r"\b(minggu\s+(?:lalu|ini)|(?:last|this)\s+week|\d{4}-W\d{2})\b", re.IGNORECASE | re.ASCII
)

UNKNOWN = mark("Tidak ada wilayah dengan nama itu di wilayah Anda: {own}.")
SEVERAL = mark("Beberapa wilayah cocok. Tulis kodenya: {candidates}.")
MEANT = mark("Maksudnya {candidates}? Tulis kodenya, dengan titik.")
NO_WEEK = mark("Minggu {week} tidak ada atau belum mulai. Contoh: /ringkasan minggu lalu")


async def weekly(turn: Turn) -> None:
    """Show the newest weeks, or the one that was named, of the regions that one may count."""
    period, place = _taken_apart(turn.incoming.text)
    own = outermost(grant.region for grant in turn.grants if access.matches(grant.role, PLANNERS))
    regions = await _regions(turn, place, own) if place else own
    if not regions:
        return
    if period is None:
        turn.reply("summary", regions=regions)
    elif (week := await _week(turn, period, regions[0])) is None:
        turn.tell(NO_WEEK, week=period)
    else:
        turn.reply("summary", regions=regions, week=str(week))


def _taken_apart(text: str) -> tuple[str | None, str]:
    """Return the period, if one is named, and what else was typed: a place."""
    found = _PERIOD.search(text)
    if found is None:
        return None, text.strip()
    return found[1], (text[: found.start()] + text[found.end() :]).strip()


async def _regions(turn: Turn, place: str, own: Sequence[str]) -> list[str]:
    """Return the one region of that name among one's own; where it is not one, say so."""
    finding = await places.search(turn.session, place, levels=LEVELS, within=own)
    if finding.sure and finding.bearers == 1:
        return finding.codes[:1]
    if finding.found:
        candidates = ", ".join(
            f"{one.region.code} ({place_label(one.region)})" for one in finding.found
        )
        turn.tell(SEVERAL if len(finding.found) > 1 else MEANT, candidates=candidates)
    else:
        mine = [place_label(region) for region in await places.by_codes(turn.session, own)]
        turn.tell(UNKNOWN, own=several(mine, turn.say, NAMED))
    return []


async def _week(turn: Turn, period: str, code: str) -> Week | None:
    """Return the week that is meant, in the region's zone; None where it is none or yet to come."""
    region = await places.by_code(turn.session, code)
    assert region is not None  # noqa: S101 - a grant refers to it
    running = calendar.this_week(turn.now, region.zone)
    spoken = " ".join(period.lower().split())
    if spoken in THIS_WEEK:
        return running
    if spoken in LAST_WEEK:
        return running.previous()
    try:
        week = Week.parse(period)
    except ValueError:
        return None
    return week if week <= running else None
