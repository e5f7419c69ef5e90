"""Methods that change or delete what was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.standin.methods import checks, media
from bot.standin.refusal import bad_request

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.message import Message
    from bot.standin.styling import Styled
    from bot.standin.telegram import Telegram

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
DELETABLE = timedelta(hours=48)


def edit_text(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Put other words, and the buttons that are named (none: none), into a text."""
    message = checks.own_message(ask, checks.chat(telegram, ask))
    if message.has_caption or not message.words.text:
        raise bad_request("there is no text in the message to edit")
    message.rich = None
    return _change(telegram, message, checks.words(ask), checks.keyboard(ask))


def edit_caption(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Put other words, and the buttons that are named (none: none), under a picture or file."""
    message = checks.own_message(ask, checks.chat(telegram, ask))
    if not message.has_caption:
        raise bad_request("there is no caption in the message to edit")
    return _change(telegram, message, checks.caption(ask), checks.keyboard(ask))


def edit_media(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Put another picture, with what stands under it, in place of a picture."""
    message = checks.own_message(ask, checks.chat(telegram, ask))
    shown = ask.structure("media")
    if not isinstance(shown, dict) or shown.get("type") != "photo":
        raise bad_request("can't parse InputMedia")
    if not message.has_caption:
        raise bad_request("there is no media in the message to edit")
    one = replace(ask, params={**shown, "chat_id": ask.params.get("chat_id")})
    message.picture = media.picture(telegram, one, "media")
    message.document = message.recording = None
    message.spoiler = one.flag("has_spoiler")
    return _change(telegram, message, checks.caption(one), checks.keyboard(ask))


def edit_reply_markup(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Change the buttons alone."""
    message = checks.own_message(ask, checks.chat(telegram, ask))
    return _change(telegram, message, message.words, checks.keyboard(ask))


def _change(
    telegram: Telegram, message: Message, words: Styled, markup: dict[str, Any] | None
) -> dict[str, Any]:
    same = words.text == message.words.text
    if same and list(words.entities) == list(message.words.entities) and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    message.words, message.markup = words, markup
    message.edited_at = telegram.clock()
    telegram.events.publish("edited", message)
    return telegram.shape(message)


def delete_message(telegram: Telegram, ask: CallParameters) -> bool:
    """Delete a message that is no older than 48 hours."""
    found = checks.chat(telegram, ask).messages.get(ask.whole("message_id", 0))
    if found is None or found.deleted:
        raise bad_request("message to delete not found")
    if telegram.clock() - found.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    found.deleted = True
    telegram.events.publish("deleted", found)
    return True
