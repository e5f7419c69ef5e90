"""What one message of a person says, and whether it says anything."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.coordinates import is_only_map_link

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.attachment_kind import SentFile

_WORDLIKE = frozenset("LMNS")  # letters, marks, numbers, symbols (emoji): something was said


@dataclass(frozen=True, slots=True)
class MessageContent:
    """One message of a person. ``attached``: the photo, voice or video in it.

    ``shared``: its words are a contact that was shared. ``forwarded``: it is somebody else's.
    ``unheard``: it held a voice or video that cannot be passed on.
    """

    message_id: int
    written_at: datetime
    text: str = ""
    attached: SentFile | None = None
    location: tuple[float, float] | None = None  # latitude, longitude, degrees
    venue: str | None = None  # what is there: a title and an address
    media_group: str | None = None
    shared: bool = False
    forwarded: bool = False
    unheard: bool = False

    @property
    def words(self) -> str:
        """Return the message's text, fit to be stored; "" where it has none."""
        return "" if is_blank(self.text) else clean(self.text)

    @property
    def recorded(self) -> bool:
        """Tell whether it holds a voice or a video, of which its sender is to be warned first."""
        return self.attached is not None and self.attached.kind.is_recognisable

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing came; a voice that cannot be passed on says that there is one."""
        brings = self.attached is not None or self.location is not None or self.unheard
        return not brings and is_blank(self.text)

    @property
    def adds(self) -> bool:
        """Tell whether it belongs to what was said before: a file, place or contact alone."""
        content = self.attached is not None or self.location is not None
        alone = content and is_blank(self.text)
        return alone or self.shared or is_only_map_link(self.text)


def clean(text: str) -> str:
    """Return ``text`` without what databases and Telegram refuse: NUL, halves of characters."""
    whole = text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.strip()


def is_blank(text: str) -> bool:
    """Return whether nothing was said: no letter, number or emoji in any script."""
    return not any(unicodedata.category(sign)[0] in _WORDLIKE for sign in text)
