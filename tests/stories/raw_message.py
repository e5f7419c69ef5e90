"""Messages by the fields that the Bot API names: what people's clients send beside plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.standin.message import Chat, Message
    from bot.standin.person import Person


def sends(person: Person, chat: Chat | None = None, **content: Any) -> Message:  # noqa: ANN401
    """Send a message with these fields, in the private chat or in another."""
    message = person.telegram.compose(chat or person.chat, person, service=content)
    person.telegram.queue("message", message)
    return message


def styles(person: Person, *blocks: dict[str, Any]) -> Message:
    """Send a styled message of these blocks."""
    return sends(person, rich_message={"blocks": list(blocks)})


def paragraph(*text: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a block of text: strings, and styles around strings."""
    return {"type": "paragraph", "text": list(text)}


def bold(text: str) -> dict[str, Any]:
    """Return bold text."""
    return {"type": "bold", "text": text}
