"""Methods that send pictures, files and places."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.standin.files import MAX_PHOTO, MAX_RECORDING, picture_size
from bot.standin.methods import checks
from bot.standin.refusal import bad_request

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters, Upload
    from bot.standin.files import StoredFile
    from bot.standin.telegram import Telegram

GROUPS = itertools.count(13_000_000_001)
FEWEST, MOST = 2, 10


def send_photo(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a picture: an upload, or one that was sent before."""
    shown = picture(telegram, ask, "photo")
    return _send(telegram, ask, picture=shown, spoiler=ask.flag("has_spoiler"))


def send_document(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a file: an upload, or one that was sent before."""
    return _send(telegram, ask, document=_document(telegram, ask, "document"))


def send_voice(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a voice note: an upload, or one that was sent before."""
    return _send(telegram, ask, recording=_recording(telegram, ask, "voice"))


def send_audio(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a sound with a name: an upload, or one that was sent before."""
    return _send(telegram, ask, recording=_recording(telegram, ask, "audio"))


def send_video(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a video: an upload, or one that was sent before."""
    shown = _recording(telegram, ask, "video")
    return _send(telegram, ask, recording=shown, spoiler=ask.flag("has_spoiler"))


def send_location(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Send a place."""
    place = (ask.decimal("latitude"), ask.decimal("longitude"), None)
    return _send(telegram, ask, location=place)


def send_media_group(telegram: Telegram, ask: CallParameters) -> list[dict[str, Any]]:
    """Send an album of two to ten pictures or files."""
    media = ask.structure("media")
    if not isinstance(media, list):
        raise bad_request("can't parse input media JSON object")
    if not FEWEST <= len(media) <= MOST:
        raise bad_request("wrong number of messages in the media group: there must be 2-10 of them")
    checks.open_chat(telegram, ask)
    group = str(next(GROUPS))
    return [_send_one(telegram, ask, item, group) for item in media]


def _send_one(
    telegram: Telegram, ask: CallParameters, item: dict[str, Any], group: str
) -> dict[str, Any]:
    shared = {name: ask.params.get(name) for name in ("chat_id", "reply_parameters")}
    one = replace(ask, params=item | shared)
    match item.get("type"):
        case "photo":
            shown = picture(telegram, one, "media")
            return _send(telegram, one, picture=shown, media_group=group)
        case "document":
            document = _document(telegram, one, "media")
            return _send(telegram, one, document=document, media_group=group)
        case kind:
            raise bad_request(f'type "{kind}" can\'t be used in sendMediaGroup')


def _send(telegram: Telegram, ask: CallParameters, **content: Any) -> dict[str, Any]:
    chat = checks.open_chat(telegram, ask)
    message = telegram.compose(
        chat,
        None,
        words=checks.caption(ask),
        markup=checks.keyboard(ask),
        reply_to=checks.replied(ask, chat),
        **content,
    )
    return telegram.shape(message)


def picture(telegram: Telegram, ask: CallParameters, name: str) -> StoredFile:
    """Return the picture that a parameter names: an upload, or one that was sent before."""
    upload = _upload(ask, name)
    if upload is None:
        return telegram.files.find(ask.text(name))
    if len(upload.content) > MAX_PHOTO:
        size = f"file of size {len(upload.content)} bytes is too big for a photo"
        raise bad_request(f"{size}; the maximum size is {MAX_PHOTO} bytes")
    if picture_size(upload.content) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return telegram.files.photo(upload.content)


def _recording(telegram: Telegram, ask: CallParameters, kind: str) -> StoredFile:
    upload = _upload(ask, kind)
    if upload is None:
        return telegram.files.find(ask.text(kind))
    if len(upload.content) > MAX_RECORDING:
        raise bad_request("file is too big")
    named = upload.file_name, upload.mime_type
    return telegram.files.recording(kind, upload.content, *named)


def _document(telegram: Telegram, ask: CallParameters, name: str) -> StoredFile:
    upload = _upload(ask, name)
    if upload is None:
        return telegram.files.find(ask.text(name))
    return telegram.files.document(upload.content, upload.file_name, upload.mime_type)


def _upload(ask: CallParameters, name: str) -> Upload | None:
    """Return the file that came with the call; None where an id is given instead."""
    named = ask.text(name)
    key = named.removeprefix("attach://")
    upload = ask.uploads.get(key if named.startswith("attach://") else name)
    if upload is None and (not named or named != key):
        raise bad_request(f"there is no {name} in the request")
    if upload is not None and not upload.content:
        raise bad_request("file must be non-empty")
    return upload
