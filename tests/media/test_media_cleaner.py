"""Recordings are written anew: what they tell beside sound and pictures is gone."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from bot.media import media_cleaner, media_process
from bot.media.decoder_process import UnusableError
from bot.media.media_process import Bounds
from tests import recordings

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = recordings.needs_ffmpeg
BOUNDS = Bounds(longest_s=60, deadline_s=60)
OURS = {
    "language": "und", "handler_name": "", "vendor_id": "[0][0][0][0]", "encoder": "Lavc libx264"
}  # fmt: skip
BRANDS = {"major_brand", "minor_version", "compatible_brands"}
RECORDED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a voice note": ("voice", recordings.voice),
    "a song": ("voice", recordings.song),
    "the sound of a video": ("voice", recordings.video),
    "a video": ("video", recordings.video),
    "a video of an older telephone": ("video", lambda: recordings.film("mpeg4", "mp4")),
    "a video of a browser": ("video", lambda: recordings.film("libvpx", "webm")),
}


@pytest.mark.parametrize("name", RECORDED)
async def test_nothing_is_left_but_sound_and_pictures(name: str) -> None:
    """No tag, chapter, moment, place or device; each was there before."""
    form, record = RECORDED[name]
    recorded = record()
    assert any(secret in recorded for secret in recordings.SECRETS)
    cleaned = await media_process.clean(recorded, form, BOUNDS)
    assert not [secret for secret in recordings.SECRETS if secret in cleaned]
    told = json.loads(recordings.told(cleaned))
    assert told["chapters"] == []
    assert set(told["format"].get("tags", {})) <= BRANDS
    for stream in told["streams"]:
        tags = stream.get("tags", {})
        assert {key: value for key, value in tags.items() if OURS.get(key) != value} == {}
    kinds = sorted(stream["codec_type"] for stream in told["streams"])
    sound = ["audio"] if form == "voice" or record is recordings.video else []
    assert kinds == sound + (["video"] if form == "video" else [])


async def test_the_pictures_of_h264_stay_as_they_were() -> None:
    """They are copied, without the text among them: it costs nothing, whatever their size."""
    assert b"rahasia-sei" in recordings.video()
    cleaned = await media_process.clean(recordings.video(), "video", BOUNDS)
    (before, after) = (json.loads(recordings.told(one)) for one in (recordings.video(), cleaned))
    picture = [_picture(one) for one in (before, after)]
    assert picture[0] == picture[1]


def _picture(told: dict[str, list[dict[str, object]]]) -> list[object]:
    (video,) = [one for one in told["streams"] if one["codec_type"] == "video"]
    return [video[name] for name in ("codec_name", "profile", "width", "height", "nb_frames")]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"", "voice"),
        (b"OggS" + b"\0" * 200, "voice"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "video"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "voice"),
        (b"\0\0\0\x18ftypmp42" + b"\xff" * 400, "video"),
        (b"RIFF" + b"\xff" * 4000, "voice"),
    ],
    ids=["empty", "ogg", "playlist", "list", "mp4", "wav"],
)
async def test_what_is_no_recording_is_none(content: bytes, form: str) -> None:
    """Nor is a list of other files followed, or an address."""
    with pytest.raises(UnusableError, match="broken"):
        await media_process.clean(content, form, BOUNDS)


async def test_what_is_cut_off_is_what_came_before_or_none() -> None:
    """A video whose index is missing is broken."""
    with pytest.raises(UnusableError, match="broken"):
        await media_process.clean(recordings.video()[:2000], "video", BOUNDS)


async def test_a_voice_is_no_video() -> None:
    """Where there is no picture there is nothing to show."""
    with pytest.raises(UnusableError, match="broken"):
        await media_process.clean(recordings.voice(), "video", BOUNDS)


async def test_what_plays_too_long_is_refused() -> None:
    """By what it says of itself, before anything is decoded."""
    with pytest.raises(UnusableError, match="long"):
        await media_process.clean(recordings.voice(), "voice", Bounds(0.5, 60))


async def test_work_ends_at_its_deadline() -> None:
    """With all that it started."""
    begun = time.monotonic()
    with pytest.raises(UnusableError, match="broken"):
        await media_process.clean(recordings.video(), "video", Bounds(60, 0.01))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("begins", "demuxer"),
    [
        (b"OggS", "ogg"),
        (b"\0\0\0\x20ftypM4A ", "mov"),
        (b"\xff\xfb\x90", "mp3"),
        (b"\xff\xf1\x50", "aac"),
    ],
)
def test_a_format_is_known_by_how_it_begins(begins: bytes, demuxer: str) -> None:
    """Never by what its sender calls it."""
    assert media_cleaner.demuxer(begins) == demuxer
