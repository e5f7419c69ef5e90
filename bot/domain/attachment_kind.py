"""What is sent beside words: a photo, a voice or a video."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class AttachmentKind(StrEnum):
    """Of which kind a kept file is. What has sound or moves can be recognised by whoever hears it.

    A voice note and a piece of music are voices; a round video and an animation are videos.
    """

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"

    @property
    def is_recognisable(self) -> bool:
        """Tell whether its sender is warned, and chooses whether it goes along."""
        return self is not AttachmentKind.PHOTO

    @property
    def suffix(self) -> str:
        """Return how the name of its file ends."""
        return _FORMS[self][0]

    @property
    def media_type(self) -> str:
        """Return its type as it is sent on."""
        return _FORMS[self][1]


class SentFile(NamedTuple):
    """A file that somebody sent, by Telegram's id of it. ``size`` in bytes, where it is told."""

    file_id: str
    size: int | None
    kind: AttachmentKind = AttachmentKind.PHOTO


_FORMS = {
    AttachmentKind.PHOTO: ("jpg", "image/jpeg"),
    AttachmentKind.VOICE: ("m4a", "audio/mp4"),
    AttachmentKind.VIDEO: ("mp4", "video/mp4"),
}
