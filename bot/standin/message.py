"""What lies in Telegram: accounts, chats, and the messages in them. Nothing here acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.standin.styling import Styled, to_html

if TYPE_CHECKING:
    from datetime import datetime

    from bot.standin.files import StoredFile
    from bot.standin.rich_markup import RichContent

Row = list[dict[str, Any]]
# A button of a keyboard may come as its bare label.
RawRow = list[dict[str, Any] | str]
NOTHING = Styled("")


class Account:
    """Somebody's account with Telegram. ``toasts``: what flashed up over the chat with the bot."""

    def __init__(
        self, user_id: int, name: str, *, language: str = "id", username: str | None = None
    ) -> None:
        """Nothing was written to the bot yet; ``language`` is Telegram's ``language_code``."""
        self.id = user_id
        self.name = name
        self.raw: dict[str, Any] = {"id": user_id, "is_bot": False, "first_name": name}
        self.raw |= {"username": username} if username else {}
        about = {key: value for key, value in self.raw.items() if key not in {"id", "is_bot"}}
        self.raw["language_code"] = language
        self.chat = Chat(user_id, "private", about, self)
        self.met = False  # seen by the bot in a group
        self.started = False
        self.blocked = False
        self.deactivated = False
        self.deeds = 0  # messages sent and buttons pressed
        self.toasts: list[str] = []
        self.alerts_shown: list[str] = []


class Chat:
    """A private chat with the bot, or a group in which it is."""

    def __init__(
        self, chat_id: int, kind: str, about: dict[str, Any], person: Account | None = None
    ) -> None:
        """``kind`` and ``about`` as the Bot API names them: type, title or first_name, ..."""
        self.id = chat_id
        self.kind = kind
        self.raw: dict[str, Any] = {"id": chat_id, **about, "type": kind}
        self.messages: dict[int, Message] = {}
        self.from_bot: list[Message] = []
        self.person = person  # whose private chat it is
        self.moved_to: int | None = None

    def keep(self, message: Message) -> Message:
        """Lay a message into the chat."""
        self.messages[message.message_id] = message
        if message.author is None:
            self.from_bot.append(message)
        return message

    def migrates(self) -> Chat | None:
        """Return the supergroup that a group becomes; None: this is no group."""
        return None


class ButtonTap(NamedTuple):
    """A tap on a button: the card it lies under, and the button's data."""

    message: Message
    data: str


@dataclass(slots=True, eq=False)
class Message:
    """What one side wrote. ``author`` is None for the bot; ``words`` are a text or a caption."""

    chat: Chat
    message_id: int
    author: Account | None
    date: datetime
    words: Styled = NOTHING
    markup: dict[str, Any] | None = None
    picture: StoredFile | None = None
    spoiler: bool = False  # the picture or video is blurred until it is tapped
    document: StoredFile | None = None
    recording: StoredFile | None = None  # a voice, a piece of music, a video, a round video
    location: tuple[float, float, float | None] | None = None  # degrees, accuracy in metres
    live_s: int = 0  # how long a place goes on following its sender; 0: it stands still
    venue: tuple[str, str] | None = None  # what a place is called, and its address
    forwarded: bool = False
    sticker: bool = False
    rich: RichContent | None = None  # tables and folded lists; then the words are theirs, in lines
    media_group: str | None = None
    reply_to: Message | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    service: dict[str, Any] = field(default_factory=dict)
    came_with: dict[str, Any] | None = None  # the keyboard of its first moment

    def __post_init__(self) -> None:
        """Remember the keyboard it came with: an edit takes it from the message."""
        self.came_with = self.markup

    @property
    def text(self) -> str:
        """Return what one reads: the text, or the caption, without markup."""
        return self.words.text

    @property
    def caption(self) -> str:
        """Return what is written under a picture, a recording or a document; else nothing."""
        return self.words.text if self.has_caption else ""

    @property
    def has_caption(self) -> bool:
        """Tell whether its words are a caption."""
        return any(one is not None for one in (self.picture, self.document, self.recording))

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
