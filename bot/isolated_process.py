"""Runs a program on one input in a process of its own, which is killed when it is too slow."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Sequence


_ROOT = Path(__file__).parents[1]
# A system that forbids to stand back (a unit with a filter of calls, say) forbids no work.
_START = """
import contextlib, os, runpy, sys
with contextlib.suppress(AttributeError, OSError):
    os.nice(int(sys.argv.pop(1)))
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
    ``niceness``: how far it stands back, before it loads anything.
    """
    return (sys.executable, "-I", "-c", _START, str(niceness), str(_ROOT), name, *arguments)


async def run(command: Sequence[str], given: bytes, *, longest_s: float) -> bytes:
    """Return what the program wrote when it was given some bytes.

    Raises FailedProcessError, or OSError where the machine has no process to give.
    """
    child = await asyncio.create_subprocess_exec(  # without our environment: it holds the secrets
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}
    )
    try:
        written = await asyncio.wait_for(_answer(child, given), longest_s)
    except TimeoutError:
        raise FailedProcessError("too slow") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise FailedProcessError(f"exit {child.returncode}", child.returncode)
    return written


async def _answer(child: Process, given: bytes) -> bytes:
    """Give it all, and return all that it writes until it ends."""
    assert child.stdout is not None  # noqa: S101 - for the type checker
    written, _ = await asyncio.gather(child.stdout.read(), _give(child, given))
    await child.wait()
    return written


async def _give(child: Process, given: bytes) -> None:
    """Let it read some bytes. One that has ended by then reads nothing: its code says why.

    ``communicate`` would raise a RuntimeError of uvloop's there.
    """
    assert child.stdin is not None  # noqa: S101 - for the type checker
    if not child.stdin.is_closing():
        child.stdin.write(given)
        with suppress(BrokenPipeError, ConnectionResetError):
            await child.stdin.drain()
    child.stdin.close()
