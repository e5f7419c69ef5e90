"""How it stands in some regions at this moment, below a week's figures: what is open, who lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import counted, mark
from bot.views.card import Markup
from bot.views.case_list import OVERDUE
from bot.views.length import several

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.locales import Say
    from bot.services.alerts.case_lists import Unfinished
    from bot.services.digests.period_figures import Guarded
    from bot.services.digests.place_queries import Place
    from bot.settings import Config

NAMED = 5  # places in one line

NOW = mark("<b>Saat ini</b>")
OPEN = mark("Laporan yang belum selesai: {open}, belum dijawab: {unanswered}")
MISSING = counted("Tanpa Bhabinkamtibmas: {n} desa/kelurahan ({places})")
UNREACHABLE = mark("Petugas tidak dapat dihubungi: {n} ({places})")


def text(unfinished: Unfinished | None, guarded: Guarded, say: Say, config: Config) -> Markup:
    """Return how it stands at this moment, whichever week is asked for: what is open, who lacks.

    Without ``unfinished`` what is open is said elsewhere; nothing is left where nobody lacks.
    """
    lines = [] if unfinished is None else _still_open(unfinished, say, config)
    if guarded.missing:
        places = names(guarded.missing, say)
        lines.append(say.many(*MISSING, len(guarded.missing), places=places))
    if guarded.unreachable:
        places = names([place for place, _ in guarded.unreachable], say)
        lines.append(say(UNREACHABLE, n=say.number(guarded.unreachable_people), places=places))
    return Markup("\n").join([say(NOW), *lines] if lines else [])


def _still_open(unfinished: Unfinished, say: Say, config: Config) -> list[Markup]:
    waiting = unfinished.waiting
    still, untaken = (n + waiting for n in (unfinished.open, unfinished.unanswered))
    lines = [say(OPEN, open=say.number(still), unanswered=say.number(untaken))]
    if unfinished.overdue:
        span = say.duration(config.limits.unpaged.answer_within)
        lines.append(say.many(*OVERDUE, unfinished.overdue, span=span))
    return lines


def names(places: Iterable[Place], say: Say) -> str:
    """Return the first places by their names, and how many more there are."""
    return several([place.name for place in places], say, NAMED)
