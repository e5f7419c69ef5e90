"""What the Bot API's objects look like on the line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.standin.files import THUMBNAIL
from bot.standin.styling import units

if TYPE_CHECKING:
    from datetime import datetime

    from bot.standin.files import StoredFile
    from bot.standin.message import Message

COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?")


def epoch(moment: datetime) -> int:
    """Return seconds since 1970, as the Bot API writes dates."""
    return int(moment.timestamp())


def message(one: Message, bot: dict[str, Any], *, nested: bool = False) -> dict[str, Any]:
    """Write a message out; the one it answers stands in it, but not what that one answered."""
    raw: dict[str, Any] = {
        "message_id": one.message_id,
        "from": bot if one.author is None else one.author.raw,
        "chat": one.chat.raw,
        "date": epoch(one.date),
    }
    if one.edited_at is not None:
        raw["edit_date"] = epoch(one.edited_at)
    if one.reply_to is not None and not nested and not one.reply_to.deleted:
        raw["reply_to_message"] = message(one.reply_to, bot, nested=True)
    if one.media_group is not None:
        raw["media_group_id"] = one.media_group
    if one.forwarded:
        raw["forward_origin"] = FORWARD_ORIGIN | {"date": raw["date"]}
    _add_content(raw, one)
    if one.markup is not None and "inline_keyboard" in one.markup:
        raw["reply_markup"] = {"inline_keyboard": one.markup["inline_keyboard"]}
    return raw


def _add_content(raw: dict[str, Any], one: Message) -> None:
    _add_files(raw, one)
    if one.location is not None:
        raw["location"] = location(*one.location, live_s=one.live_s)
    if one.venue is not None:  # its place stands beside it too, as in a message of older times
        title, address = one.venue
        raw["venue"] = {"location": raw["location"], "title": title, "address": address}
    if one.sticker:
        raw["sticker"] = STICKER
    if one.rich is not None:
        raw["rich_message"] = {"blocks": list(one.rich.blocks)}
    elif one.words.text:
        raw["caption" if one.has_caption else "text"] = one.words.text
        entities = one.words.entities
        if one.author is not None and "/" in one.words.text:
            entities = [*entities, *commands(one.words.text)]
        if entities:
            raw["caption_entities" if one.has_caption else "entities"] = list(entities)
    raw.update(one.service)


def _add_files(raw: dict[str, Any], one: Message) -> None:
    if one.picture is not None:
        raw["photo"] = sizes(one.picture)
        raw |= {"has_media_spoiler": True} if one.spoiler else {}
    if one.document is not None:
        raw["document"] = document(one.document)
    if one.recording is not None:
        raw[one.recording.kind] = recording(one.recording)
        raw |= {"has_media_spoiler": True} if one.spoiler else {}


def commands(text: str) -> list[dict[str, Any]]:
    """Mark the commands in what somebody wrote, as Telegram does."""
    return [
        {
            "type": "bot_command",
            "offset": units(text[: match.start()]),
            "length": len(match[0]),
        }
        for match in COMMAND.finditer(text)
    ]


def sizes(file: StoredFile) -> list[dict[str, Any]]:
    """Write a photo out: a thumbnail, and the whole."""
    scale = min(1.0, THUMBNAIL / max(file.width, file.height, 1))
    small = (max(1, round(file.width * scale)), max(1, round(file.height * scale)))
    return [
        _size(f"{file.file_id}-s", small, min(len(file.content), 1500)),
        _size(file.file_id, (file.width, file.height), len(file.content)),
    ]


def _size(file_id: str, size: tuple[int, int], length: int) -> dict[str, Any]:
    width, height = size
    unique = f"u{file_id[-9:]}"
    return {
        "file_id": file_id,
        "file_unique_id": unique,
        "width": width,
        "height": height,
        "file_size": length,
    }


def document(file: StoredFile) -> dict[str, Any]:
    """Write a document out."""
    return {
        "file_id": file.file_id,
        "file_unique_id": f"u{file.file_id[-6:]}",
        "file_name": file.file_name,
        "mime_type": file.mime_type,
        "file_size": len(file.content),
    }


def recording(file: StoredFile) -> dict[str, Any]:
    """Write a voice or a video out; how long it plays is not looked at."""
    raw = document(file) | {"duration": 1}
    if file.kind == "video":
        return raw | {"width": 160, "height": 120}
    return raw | ({"length": 240} if file.kind == "video_note" else {})


def location(
    latitude: float, longitude: float, accuracy: float | None, *, live_s: int = 0
) -> dict[str, Any]:
    """Write a place out: degrees, the radius of doubt in metres, how long it goes on."""
    raw: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
    raw |= {"horizontal_accuracy": accuracy} if accuracy is not None else {}
    return raw | ({"live_period": live_s} if live_s else {})


FORWARD_ORIGIN = {"type": "hidden_user", "sender_user_name": "Daeng Tayang"}
STICKER = {
    "file_id": "CAACAgUAAxkBAAI000000",
    "file_unique_id": "usticker",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "\N{THUMBS UP SIGN}",
    "file_size": 20_000,
}
