"""The checks that Telegram makes before it does what it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.standin import markup
from bot.standin.refusal import Refusal, bad_request, forbidden, upgraded
from bot.standin.styling import Styled, cleaned, units

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.message import Account, Chat, Message
    from bot.standin.telegram import Telegram

MAX_TEXT = 4096  # UTF-16 units after parsing
MAX_CAPTION = 1024
MAX_CALLBACK_DATA = 64  # bytes
KEYBOARDS = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}


def chat(telegram: Telegram, ask: CallParameters, *, name: str = "chat_id") -> Chat:
    """Return the chat that is meant, where the bot knows it."""
    identifier = ask.params.get(name)
    if identifier is None or identifier == "":
        raise bad_request(f"{name} is empty")
    found = telegram.chats.get(ask.whole(name, 0))
    if found is None:
        raise bad_request("chat not found")
    if found.moved_to is not None:
        raise upgraded(found.moved_to)
    if found.person is not None and not found.person.started:
        raise _not_met(found.person)
    return found


def open_chat(telegram: Telegram, ask: CallParameters) -> Chat:
    """Return the chat, where its person lets the bot write."""
    found = chat(telegram, ask)
    person = found.person
    if person is not None and person.deactivated:
        raise forbidden("user is deactivated")
    if person is not None and person.blocked:
        raise forbidden("bot was blocked by the user")
    return found


def _not_met(person: Account) -> Refusal:
    if person.met:
        return forbidden("bot can't initiate conversation with a user")
    return bad_request("chat not found")


def words(ask: CallParameters, name: str = "text") -> Styled:
    """Return the text that is to be sent, parsed; neither empty nor too long."""
    styled = _styled(ask, name, "entities")
    if not styled.text:
        raise bad_request("message text is empty")
    if units(styled.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return styled


def caption(ask: CallParameters) -> Styled:
    """Return the caption, parsed; empty where there is none."""
    styled = _styled(ask, "caption", "caption_entities")
    if units(styled.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return styled


def _styled(ask: CallParameters, name: str, entities: str) -> Styled:
    text = ask.text(name)
    mode = ask.text("parse_mode").lower()
    if mode == "html":
        try:
            return cleaned(markup.parse(text))
        except markup.NotParsed as error:
            raise bad_request(f"can't parse entities: {error}") from None
    if mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    return cleaned(Styled(text, ask.structure(entities) or ()))


def keyboard(ask: CallParameters) -> dict[str, Any] | None:
    """Return the buttons, checked one by one; None where there are none."""
    found = ask.structure("reply_markup")
    if not found:
        return None
    if not isinstance(found, dict) or not KEYBOARDS & found.keys():
        raise bad_request("object expected as reply markup")
    for row in found.get("inline_keyboard") or []:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        for button in row:
            _check_button(button)
    rows = found.get("inline_keyboard")
    return None if rows is not None and not any(rows) else found


def _check_button(button: dict[str, Any]) -> None:
    if not isinstance(button.get("text"), str):
        what = 'Field "text" must be of type String'
        raise bad_request(f"can't parse inline keyboard button: {what}")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is None and not set(button) - {"text"}:
        what = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"can't parse inline keyboard button: {what}")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def replied(ask: CallParameters, where: Chat) -> Message | None:
    """Return the message that is answered; None where it is gone and that is allowed."""
    parameters = ask.structure("reply_parameters") or {}
    number = parameters.get("message_id") or ask.whole("reply_to_message_id", 0)
    if not number:
        return None
    found = where.messages.get(int(number))
    if found is not None and not found.deleted:
        return found
    flag = parameters.get("allow_sending_without_reply")
    if flag or ask.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def own_message(ask: CallParameters, where: Chat) -> Message:
    """Return the message of the bot that is to be edited."""
    number = ask.whole("message_id", 0)
    if not number:
        raise bad_request("message identifier is not specified")
    found = where.messages.get(number)
    if found is None or found.deleted:
        raise bad_request("message to edit not found")
    if found.author is not None:
        raise bad_request("message can't be edited")
    return found
