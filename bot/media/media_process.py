"""Runs :mod:`bot.media.media_cleaner`: one process for each recording."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from bot import isolated_process
from bot.isolated_process import FailedProcessError
from bot.media import media_cleaner
from bot.media.decoder_process import UnusableError

FFMPEG, FFPROBE = "ffmpeg", "ffprobe"
VOICE, VIDEO = "voice", "video"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a recording may play, and how long the work on it may take, in seconds."""

    longest_s: float
    deadline_s: float


def is_available() -> bool:
    """Tell whether recordings can be cleaned: both programs are on the path now."""
    return shutil.which(FFMPEG) is not None and shutil.which(FFPROBE) is not None


async def clean(content: bytes, form: str, bounds: Bounds) -> bytes:
    """Return a recording (``form``: voice or video) as an MP4 file that tells nothing else.

    Raises UnusableError: ``broken``; ``long``; ``failed`` where the programs are gone.
    """
    ffmpeg, ffprobe = shutil.which(FFMPEG), shutil.which(FFPROBE)
    if ffmpeg is None or ffprobe is None:
        raise UnusableError("failed")
    limits = (f"{bounds.longest_s:g}", f"{bounds.deadline_s:.0f}")
    command = isolated_process.of_module(media_cleaner.__name__, ffmpeg, ffprobe, form, *limits)
    try:
        return await isolated_process.run(command, content, longest_s=bounds.deadline_s)
    except FailedProcessError as error:
        raise UnusableError("long" if error.code == media_cleaner.LONG else "broken") from None
