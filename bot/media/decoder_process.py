"""Runs :mod:`bot.media.picture_decoder`: one process for each picture."""

from __future__ import annotations

import sys

from bot import isolated_process
from bot.isolated_process import FailedProcessError
from bot.media import picture_decoder

DECODE_S = 45.0  # seconds of wall time, on a busy machine; its processor time is limited too
# By its file and isolated: nothing of the bot, of its folder or environment is loaded with it.
DECODER = (sys.executable, "-I", picture_decoder.__file__)


class UnusableError(Exception):
    """A picture that will not be kept; ``state`` is the attachment's: large, broken, ..."""

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
