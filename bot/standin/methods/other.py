"""Methods that send no message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.standin.files import MAX_DOWNLOAD
from bot.standin.methods import checks
from bot.standin.refusal import bad_request
from bot.standin.styling import units

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.telegram import Telegram

MAX_TOAST = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(telegram: Telegram, _ask: CallParameters) -> dict[str, Any]:
    """Return who the bot is."""
    as_made = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }
    return as_made | telegram.bot  # in which a story sets what people set at BotFather


def answer_callback_query(telegram: Telegram, ask: CallParameters) -> bool:
    """End the wait after a press; a text flashes up, or waits to be read."""
    text = ask.text("text")
    if units(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    person = telegram.presses.pop(ask.text("callback_query_id"), None)
    if person is None:
        raise bad_request(TOO_OLD)
    if text:
        person.toasts.append(text)
        if ask.flag("show_alert"):
            person.alerts_shown.append(text)
    telegram.events.publish("toast", (person, text))
    return True


def get_file(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Return the path under which a file can be fetched."""
    if not ask.text("file_id"):
        raise bad_request("file_id not specified")
    file = telegram.files.find(ask.text("file_id"))
    if len(file.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": ask.text("file_id"),
        "file_unique_id": f"u{file.file_id[-6:]}",
        "file_size": len(file.content),
        "file_path": file.path,
    }


def send_chat_action(telegram: Telegram, ask: CallParameters) -> bool:
    """Show that the bot is at work."""
    telegram.events.publish("action", (checks.open_chat(telegram, ask), ask.text("action")))
    return True


def get_chat(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Return what is known of a chat."""
    about = {"accent_color_id": 0, "max_reaction_count": 11}
    return checks.chat(telegram, ask).raw | about | {"accepted_gift_types": NO_GIFTS}


NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
