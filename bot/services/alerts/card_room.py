"""What of an incident's words, and of what was added to them, its card has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import coordinates
from bot.domain.category import Severity
from bot.domain.masking import mask
from bot.domain.text_parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.models import Addendum, Report

CARD_TEXT = 2700  # UTF-16 units of people's words on a card; the rest of it needs below 1400
NOTES_ROOM = 900  # of these, where notes stand on it
ADDED_TEXT, ADDED_HEAD = 480, 60  # of the addenda that a card shows, together; of one's head
ADDENDA_ON_CARD, URGENT_ON_CARD = 2, 2  # the newest; beside the newest one, those that were urgent
ADDED_ROOM = 1300  # of CARD_TEXT, where there are some
PART_TEXT = 3500  # of a message that holds nothing but words
NEWEST_ON_CARD = 2  # of several reports of one incident, beside the first


def addenda_on_card(added: Sequence[Addendum], reports: Iterable[Report]) -> Sequence[Addendum]:
    """Return those of an incident's addenda that its card shows: the newest, and what was urgent.

    ``added``: the oldest first.
    """
    newest = added[-1:]
    urgent = [one for one in _urgent(added, reports) if one not in newest][-URGENT_ON_CARD:]
    kept = {one.id for one in (*newest, *urgent)}
    for one in reversed(added):
        if len(kept) < ADDENDA_ON_CARD:
            kept.add(one.id)
    return [one for one in added if one.id in kept]


def _urgent(added: Sequence[Addendum], reports: Iterable[Report]) -> list[Addendum]:
    """Return the addenda that called somebody, or made the incident worse than its reports do."""
    worst = max((Severity(one.severity).rank for one in reports), default=0)
    found: list[Addendum] = []
    for one in added:
        rank = Severity(one.severity).rank
        if one.urgent or rank > worst:
            found.append(one)
        worst = max(worst, rank)
    return found


def added_room(addenda: int) -> int:
    """Return how many units of each addendum a card shows that shows so many.

    Each has a head of its own, so that more of them have less room together.
    """
    more = max(0, addenda - ADDENDA_ON_CARD)
    return (ADDED_TEXT - ADDED_HEAD * more) // (ADDENDA_ON_CARD + more)


def cut_reports(added: Sequence[Addendum], reports: Iterable[Report]) -> set[int]:
    """Return the reports of which a card does not show all that was added."""
    shown = addenda_on_card(added, reports)
    kept, limit = {one.id for one in shown}, added_room(len(shown))
    return {one.report_id for one in added if one.id not in kept or not fits(one.text, limit)}


def on_card(reports: Sequence[Report]) -> Sequence[Report]:
    """Return those of an incident's reports that its card shows: the first and the newest."""
    return [*reports[:1], *reports[1:][-NEWEST_ON_CARD:]]


def room(reports: int, *, noted: bool, added: bool = False) -> int:
    """Return how many units of each a card shows that has so many reports.

    ``noted``: there are notes as well; ``added``: addenda.
    """
    left = CARD_TEXT - (NOTES_ROOM if noted else 0) - (ADDED_ROOM if added else 0)
    return left // max(1, min(reports, 1 + NEWEST_ON_CARD))


def fits(text: str, limit: int) -> bool:
    """Tell whether a report's words stand on a card uncut, whoever reads them."""
    return all(len(parts(one, limit)) <= 1 for one in _as_read(text))


def most_parts(text: str) -> int:
    """Return how many messages hold all of a text, whoever reads it."""
    return max(len(parts(one, PART_TEXT)) for one in _as_read(text))


def _as_read(text: str) -> tuple[str, str]:
    """Return a report's words as who knows the exact position reads them, and as others do."""
    masked = mask(text)
    return masked, coordinates.hide(masked)
