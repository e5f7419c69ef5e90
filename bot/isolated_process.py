"""Runs a program on one input in a process of its own, which is killed when it is too slow."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# One for each program at work, of which there are never so many: it waits, and computes nothing.
_WAITING = ThreadPoolExecutor(16, "isolated")

_ROOT = Path(__file__).parents[1]
# A system that forbids to stand back (a unit with a filter of calls, say) forbids no work.
_START = """
import contextlib, os, runpy, sys
with contextlib.suppress(AttributeError, OSError):
    os.nice(int(sys.argv.pop(1)))
    if os.nice(0) == 19:  # Linux: whoever wakes up goes first at once, not when a slice has ended
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module(sys.argv.pop(1), run_name="__main__")
"""


class FailedProcessError(Exception):
    """It was too slow and was killed, or said itself that it failed; then ``code`` is its code."""

    def __init__(self, why: str, code: int | None = None) -> None:
        """Say why."""
        super().__init__(why)
        self.code = code


def of_module(name: str, *arguments: str, niceness: int = 0) -> tuple[str, ...]:
    """Return the command that runs a module of the bot as a program of its own.

    Isolated: nothing of its folder or environment is loaded with it; it is told where the bot lies.
    ``niceness``: how far it stands back, before it loads anything. 19: it works where others rest.
    """
    return (sys.executable, "-I", "-c", _START, str(niceness), str(_ROOT), name, *arguments)


async def run(command: Sequence[str], given: bytes, *, longest_s: float) -> bytes:
    """Return what the program wrote when it was given some bytes.

    Raises FailedProcessError, or OSError where the machine has no process to give.
    """
    loop, child = asyncio.get_running_loop(), _begun(command)
    answer = loop.run_in_executor(_WAITING, _answer, child, given, longest_s)
    try:
        written = await asyncio.shield(answer)  # it ends by itself: its pipes are closed there
    except TimeoutExpired:
        raise FailedProcessError("too slow") from None
    except asyncio.CancelledError:
        child.kill()  # nothing, where it has ended
        await asyncio.wait([answer])
        raise
    if child.returncode != 0:
        raise FailedProcessError(f"exit {child.returncode}", child.returncode)
    return written


def _answer(child: Popen[bytes], given: bytes, longest_s: float) -> bytes:
    """Return all that it writes until it ends. Raises TimeoutExpired, once it is killed."""
    with child:
        try:
            written, _ = child.communicate(given, longest_s)
        except TimeoutExpired:
            child.kill()
            raise
    return written


def _begun(command: Sequence[str]) -> Popen[bytes]:
    """Start a program without our environment, which holds the secrets.

    Not by the loop: uvloop copies this process first (fork), which held it for 13 ms at 300 MB and
    made each page of memory that is written afterwards a copy. ``Popen`` lends it (vfork): 0.3 ms.
    """
    return Popen(  # noqa: S603 - without a shell; no word of it is a stranger's
        command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}
    )
