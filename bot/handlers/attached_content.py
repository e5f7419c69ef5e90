"""What lies in a message beside its words: a picture, voice or video, a place, a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.attachment_kind import AttachmentKind, SentFile
from bot.handlers import raw_fields, rich_message
from bot.media import media_process

if TYPE_CHECKING:
    from bot.handlers.raw_fields import Raw

LONGEST_FILE_ID = 250  # characters; Telegram's have about 90
LONGEST_NAME = 60  # characters of a contact that are kept
LONGEST_NUMBER = 20
LONGEST_VENUE = 120  # characters that are kept
OFF_THE_GLOBE = 1e6  # degrees: what is no place on it is told so by whoever takes it
WIDEST = 20_000  # pixels, of one side


def accuracy(message: Raw) -> float | None:
    """Return the radius of doubt of a position, in metres."""
    return raw_fields.decimal(raw_fields.part(message, "location"), "horizontal_accuracy", 1e7)


# A round video and an animation are videos; music is a voice.
RECORDINGS = {
    "voice": AttachmentKind.VOICE,
    "audio": AttachmentKind.VOICE,
    "video": AttachmentKind.VIDEO,
    "video_note": AttachmentKind.VIDEO,
    "animation": AttachmentKind.VIDEO,
}
# Files as they are, by the first word of their type.
FILES = {"audio": AttachmentKind.VOICE, "video": AttachmentKind.VIDEO}


# All that is read here, and in which a message brings more than words.
_FIELDS = frozenset(
    {
        *("photo", "document", "location", "venue", "contact", "rich_message", "forward_origin"),
        *RECORDINGS,
    }
)


def is_words_alone(message: Raw) -> bool:
    """Tell whether a message brings nothing that is read here, as most do."""
    return _FIELDS.isdisjoint(message)


def attachment(message: Raw) -> SentFile | None:
    """Take the first picture of a message, be it in its text, else its voice or video.

    Where no voice can be written anew there is none: it is answered as what cannot be read.
    """
    for holder in (message, *rich_message.blocks(message)):
        if (picture := _picture(holder)) is not None:
            return picture
    recording = _recording(message)
    return recording if recording is not None and media_process.is_available() else None


def is_unheard(message: Raw) -> bool:
    """Tell whether a message brings a voice or video that cannot be written anew here."""
    return _recording(message) is not None and attachment(message) is None


def _recording(message: Raw) -> SentFile | None:
    for name, kind in RECORDINGS.items():
        if (recording := _file(raw_fields.part(message, name), kind)) is not None:
            return recording
    document = raw_fields.part(message, "document")
    said = FILES.get(raw_fields.text(document, "mime_type").partition("/")[0])
    return None if said is None else _file(document, said)


def _picture(message: Raw) -> SentFile | None:
    """Take the largest size of a photo, or a picture sent as a file."""
    sizes = [
        one for one in map(_file, sorted(raw_fields.parts(message, "photo"), key=_pixels)) if one
    ]
    if sizes:
        return sizes[-1]
    document = raw_fields.part(message, "document")
    is_picture = raw_fields.text(document, "mime_type").startswith("image/")
    return _file(document) if is_picture else None


def is_file(message: Raw) -> bool:
    """Tell whether a message brings a file that is neither a picture nor a recording."""
    kind = raw_fields.text(raw_fields.part(message, "document"), "mime_type")
    return "document" in message and not kind.startswith(("image/", "video/", "audio/"))


def _pixels(size: Raw) -> int:
    width, height = (raw_fields.whole(size, side, WIDEST) or 0 for side in ("width", "height"))
    return width * height


def _file(raw: Raw, kind: AttachmentKind = AttachmentKind.PHOTO) -> SentFile | None:
    file_id = raw_fields.text(raw, "file_id")
    if not 0 < len(file_id) <= LONGEST_FILE_ID:
        return None
    return SentFile(file_id, raw_fields.whole(raw, "file_size", raw_fields.LARGEST_SIZE), kind)


def location(message: Raw) -> tuple[float, float] | None:
    """Take the first place of a message: its own, that of a venue, that of a map in its text."""
    for holder in (message, raw_fields.part(message, "venue"), *rich_message.blocks(message)):
        place = raw_fields.part(holder, "location")
        lat, lon = (
            raw_fields.decimal(place, name, OFF_THE_GLOBE) for name in ("latitude", "longitude")
        )
        if lat is not None and lon is not None:
            return lat, lon
    return None


def venue(message: Raw) -> str | None:
    """Return what is at a place that was sent with its name: the title, and the address."""
    venue = raw_fields.part(message, "venue")
    said = (" ".join(raw_fields.text(venue, name).split()) for name in ("title", "address"))
    return ", ".join(part for part in said if part)[:LONGEST_VENUE] or None


def contact(message: Raw) -> str | None:
    """Return the name and the number of a contact that was shared; its card is not looked at."""
    shared = raw_fields.part(message, "contact")
    names = (raw_fields.text(shared, name) for name in ("first_name", "last_name"))
    name = " ".join(" ".join(names).split())[:LONGEST_NAME]
    number = raw_fields.text(shared, "phone_number").strip()[:LONGEST_NUMBER]
    return ", ".join(part for part in (name, number) if part) or None


def is_forwarded(message: Raw) -> bool:
    """Tell whether a message came from somebody else; one's own that is sent again is one's own."""
    origin = raw_fields.part(message, "forward_origin")
    first = raw_fields.whole(raw_fields.part(origin, "sender_user"), "id")
    own = raw_fields.whole(raw_fields.part(message, "from"), "id")
    return bool(origin) and (first is None or first != own)
