"""Check of the programs that write voices and videos anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.doctor.finding import Finding, fine, warning
from bot.media import media_process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.doctor.setup import Setup


async def media(setup: Setup) -> AsyncIterator[Finding]:
    """Look for them: without them voices and videos are answered, and not taken."""
    del setup
    if media_process.is_available():
        yield fine("voices and videos are passed on without what else they tell")
    else:
        yield warning(
            "ffmpeg or ffprobe is missing: voices and videos are not taken, and their senders are"
            " told to write",
            "install the system's package ffmpeg (apt install ffmpeg)",
        )
