"""Recordings as telephones make them, with all that a telephone writes beside sound and picture.

They are made by ffmpeg when they are asked for. Where it is missing such a test is skipped, unless
``KAMTIBMAS_REQUIRE_FFMPEG`` is set: a machine that has to have it fails instead.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.media import media_process

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person

REQUIRED = "KAMTIBMAS_REQUIRE_FFMPEG"
needs_ffmpeg = pytest.mark.skipif(
    not media_process.is_available() and not os.environ.get(REQUIRED),
    reason="ffmpeg is not installed (apt install ffmpeg)",
)
# What may not be left: where, when, with which telephone, by whom.
PLACE, MOMENT, DEVICE, NAME = "-05.1477+119.4327/", "2026-03-04T05:06:07", "Oppo Reno", "Daeng Naba"
SECRETS = [word.encode() for word in (PLACE, MOMENT, DEVICE, NAME, "Rahasia", "rahasia-sei")]
TAGS = (
    *("-metadata", f"title={NAME}", "-metadata", f"artist={NAME}", "-metadata", f"comment={NAME}"),
    *("-metadata", f"location={PLACE}", "-metadata", f"location-eng={PLACE}"),
    *("-metadata", f"creation_time={MOMENT}", "-metadata", f"com.android.version={DEVICE}"),
    *("-metadata:s", f"handler_name={DEVICE}", "-metadata:s", f"title={NAME}"),
    *("-metadata:s", "language=mak", "-metadata:s", f"creation_time={MOMENT}"),
)  # fmt: skip
TONE = "sine=frequency=440:sample_rate=48000"
CLIP = "testsrc=size=160x120:rate=10"
# A free text among the pictures of H.264 (SEI, unregistered user data), as some cameras write it.
SEI = "h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+rahasia-sei"


@cache
def voice(seconds: float = 1) -> bytes:
    """Return a voice note as Telegram brings it: Opus in Ogg, with tags."""
    return _made(f"{TONE}:duration={seconds}", "-c:a", "libopus", *TAGS, "-f", "ogg")


@cache
def song() -> bytes:
    """Return an MP3 with tags."""
    return _made(f"{TONE}:duration=1", "-c:a", "libmp3lame", *TAGS, "-f", "mp3")


@cache
def video(seconds: float = 1) -> bytes:
    """Return a video of a telephone: its position, its moment, a chapter, a text among pictures."""
    chapter = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=Rahasia\n"
    tone = ("-f", "lavfi", "-i", f"{TONE}:duration={seconds}")
    told = ("-f", "ffmetadata", "-i", "pipe:0", "-map", "0", "-map", "1", "-map_chapters", "2")
    pictures = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-bsf:v", SEI)
    moved = ("-movflags", "+use_metadata_tags", "-f", "mp4")
    source = f"{CLIP}:duration={seconds}"
    return _made(source, *tone, *told, *pictures, "-c:a", "aac", *TAGS, *moved, given=chapter)


@cache
def film(codec: str, form: str) -> bytes:
    """Return a video of another codec, with tags."""
    return _made(f"{CLIP}:duration=1", "-c:v", codec, *TAGS, "-f", form)


def told(recording: bytes) -> str:
    """Return all that ffprobe knows of a recording."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "recording")
        path.write_bytes(recording)
        shown = ("-show_format", "-show_streams", "-show_chapters", "-of", "json")
        return _run("ffprobe", "-v", "error", *shown, str(path)).decode()


def heard(person: Person) -> list[Message]:
    """Return the messages in somebody's chat that hold a voice or a video."""
    return [one for one in person.inbox if one.recording is not None]


def _made(source: str, *how: str, given: str = "") -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "recording")
        _run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, *how, str(path), given=given)
        return path.read_bytes()


def _run(*command: str, given: str = "") -> bytes:
    return subprocess.run(  # noqa: S603 - our own words
        command, check=True, stdout=subprocess.PIPE, input=given.encode()
    ).stdout
