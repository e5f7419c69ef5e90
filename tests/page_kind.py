"""What a phone can tell a page by: not its words, which may change, but what it came with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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


def pages_in(inbox: Sequence[Message], numbers: Collection[int | None]) -> list[Message]:
    """Return the pages of a chat; ``numbers``: of the messages that were sent as pages."""
    cards = [message for message in inbox if is_page(message)]
    return [
        card
        for at, card in enumerate(cards)
        if card.rows or _points_to_page(later_of_alert(cards[at:]), numbers)
    ]


def _points_to_page(later: Sequence[Message], numbers: Collection[int | None]) -> bool:
    """Tell whether a card without buttons points to a page, of which something can be pressed.

    ``later``: the cards of its alert below it.
    """
    return bool(later) and later[0].message_id in numbers and bool(later[-1].rows)


def points_below(message: Message) -> bool:
    """Tell whether a message points to a later one that took its place."""
    return not message.rows and message.text.endswith(BELOW)
