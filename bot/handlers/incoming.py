"""Incoming messages and presses as plain values: no Telegram type passes the edge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.attachment_kind import SentFile
    from bot.places.geography import PositionMatch


class UpdateKind(StrEnum):
    """What an update is; with its name it selects the entry of the table."""

    COMMAND = "command"
    BUTTON = "button"
    CARRIED = "carried"  # a message from before the consent, fetched again after it
    ANSWER = "answer"  # a message that answers an open question of the bot
    REPLY = "reply"  # a message sent as Telegram's reply to a message of the bot
    MESSAGE = "message"
    GROUP = "group"
    NONE = "none"  # nothing for the bot


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A pressed button: its signed data, its card's message id, the message its card replied to."""

    callback_id: str
    data: str
    card_id: int | None
    carried: Incoming | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update. ``text`` holds a caption too; ``written_at`` is Telegram's date."""

    update_id: int
    kind: UpdateKind
    user_id: int
    user_name: str
    language: str  # Telegram's language_code
    chat_id: int
    message_id: int
    written_at: datetime
    name: str = ""  # the command, or what kind of message: text, attachment, location, edited, ...
    text: str = ""
    command: str = ""  # of an edited message: the command that it begins with now
    attached: SentFile | None = None
    location: tuple[float, float] | None = None  # latitude, longitude, degrees
    accuracy_m: float | None = None  # of the location, where the telephone says it
    venue: str | None = None  # the title and the address that the location was sent with
    found: PositionMatch | None = None  # the villages at the location, once they are looked up
    contact: str | None = None  # the name and the number of somebody whose contact was shared
    forwarded: bool = False  # from somebody else
    file: bool = False  # it has a file that is neither a picture nor a recording
    unheard: bool = False  # it has a voice or video, which this installation cannot pass on
    media_group: str | None = None
    replies_to: int | None = None  # the message id that it replies to
    press: ButtonPress | None = None
    carried: bool = False  # it was written before the consent, and fetched again after it

    @property
    def waits(self) -> bool:
        """Tell whether a stranger's message is to be handled once they agree to the notice."""
        words = (
            self.kind is UpdateKind.COMMAND
            and self.name in {"lapor", "darurat"}
            and bool(self.text)
        )
        return words or self.kind is UpdateKind.MESSAGE
