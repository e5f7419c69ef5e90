"""A message, as it lies in a chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.standin.styling import Styled, to_html

if TYPE_CHECKING:
    from datetime import datetime

    from bot.standin.chats import Chat
    from bot.standin.files import StoredFile
    from bot.standin.person import Person

Row = list[dict[str, Any]]
# A button of a keyboard may come as its bare label.
RawRow = list[dict[str, Any] | str]
NOTHING = Styled("")


class ButtonTap(NamedTuple):
    """A tap on a button: the card it lies under, and the button's data."""

    message: Message
    data: str


@dataclass(slots=True, eq=False)
class Message:
    """What one side wrote. ``author`` is None for the bot; ``words`` are a text or a caption."""

    chat: Chat
    message_id: int
    author: Person | None
    date: datetime
    words: Styled = NOTHING
    markup: dict[str, Any] | None = None
    picture: StoredFile | None = None
    spoiler: bool = False  # the picture is blurred until it is tapped
    document: StoredFile | None = None
    location: tuple[float, float, float | None] | None = None  # degrees, accuracy in metres
    live_s: int = 0  # how long a place goes on following its sender; 0: it stands still
    venue: tuple[str, str] | None = None  # what a place is called, and its address
    forwarded: bool = False
    sticker: bool = False
    media_group: str | None = None
    reply_to: Message | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    service: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return what one reads: the text, or the caption, without markup."""
        return self.words.text

    @property
    def caption(self) -> str:
        """Return what is written under a picture or a document; else nothing."""
        return self.words.text if self.has_caption else ""

    @property
    def has_caption(self) -> bool:
        """Tell whether its words are a caption."""
        return self.picture is not None or self.document is not None

    @property
    def html(self) -> str:
        """Return the words as safe HTML."""
        return to_html(self.words)

    @property
    def photo(self) -> bytes | None:
        """Return the picture's bytes."""
        return None if self.picture is None else self.picture.content

    @property
    def rows(self) -> list[Row]:
        """Return the buttons as the Bot API has them, row by row."""
        if self.markup is None:
            return []
        rows: list[RawRow] = self.markup.get("inline_keyboard") or self.markup.get("keyboard") or []
        return [
            [{"text": button} if isinstance(button, str) else button for button in row]
            for row in rows
        ]

    @property
    def buttons(self) -> list[str]:
        """Return the labels of all buttons."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def reply_to_message_id(self) -> int | None:
        """Return the id of the message it answers."""
        return None if self.reply_to is None else self.reply_to.message_id
