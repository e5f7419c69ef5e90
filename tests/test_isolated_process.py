"""A program in a process of its own, on Python's loop and on that of the bot."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvloop

from bot.isolated_process import FailedProcessError, of_module, run

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = b"a word " * 40_000  # more than a pipe holds
HANGS_S, PATIENCE_S = 0.2, 60.0

loops = pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])


def _run(loop: Callable[[], asyncio.AbstractEventLoop], *command: str, longest_s: float) -> bytes:
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(run(command, LONG, longest_s=longest_s))


@loops
def test_it_reads_all_and_all_that_it_writes_is_returned(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """More than a pipe holds, both ways at once."""
    assert _run(loop, "/bin/cat", longest_s=PATIENCE_S) == LONG


@loops
def test_one_that_ends_before_it_is_given_anything_has_failed(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """Its code is told; ten times, since now and then it ends before it can be written to."""
    for _ in range(10):
        with pytest.raises(FailedProcessError) as failed:
            _run(loop, "/bin/false", longest_s=PATIENCE_S)
        assert failed.value.code == 1


@loops
def test_one_that_takes_too_long_is_ended(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """It would sleep for an hour, and reads nothing."""
    with pytest.raises(FailedProcessError, match="too slow"):
        _run(loop, "/bin/sleep", "3600", longest_s=HANGS_S)


@loops
def test_one_that_has_no_time_leaves_nothing_open(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """Its pipes are closed by whoever waits for it, and not one day by the collector."""
    before = _open_files()
    for _ in range(20):
        with pytest.raises(FailedProcessError, match="too slow"):
            _run(loop, "/bin/cat", "-", "/dev/zero", longest_s=0)
    assert _open_files() == before


@loops
def test_one_that_nobody_waits_for_any_more_is_ended(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """The bot stops: it is killed, and nothing of it stays open."""
    before = _open_files()
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(_let_go("/bin/sleep", "3600"))
    assert _open_files() == before


async def _let_go(*command: str) -> None:
    waiting = asyncio.create_task(run(command, LONG, longest_s=PATIENCE_S))
    await asyncio.sleep(0)
    waiting.cancel()
    async with asyncio.timeout(PATIENCE_S / 2):
        with pytest.raises(asyncio.CancelledError):
            await waiting


def _open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


@loops
def test_the_bot_is_not_copied_for_it(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """To copy a process of hundreds of megabytes holds whoever is paged meanwhile."""
    copies: list[int] = []
    os.register_at_fork(after_in_parent=lambda: copies.append(os.getpid()))
    assert _run(loop, "/bin/cat", longest_s=PATIENCE_S) == LONG
    assert not copies


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="Linux alone has such a class")
@pytest.mark.parametrize(("niceness", "stands_back"), [(0, False), (19, True)])
def test_one_that_stands_back_works_where_others_rest(niceness: int, *, stands_back: bool) -> None:
    """It yields to whoever wakes up, before it has read its own program."""
    command = of_module("tests.scheduling_class", niceness=niceness)
    told = asyncio.run(run(command, b"", longest_s=PATIENCE_S))
    assert (int(told) == os.SCHED_IDLE) is stands_back
