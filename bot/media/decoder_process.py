"""Runs :mod:`bot.media.picture_decoder`: one process for each picture."""

from __future__ import annotations

from bot import isolated_process
from bot.isolated_process import FailedProcessError

DECODE_S = 45.0  # seconds of wall time, on a busy machine; its processor time is limited too
DECODER = isolated_process.of_module("bot.media.picture_decoder")


class UnusableError(Exception):
    """A file that will not be kept; ``state`` is the attachment's: large, broken, ..."""

    def __init__(self, state: str) -> None:
        """Say which of them it is."""
        super().__init__(state)
        self.state = state


async def reencode(content: bytes, *, longest_s: float = DECODE_S) -> bytes:
    """Return a picture as a JPEG of our own, decoded in a process that is killed on time-out.

    Raises UnusableError for what is no picture, is cut off, or costs too much to decode.
    """
    try:
        return await isolated_process.run(DECODER, content, longest_s=longest_s)
    except FailedProcessError:
        raise UnusableError("broken") from None
