"""Telegram's raw update -> :class:`Incoming`. With the edge, all that knows Telegram's types.

The few fields that we look at are read one by one: what is malformed, or newer than any library,
costs nothing but itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.domain.command import parse
from bot.domain.ticket import is_ticket
from bot.handlers import raw_fields, rich_message
from bot.handlers.attached_content import (
    accuracy,
    attachment,
    contact,
    is_file,
    is_forwarded,
    is_unheard,
    is_words_alone,
    location,
    venue,
)
from bot.handlers.incoming import ButtonPress, Incoming, UpdateKind
from bot.handlers.service_messages import is_service
from bot.handlers.written_position import with_position

if TYPE_CHECKING:
    from bot.handlers.raw_fields import Raw

CONTENT = {"attachment": attachment, "location": location, "contact": contact}
GONE = {"kicked", "left"}
CARRIED = "carried_message"  # no update of Telegram's: what the answer to one of ours holds
MESSAGES = ("message", "edited_message", CARRIED)
LARGEST_MESSAGE = 2**31 - 1  # message ids have 32 bits
LATEST = 2**32  # seconds since 1970
LONGEST_ALBUM_ID = 60  # characters; Telegram's have about 20
LONGEST_LANGUAGE = 8  # characters that are kept
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def parse_update(raw: Raw, now: datetime) -> Incoming | None:
    """Read one update. None: nothing that concerns us, or nobody to answer.

    ``now`` stands in where it does not say when it was written.
    """
    update_id = raw_fields.whole(raw, "update_id")
    if update_id is None:
        return None
    if query := raw_fields.part(raw, "callback_query"):
        return _press(update_id, query, now)
    if change := raw_fields.part(raw, "my_chat_member"):
        return _membership(update_id, change, now)
    for name in MESSAGES:
        if message := raw_fields.part(raw, name):
            incoming = _message(update_id, message, now, edited=name == "edited_message")
            if incoming is None or name != CARRIED:
                return incoming
            return replace(incoming, carried=True)
    return None


def _message(
    update_id: int, message: Raw, now: datetime, *, edited: bool = False
) -> Incoming | None:
    if (person := _person(message)) is None or (chat := _chat(message)) is None:
        return None
    kind, name, text = _kind(message)
    command = name if edited and kind is UpdateKind.COMMAND else ""
    kind, name = _edited(kind, name) if edited else (kind, name)
    if chat != person["user_id"]:
        kind, name, text = _in_group(message, kind)
    incoming = Incoming(
        update_id=update_id,
        kind=kind,
        name=name,
        text=text,
        command=command,
        chat_id=chat,
        message_id=_message_id(message),
        written_at=_written(message, now),
        media_group=raw_fields.text(message, "media_group_id")[:LONGEST_ALBUM_ID] or None,
        replies_to=_message_id(raw_fields.part(message, "reply_to_message")) or None,
        **_content(message),
        **person,
    )
    return with_position(incoming, message)


def _content(message: Raw) -> dict[str, Any]:
    """Return what a message holds beside its words, as fields of :class:`Incoming`."""
    if is_words_alone(message):
        return {}
    return {
        "attached": attachment(message),
        "location": location(message),
        "venue": venue(message),
        "contact": contact(message),
        "forwarded": is_forwarded(message),
        "file": is_file(message),
        "unheard": is_unheard(message),
        "accuracy_m": accuracy(message),
    }


def _edited(kind: UpdateKind, name: str) -> tuple[UpdateKind, str]:
    """An edit of a command is an edit of words, too."""
    return (kind, name) if kind is UpdateKind.NONE else (UpdateKind.MESSAGE, "edited")


def _in_group(message: Raw, kind: UpdateKind) -> tuple[UpdateKind, str, str]:
    """Take nothing from a group but that there is a command, and for which bot, if it says so."""
    if kind is not UpdateKind.COMMAND:
        return UpdateKind.NONE, "", ""
    command = parse(_words(message) or raw_fields.text(message, "caption"))
    return UpdateKind.GROUP, "command", command.bot if command is not None else ""


def _words(message: Raw) -> str:
    return raw_fields.text(message, "text") or rich_message.words(message)


def _kind(message: Raw) -> tuple[UpdateKind, str, str]:
    """Say what a message is: a command with what follows it, or which kind of content."""
    words = _words(message)
    text = words or raw_fields.text(message, "caption")
    command = parse(text)
    if command is not None:
        return UpdateKind.COMMAND, command.name, command.rest
    brought = {} if is_words_alone(message) else CONTENT
    for name, content in brought.items():
        if content(message) is not None:
            return UpdateKind.MESSAGE, name, text
    if words and is_ticket(words):
        return UpdateKind.MESSAGE, "ticket", text
    if not text and is_service(message):
        return UpdateKind.NONE, "", ""
    return UpdateKind.MESSAGE, "text" if words else "other", text


def _press(update_id: int, query: Raw, now: datetime) -> Incoming | None:
    data, card, person = (
        raw_fields.text(query, "data"),
        raw_fields.part(query, "message"),
        _person(query),
    )
    if not data or not card or person is None:
        return None
    chat = _chat({**card, "from": query.get("from")})
    if chat is None:
        return None
    original = raw_fields.part(card, "reply_to_message")
    card_id = _message_id(card)
    return Incoming(
        update_id=update_id,
        kind=UpdateKind.BUTTON if chat == person["user_id"] else UpdateKind.NONE,
        chat_id=chat,
        message_id=card_id,
        written_at=_date(card, now),
        press=ButtonPress(
            callback_id=raw_fields.text(query, "id"),
            data=data,
            card_id=card_id or None,
            carried=_message(update_id, original, now) if original else None,
        ),
        **person,
    )


def _membership(update_id: int, change: Raw, now: datetime) -> Incoming | None:
    person, chat = _person(change), _chat(change)
    status = raw_fields.text(raw_fields.part(change, "new_chat_member"), "status")
    if person is None or chat is None or chat != person["user_id"] or not status:
        return None
    return Incoming(
        update_id=update_id,
        kind=UpdateKind.MESSAGE,
        name="blocked" if status in GONE else "unblocked",
        chat_id=chat,
        message_id=0,
        written_at=_date(change, now),
        **person,
    )


def _person(raw: Raw) -> dict[str, Any] | None:
    """Say who it is from; None where that is nobody, or a bot."""
    user = raw_fields.part(raw, "from")
    number = raw_fields.whole(user, "id")
    if number is None or number <= 0 or user.get("is_bot") is True:
        return None
    names = raw_fields.text(user, "first_name"), raw_fields.text(user, "last_name")
    language = raw_fields.text(user, "language_code")
    return {
        "user_id": number,
        "user_name": " ".join(name for name in names if name),
        "language": language[:LONGEST_LANGUAGE]
        if _LANGUAGE.fullmatch(language[:LONGEST_LANGUAGE])
        else "id",
    }


def _chat(raw: Raw) -> int | None:
    """Say which chat it is; a private one has the number of its person."""
    chat = raw_fields.part(raw, "chat")
    if raw_fields.text(chat, "type") == "private":
        return raw_fields.whole(raw_fields.part(raw, "from"), "id")
    return raw_fields.whole(chat, "id")


def _message_id(raw: Raw) -> int:
    """Return the message's number; 0 where it has none that can be answered."""
    return max(raw_fields.whole(raw, "message_id", LARGEST_MESSAGE) or 0, 0)


def _date(raw: Raw, now: datetime) -> datetime:
    date = raw_fields.whole(raw, "date", LATEST)
    return now if date is None or date < 0 else datetime.fromtimestamp(date, UTC)


def _written(message: Raw, now: datetime) -> datetime:
    """Return since when a message says what it says: what was edited, since its newest edit."""
    first, edited = _date(message, now), raw_fields.whole(message, "edit_date", LATEST)
    return first if edited is None else max(first, _date({"date": edited}, now))
