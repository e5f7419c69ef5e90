"""Runs a program on one input in a process of its own, which is killed when it is too slow."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL, PIPE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class FailedProcessError(Exception):
    """It was too slow and was killed, or said itself that it failed."""


async def run(command: Sequence[str], given: bytes, *, longest_s: float) -> bytes:
    """Return what the program wrote when it was given some bytes.

    Raises FailedProcessError, or OSError where the machine has no process to give.
    """
    child = await asyncio.create_subprocess_exec(  # without our environment: it holds the secrets
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}
    )
    try:
        written, _ = await asyncio.wait_for(child.communicate(given), longest_s)
    except TimeoutError:
        raise FailedProcessError("too slow") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise FailedProcessError(f"exit {child.returncode}")
    return written
