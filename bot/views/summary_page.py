"""A page of what lies below a summary: its lines, a button for each, and the way on or back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.locales import mark
from bot.views import summary_buttons, weekly
from bot.views.card import MAX_BUTTONS, Button, Card, Markup, rows
from bot.views.length import LISTED, length, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.figures import Change
    from bot.domain.summary_target import SummaryTarget
    from bot.locales import Say

PER_PAGE = MAX_BUTTONS - 1
ROOM = 3000  # units for the entries; below them stands how any other is asked for

ENTRY = mark("{number}. {what}: {count} ({difference})")
NEXT = mark("Berikutnya")


class SummaryEntry(NamedTuple):
    """A line, and what its button says and leads to."""

    line: Markup
    label: str
    data: str


def plain(number: int, name: str, data: str) -> SummaryEntry:
    """Return an entry that says no number."""
    line = Markup("{}. {}").format(number, name)
    return SummaryEntry(line, f"{number}. {name}", data)


def line(number: int, what: str, change: Change, say: Say) -> Markup:
    """Say how many there were, and how many more or fewer than before."""
    return say(
        ENTRY,
        number=number,
        what=what,
        count=say.number(change.now),
        difference=weekly.growth(change, say),
    )


def small(changes: Sequence[Change], say: Say) -> list[Markup]:
    """Say that some numbers are small, where some are: nothing of nothing is no number."""
    some = any(one.is_small for one in changes if one.now or one.before)
    return [say(weekly.SMALL_ONES)] if some else []


def card(
    head: Markup,
    entries: Sequence[SummaryEntry],
    target: SummaryTarget,
    say: Say,
    *,
    up: Button | None = None,
    tail: Sequence[Markup] = (),
) -> Card:
    """Lay out a page of entries; the last button turns the page, on the last one back.

    ``tail``: what stands below them, each by itself.
    """
    size = PER_PAGE - (up is not None)
    pages = max(-(-len(entries) // size), 1)
    page = min(target.page, pages - 1)
    shown = entries[page * size : (page + 1) * size]
    lines = listed([one.line for one in entries], say, room=min(ROOM, LISTED - length(head)))
    buttons = [up] if up is not None else []
    buttons += [Button(one.label, one.data) for one in shown]
    further = Button(say.plain(NEXT), target.seen(target.view, page + 1).data)
    buttons.append(further if page + 1 < pages else summary_buttons.back(target, say))
    parts = [head, Markup("\n").join(lines), *tail]
    return Card(Markup("\n\n").join(part for part in parts if part), rows(*buttons, width=1))
