"""Files that were sent, by id and by path."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from bot.standin.refusal import bad_request

MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes, what getFile gives out
MAX_PHOTO = 10 * 1024 * 1024  # bytes, what a bot may send as a photo
UNKNOWN_SIZE = (1280, 960)  # pixels, of what is no picture that can be read
MAX_RECORDING = 50 * 1024 * 1024  # bytes, what a bot may send as any other file
RECORDINGS = {"voice": "oga", "audio": "m4a", "video": "mp4", "video_note": "mp4"}
THUMBNAIL = 90  # pixels on the longer side


@dataclass(frozen=True, slots=True, eq=False)
class StoredFile:
    """A file in Telegram's store. ``width`` and ``height`` in pixels, of pictures."""

    file_id: str
    path: str
    content: bytes
    file_name: str = ""
    mime_type: str = ""
    width: int = 0
    height: int = 0
    kind: str = ""  # of what is heard or moves: voice, audio, video, video_note


class Files:
    """Keeps what people and the bot have sent."""

    def __init__(self) -> None:
        """Begin empty."""
        self._numbers = itertools.count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def photo(self, content: bytes) -> StoredFile:
        """Keep a picture; what cannot be read as one is kept too (a broken one, of a person)."""
        number = next(self._numbers)
        width, height = picture_size(content) or UNKNOWN_SIZE
        return self._keep(
            StoredFile(
                f"AgACAgUAAxkBAAI{number:06d}",
                f"photos/file_{number}.jpg",
                content,
                width=width,
                height=height,
            )
        )

    def document(self, content: bytes, file_name: str, mime_type: str) -> StoredFile:
        """Keep a file as it is."""
        number = next(self._numbers)
        _, _, extension = file_name.rpartition(".")
        path = f"documents/file_{number}.{extension or 'bin'}"
        file_id = f"BQACAgUAAxkBAAI{number:06d}"
        return self._keep(StoredFile(file_id, path, content, file_name, mime_type))

    def recording(self, kind: str, content: bytes, file_name: str, mime_type: str) -> StoredFile:
        """Keep a voice or a video; ``kind`` as the Bot API calls it: voice, audio, video, ..."""
        number = next(self._numbers)
        path = f"{kind}s/file_{number}.{RECORDINGS[kind]}"
        file_id = f"AwACAgUAAxkBAAI{number:06d}"
        return self._keep(StoredFile(file_id, path, content, file_name, mime_type, kind=kind))

    def _keep(self, file: StoredFile) -> StoredFile:
        self._by_id[file.file_id] = file
        self._by_path[file.path] = file
        return file

    def find(self, file_id: str) -> StoredFile:
        """Find by id, of the file or of its thumbnail."""
        file = self._by_id.get(file_id.removesuffix("-s"))
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return file

    def at(self, path: str) -> StoredFile | None:
        """Find by the path that getFile gave."""
        return self._by_path.get(path)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None: no picture."""
    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
