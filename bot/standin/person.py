"""People with a Telegram of their own: what they do, and what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.standin.message import Account
from bot.standin.styling import Styled

if TYPE_CHECKING:
    from datetime import datetime

    from bot.standin.message import Message
    from bot.standin.network import Network

NO_WORDS = Styled("")
LIVE_S = 900  # the shortest that Telegram offers


class Person(Account):
    """Somebody who talks with the bot."""

    def __init__(
        self,
        telegram: Network,
        user_id: int,
        name: str,
        *,
        language: str = "id",
        username: str | None = None,
    ) -> None:
        """Nobody has written to the bot yet; ``language`` is Telegram's ``language_code``."""
        super().__init__(user_id, name, language=language, username=username)
        self.telegram = telegram
        telegram.chats[self.chat.id] = self.chat

    # --- what they do ----------------------------------------------------------------------------
    def writes(
        self, text: str, reply_to: Message | None = None, at: datetime | None = None
    ) -> Message:
        """Send a text. ``at``: when it was written, where it was long on its way."""
        return self._sends(words=Styled(text), reply_to=reply_to, at=at)

    def sends_photo(
        self,
        data: bytes,
        caption: str = "",
        at: datetime | None = None,
        media_group: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a picture; several with one ``media_group`` are an album."""
        picture, words = self.telegram.files.photo(data), Styled(caption)
        return self._sends(
            picture=picture, words=words, at=at, media_group=media_group, reply_to=reply_to
        )

    def sends_document(
        self, data: bytes, file_name: str, mime_type: str, caption: str = ""
    ) -> Message:
        """Send a file as it is."""
        document = self.telegram.files.document(data, file_name, mime_type)
        return self._sends(document=document, words=Styled(caption))

    def sends_recording(
        self,
        kind: str,
        data: bytes,
        caption: str = "",
        *,
        reply_to: Message | None = None,
        media_group: str | None = None,
    ) -> Message:
        """Send a voice or a video; ``kind`` as the Bot API calls it: voice, audio, video, ..."""
        recording = self.telegram.files.recording(kind, data, "", "")
        words = Styled(caption)
        return self._sends(
            recording=recording, words=words, reply_to=reply_to, media_group=media_group
        )

    def sends_location(
        self,
        lat: float,
        lon: float,
        accuracy: float | None = None,
        *,
        live: bool = False,
        title: str = "",
        forwarded: bool = False,
    ) -> Message:
        """Send a place: degrees, and the radius of doubt in metres.

        ``live``: it goes on, see :meth:`moves`. ``title``: a venue of this name, with its address
        on further lines. ``forwarded``: it came from somebody else.
        """
        name, _, address = title.partition("\n")
        return self._sends(
            location=(lat, lon, accuracy),
            live_s=LIVE_S if live else 0,
            venue=(name, address) if title else None,
            forwarded=forwarded,
        )

    def moves(
        self, message: Message, lat: float, lon: float, accuracy: float | None = None
    ) -> Message:
        """Let a live place go on to here."""
        message.location = (lat, lon, accuracy)
        return self._changes(message)

    def stops_sharing(self, message: Message) -> Message:
        """End a live place: it stays where it was last."""
        message.live_s = 0
        return self._changes(message)

    def sends_sticker(self) -> Message:
        """Send a sticker."""
        return self._sends(sticker=True)

    def edits(self, message: Message, text: str) -> Message:
        """Change what one has written."""
        message.words = Styled(text)
        return self._changes(message)

    def replaces_photo(self, message: Message, data: bytes) -> Message:
        """Put another picture in the place of a message's."""
        message.picture = self.telegram.files.photo(data)
        return self._changes(message)

    def presses(self, label: str, message: Message | None = None) -> None:
        """Press the button called ``label`` (an emoji before it does not count).

        Without ``message``, on the newest one that has such a button. AssertionError where none.
        """
        button, card = self._button(label, message)
        if "callback_data" in button:
            self.presses_data(button["callback_data"], card)
        elif "url" not in button:
            self.writes(button["text"])

    def presses_data(self, data: str, message: Message) -> None:
        """Send a press with this data, whether or not there is such a button."""
        self._may_act()
        self.deeds += 1
        self.telegram.press(self, message, data)

    def blocks(self) -> None:
        """Block the bot; it hears of it."""
        if not self.blocked:
            self.blocked = True
            self.telegram.tell_membership(self, "member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again; it hears of it."""
        if self.blocked:
            self.blocked = False
            self.telegram.tell_membership(self, "kicked", "member")

    def deactivates(self) -> None:
        """Delete the account; nobody is told."""
        self.deactivated = True

    # --- what they see ---------------------------------------------------------------------------
    @property
    def inbox(self) -> list[Message]:
        """Return what the bot has sent, in order, with its edits; deleted ones are marked."""
        return list(self.chat.from_bot)

    @property
    def last(self) -> Message:
        """Return the newest message of the bot."""
        for message in reversed(self.chat.from_bot):
            if not message.deleted:
                return message
        raise AssertionError(f"{self.name} has got nothing from the bot")

    # --- inside ----------------------------------------------------------------------------------
    def _sends(
        self,
        *,
        words: Styled = NO_WORDS,
        at: datetime | None = None,
        **content: Any,
    ) -> Message:
        self._may_act()
        self.started = True
        self.deeds += 1
        message = self.telegram.compose(self.chat, self, words=words, at=at, **content)
        self.telegram.queue("message", message)
        return message

    def _changes(self, message: Message) -> Message:
        message.edited_at = self.telegram.clock()
        self.telegram.events.publish("edited", message)
        self.telegram.queue("edited_message", message)
        return message

    def _may_act(self) -> None:
        if self.blocked or self.deactivated:
            raise AssertionError(f"{self.name} has blocked the bot, or is gone")

    def _button(self, label: str, message: Message | None) -> tuple[dict[str, Any], Message]:
        wanted = bare(label)
        cards = self.chat.from_bot[::-1] if message is None else [message]
        shown: list[str] = []
        for card in cards:
            for row in [] if card.deleted else card.rows:
                for button in row:
                    if button["text"] == label or bare(button["text"]) == wanted:
                        return button, card
                    shown.append(button["text"])
        raise AssertionError(f"no button {label!r}; {self.name} sees {shown}")


def bare(label: str) -> str:
    """Return a label without the emoji before it."""
    start = next((i for i, char in enumerate(label) if char.isalnum()), 0)
    return label[start:].strip()
