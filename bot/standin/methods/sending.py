"""Methods that send text, and those that send what somebody else wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.standin.json_shapes import epoch
from bot.standin.methods import checks
from bot.standin.refusal import bad_request

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.message import Message
    from bot.standin.telegram import Telegram


def send_message(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a text."""
    chat = checks.open_chat(telegram, ask)
    message = telegram.compose(
        chat,
        None,
        words=checks.words(ask),
        markup=checks.keyboard(ask),
        reply_to=checks.replied(ask, chat),
    )
    return telegram.shape(message)


def forward_message(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Forward a message with its author's name; the bot must never ask for it."""
    original = _original(telegram, ask)
    origin = {
        "type": "user",
        "date": epoch(original.date),
        "sender_user": telegram.bot if original.author is None else original.author.raw,
    }
    return telegram.shape(_again(telegram, ask, original, {"forward_origin": origin}))


def copy_message(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a message again without its author's name; the bot must never ask for it."""
    copied = _again(telegram, ask, _original(telegram, ask), {})
    return {"message_id": copied.message_id}


def _original(telegram: Telegram, ask: CallParameters) -> Message:
    source = checks.chat(telegram, ask, name="from_chat_id")
    found = source.messages.get(ask.whole("message_id", 0))
    if found is None or found.deleted:
        verb = ask.method.lower().removesuffix("message")
        raise bad_request(f"message to {verb} not found")
    return found


def _again(
    telegram: Telegram, ask: CallParameters, original: Message, service: dict[str, Any]
) -> Message:
    return telegram.compose(
        checks.open_chat(telegram, ask),
        None,
        words=original.words,
        picture=original.picture,
        document=original.document,
        recording=original.recording,
        location=original.location,
        service=service,
    )
