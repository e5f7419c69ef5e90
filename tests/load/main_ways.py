"""The report flow by other ways than polling on SQLite, beside it in the same run."""

from __future__ import annotations

import statistics
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.load.figures import Figure
from tests.load.report_flow import Setup, report_rate, running, town
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.load.report_flow import Town

ROUNDS = 5  # they take turns: a machine that slows down slows all
# The name of the row, how updates come, and whether PostgreSQL keeps them (with fsync) or SQLite.
WAYS = (("webhook", "webhook", False), ("postgresql", "polling", True))


async def measure() -> AsyncIterator[Figure]:
    """Yield updates a second by each way, and its ratio to polling on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            usual = await _begun(stack, Setup(Path(folder) / "usual"))
            server = await stack.enter_async_context(PostgresServer(fsync=True))
            others = {
                name: await _begun(
                    stack, Setup(Path(folder) / name, intake, server.url if postgres else "")
                )
                for name, intake, postgres in WAYS
            }
            rates: dict[str, list[float]] = {name: [] for name in ("", *others)}
            for _ in range(ROUNDS):
                for name, one in {"": usual, **others}.items():
                    rates[name].append((await report_rate(one))[0])
    floor = statistics.median(rates.pop(""))
    for name, measured in rates.items():
        yield Figure(f"main.{name}", statistics.median(measured), "updates/s", baseline=floor)


async def _begun(stack: AsyncExitStack, setup: Setup) -> Town:
    """A town whose bot runs and is warm."""
    one = await town(setup)
    await stack.enter_async_context(running(one.telegram, "bot", "run", variables=setup.variables))
    await report_rate(one)
    return one
