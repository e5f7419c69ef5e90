"""What a phone can tell a page by: not its words, which may change, but what it came with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.message import Message

BELOW = "\N{DOWNWARDS BLACK ARROW}\N{VARIATION SELECTOR-16}"
TAKES = ("a", "ack")  # noun and verb of the button that takes an alert


def is_page(message: Message) -> bool:
    """Tell whether a message came with a button that takes an alert, whatever it shows by now."""
    return alert_of(message) is not None


def alert_of(message: Message) -> str | None:
    """Return the alert that a message came with a button to take; None: it is no page."""
    keyboard = message.came_with or {}
    buttons = [one for row in keyboard.get("inline_keyboard", ()) for one in row]
    parts = [str(one.get("callback_data", "")).split(":") for one in buttons]
    return next((part[1] for part in parts if (*part[:1], *part[2:3]) == TAKES), None)


def later_of_alert(cards: Sequence[Message]) -> Sequence[Message]:
    """Return what shows the alert of the first of these cards below it, the uppermost first.

    Of a card that is no page there is none.
    """
    alert = alert_of(cards[0])
    return [] if alert is None else [one for one in cards[1:] if alert_of(one) == alert]


def points_below(message: Message) -> bool:
    """Tell whether a message points to a later one that took its place."""
    return not message.rows and message.text.endswith(BELOW)
