"""Sends one rendered card to one chat and classifies the result."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeAlias

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.media import attachment_file
from bot.transport.client import asked_to_wait
from bot.views.card import RICH_PICTURE, plain
from bot.views.length import fitted, length

if TYPE_CHECKING:
    from bot.transport.client import Client
    from bot.vault import Vault
    from bot.views.card import Attached, Card, StoredRecording

    # A method, its parameters, and the files that go with it.
    _Call: TypeAlias = tuple[str, dict[str, Any], dict[str, tuple[str, bytes, str]] | None]

log = structlog.get_logger()

NOT_MODIFIED = "message is not modified"
CANNOT_EDIT = (  # the last: it is a picture, which words cannot take the place of
    *("message to edit not found", "message can't be edited", "message_id_invalid"),
    "no text in the message to edit",
)
NO_SUCH_CHAT = ("chat not found", "user is deactivated", "peer_id_invalid", "bot can't initiate")
NOT_PARSED = "can't parse entities"


class SendResult(Enum):
    """The result of a send; whatever is not final is retried."""

    SENT = auto()
    UNREACHABLE = auto()  # this person will not be reached until they come back
    REFUSED = auto()  # Telegram will never take this message
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """``wait``: the seconds Telegram asked for before the next try.

    What Telegram says of a message holds the one that it answers (``answers``).
    """

    result: SendResult
    message_id: int | None = None
    error: str | None = None
    wait: float | None = None
    answers: dict[str, Any] | None = None  # the message to which it is a reply, as it stands now


@dataclass(frozen=True, slots=True)
class CardSender:
    """Sends cards as the bot. Callback data is signed here, where the chat is known."""

    client: Client
    vault: Vault

    async def send(
        self, chat: int, card: Card, *, edits: int | None = None, reply_to: int | None = None
    ) -> Outcome:
        """Send ``card``, or edit message ``edits`` to it; never raises a TelegramError.

        One that is longer than Telegram takes, which no renderer should make, is cut and sent.
        """
        whole, card = card, fitted(card)
        if card is not whole:
            log.error("card_cut", units=length(whole.text))
        try:
            if edits is not None:
                return await self._edit(chat, _in_plain(card), edits, reply_to)
            if card.rich is not None:
                return await self._send_rich(chat, card, reply_to)
            return await self._send(chat, card, reply_to)
        except ChatMigrated as error:
            return await self.send(error.new_chat_id, card, reply_to=reply_to)
        except TelegramError as error:
            return classify_error(error)

    async def _send_rich(self, chat: int, card: Card, reply_to: int | None) -> Outcome:
        """Send tables as such; in plain words where they are refused, or the server knows none."""
        method, parameters, files = self._rich(chat, card)
        _answer(parameters, reply_to)
        try:
            message = await self.client.call(method, parameters, files=files)
        except (BadRequest, InvalidToken) as error:  # a method that is not known is a 404
            log.warning("rich_refused", error=error.message)
            return await self._send(chat, _in_plain(card), reply_to)
        return _sent(message, message["message_id"])

    async def _send(self, chat: int, card: Card, reply_to: int | None) -> Outcome:
        if card.recording is not None:
            return await self._send_recording(chat, card, card.recording)
        method, parameters, files = self._message(chat, card)
        _answer(parameters, reply_to)
        try:
            message = await self.client.call(method, parameters, files=files)
        except BadRequest as error:
            if NOT_PARSED not in error.message.lower():
                raise
            # Our own mark-up is at fault, not the person: better plain words than none.
            bare = _without_markup(parameters, card)
            message = await self.client.call(method, bare, files=files)
        return _sent(message, message["message_id"])

    async def _send_recording(self, chat: int, card: Card, recording: StoredRecording) -> Outcome:
        """Send a voice or video; one that was erased since it was asked for is not sent at all."""
        try:
            content = await asyncio.to_thread(
                attachment_file.read, recording.data, recording.stored
            )
        except FileNotFoundError:
            return Outcome(SendResult.REFUSED, error="erased")
        field = "video" if recording.media_type.startswith("video/") else "audio"
        parameters = self._common(chat, card) | {"caption": str(card.text)}
        if field == "video":
            parameters |= {"supports_streaming": True}
            parameters |= {"has_spoiler": True} if card.spoiler else {}
        files = {field: (recording.name, content, recording.media_type)}
        message = await self.client.call(f"send{field.title()}", parameters, files=files)
        return _sent(message, message["message_id"])

    async def _edit(self, chat: int, card: Card, message_id: int, reply_to: int | None) -> Outcome:
        """Edit a message; one that answers ``reply_to`` is sent anew where the edit says nothing.

        So it is after a kill: the edit has been made, and what it said was not taken.
        """
        method, parameters, files = self._edited(chat, card)
        parameters["message_id"] = message_id
        parameters.pop("disable_notification", None)  # an edit never rings: it has no such thing
        try:
            message = await self.client.call(method, parameters, files=files)
        except BadRequest as error:
            reason = error.message.lower()
            if NOT_MODIFIED in reason and reply_to is None:
                return Outcome(SendResult.SENT, message_id=message_id)
            if any(sign in reason for sign in (NOT_MODIFIED, *CANNOT_EDIT)):
                if card.only_edits:
                    return Outcome(SendResult.SENT, message_id=message_id)
                return await self._send(chat, card, reply_to)
            raise
        return _sent(message, message_id)

    def _edited(self, chat: int, card: Card) -> _Call:
        """Return the call that makes a message this card; a picture takes a picture's place."""
        if card.photo is None:
            return "editMessageText", self._text(chat, card), None
        media = {
            "type": "photo",
            "media": "attach://photo",
            "caption": str(card.text),
            "parse_mode": "HTML",
        }
        return (
            "editMessageMedia",
            self._common(chat, card) | {"media": media},
            {"photo": _file(card.photo)},
        )

    def _message(self, chat: int, card: Card) -> _Call:
        if card.photo is None and card.document is None:
            return "sendMessage", self._text(chat, card), None
        parameters = self._common(chat, card) | {"caption": str(card.text)}
        if card.photo is not None:
            parameters |= {"has_spoiler": True} if card.spoiler else {}
            return "sendPhoto", parameters, {"photo": _file(card.photo)}
        assert card.document is not None  # noqa: S101 - for the type checker: one of the two stands
        return "sendDocument", parameters, {"document": _file(card.document)}

    def _rich(self, chat: int, card: Card) -> _Call:
        rich: dict[str, Any] = {"html": str(card.rich), "skip_entity_detection": True}
        files = None
        if card.photo is not None:
            media = {"type": "photo", "media": f"attach://{RICH_PICTURE}"}
            rich["media"] = [{"id": RICH_PICTURE, "media": media}]
            files = {RICH_PICTURE: _file(card.photo)}
        parameters = self._common(chat, card) | {"rich_message": rich}
        del parameters["parse_mode"]
        return "sendRichMessage", parameters, files

    def _text(self, chat: int, card: Card) -> dict[str, Any]:
        return self._common(chat, card) | {
            "text": str(card.text),
            "link_preview_options": {"is_disabled": True},
        }

    def _common(self, chat: int, card: Card) -> dict[str, Any]:
        parameters: dict[str, Any] = {"chat_id": chat, "parse_mode": "HTML"}
        if card.silent:
            parameters["disable_notification"] = True
        if card.rows:
            parameters["reply_markup"] = {"inline_keyboard": self._keyboard(chat, card)}
        return parameters

    def _keyboard(self, chat: int, card: Card) -> list[list[dict[str, str]]]:
        return [
            [
                {"text": button.label, "callback_data": self.vault.sign(chat, button.data)}
                for button in row
            ]
            for row in card.rows
        ]


def _in_plain(card: Card) -> Card:
    """Return a card without what only rich messages can show."""
    return card if card.rich is None else replace(card, rich=None, photo=None)


def _answer(parameters: dict[str, Any], reply_to: int | None) -> None:
    if reply_to is not None:
        parameters["reply_parameters"] = {
            "message_id": reply_to,
            "allow_sending_without_reply": True,
        }


def _sent(message: Any, message_id: int) -> Outcome:  # noqa: ANN401 - Telegram's answer
    answers = message.get("reply_to_message") if isinstance(message, dict) else None
    return Outcome(
        SendResult.SENT, message_id, answers=answers if isinstance(answers, dict) else None
    )


def classify_error(error: TelegramError) -> Outcome:
    """Classify a failure. BadRequest comes before NetworkError: it is a subclass of it."""
    reason = f"{type(error).__name__}: {error.message}"
    if isinstance(error, RetryAfter):
        return Outcome(SendResult.LATER, error=reason, wait=asked_to_wait(error))
    if isinstance(error, Forbidden):
        return Outcome(SendResult.UNREACHABLE, error=reason)
    if isinstance(error, BadRequest):
        gone = any(sign in error.message.lower() for sign in NO_SUCH_CHAT)
        return Outcome(SendResult.UNREACHABLE if gone else SendResult.REFUSED, error=reason)
    return Outcome(SendResult.LATER, error=reason)


def _file(attached: Attached) -> tuple[str, bytes, str]:
    return attached.name, attached.content, attached.media_type


def _without_markup(parameters: dict[str, Any], card: Card) -> dict[str, Any]:
    words = "text" if "text" in parameters else "caption"
    bare = {key: value for key, value in parameters.items() if key != "parse_mode"}
    return bare | {words: plain(card.text)}
