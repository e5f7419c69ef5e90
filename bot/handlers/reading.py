"""Telegram's raw update -> :class:`Incoming`. With the edge, all that knows Telegram's types."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from bot.domain.command import parse
from bot.handlers.incoming import Incoming, Photo, Press, Way

if TYPE_CHECKING:
    from telegram import User

GONE = {ChatMember.BANNED, ChatMember.LEFT}


def read(raw: dict[str, Any]) -> Incoming | None:
    """Parse one update by itself. None: nothing that concerns us. Raises on what is malformed."""
    update = Update.de_json(raw, None)
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    return _message(update.update_id, message, edited=update.edited_message is not None)


def _message(update_id: int, message: Message, *, edited: bool = False) -> Incoming:
    assert message.from_user is not None  # noqa: S101 - looked at by the caller
    way, name, text = _kind(message)
    command = name if edited and way is Way.COMMAND else ""
    if edited:
        way, name = Way.MESSAGE, "edited"
    if message.chat.type != ChatType.PRIVATE:
        way, name, text = _in_group(message, way)
    return Incoming(
        update_id=update_id,
        way=way,
        name=name,
        text=text,
        command=command,
        chat_id=message.chat.id,
        message_id=message.message_id,
        written_at=message.date.astimezone(UTC),
        photo=_photo(message),
        location=_location(message),
        accuracy_m=message.location.horizontal_accuracy if message.location else None,
        media_group=message.media_group_id,
        **_person(message.from_user),
    )


def _in_group(message: Message, way: Way) -> tuple[Way, str, str]:
    """Take nothing from a group but that there is a command, and for which bot, if it says so."""
    if way is not Way.COMMAND:
        return Way.NONE, "", ""
    command = parse(message.text or message.caption or "")
    return Way.GROUP, "command", command.bot if command is not None else ""


def _kind(message: Message) -> tuple[Way, str, str]:
    """Say what a message is: a command with what follows it, or which kind of content."""
    text = message.text or message.caption or ""
    command = parse(text)
    if command is not None:
        return Way.COMMAND, command.name, command.rest
    if _photo(message) is not None:
        return Way.MESSAGE, "photo", text
    if _location(message) is not None:
        return Way.MESSAGE, "location", text
    return Way.MESSAGE, "other" if message.text is None else "text", text


def _photo(message: Message) -> Photo | None:
    """Take the largest size of a photo, or a picture sent as a file."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Photo(largest.file_id, largest.file_size)
    document = message.document
    if document is not None and (document.mime_type or "").startswith("image/"):
        return Photo(document.file_id, document.file_size)
    return None


def _location(message: Message) -> tuple[float, float] | None:
    place = message.location or (message.venue.location if message.venue else None)
    return (place.latitude, place.longitude) if place else None


def _press(update_id: int, query: CallbackQuery) -> Incoming | None:
    card = query.message
    if query.data is None or card is None:
        return None
    original = card.reply_to_message if isinstance(card, Message) else None
    carried = None
    if original is not None and original.from_user is not None and not original.from_user.is_bot:
        carried = _message(update_id, original)
    private = card.chat.type == ChatType.PRIVATE
    return Incoming(
        update_id=update_id,
        way=Way.BUTTON if private else Way.NONE,
        chat_id=card.chat.id,
        message_id=card.message_id,
        written_at=card.date.astimezone(UTC),
        press=Press(query.id, query.data, card.message_id, carried),
        **_person(query.from_user),
    )


def _membership(update_id: int, change: ChatMemberUpdated) -> Incoming | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    gone = change.new_chat_member.status in GONE
    return Incoming(
        update_id=update_id,
        way=Way.MESSAGE,
        name="blocked" if gone else "unblocked",
        chat_id=change.chat.id,
        message_id=0,
        written_at=change.date.astimezone(UTC),
        **_person(change.from_user),
    )


def _person(user: User) -> dict[str, Any]:
    return {
        "user_id": user.id,
        "user_name": user.full_name,
        "language": user.language_code or "id",
    }
