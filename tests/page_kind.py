"""What a phone can tell a page by: not its words, which may change, but what it came with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.standin.message import Message

TAKES = ("a", "ack")  # noun and verb of the button that takes an alert


def is_page(message: Message) -> bool:
    """Tell whether a message came with a button that takes an alert, whatever it shows by now."""
    keyboard = message.came_with or {}
    buttons = [one for row in keyboard.get("inline_keyboard", ()) for one in row]
    parts = [str(one.get("callback_data", "")).split(":") for one in buttons]
    return any((*part[:1], *part[2:3]) == TAKES for part in parts)
