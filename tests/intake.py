"""The two ways by which updates come, for stories that are told by both."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.world import World

INTAKES = ("polling", "webhook")
SECRET = "a-secret-of-the-stand-in"
PATH = "/telegram"

both_ways = pytest.mark.parametrize("intake", INTAKES)


def settings_of(intake: str) -> dict[str, str]:
    """Return the settings, by name, with which a bot takes updates this way and no other.

    ``watched`` is polling with the listener that an operator looks at; other stories have none.
    """
    if intake == "polling":
        return {"listen": "off"}
    here = f"127.0.0.1:{free_port()}"
    if intake == "watched":
        return {"listen": here}
    return {"webhook_url": f"http://{here}{PATH}", "webhook_secret": SECRET, "listen": here}


@asynccontextmanager
async def taking(world: World) -> AsyncIterator[None]:
    """Let the intake work by itself, as the real process has it; it has ended with the block."""
    working = asyncio.create_task(world.app.intake.run())
    try:
        yield
    finally:
        working.cancel()
        await asyncio.wait({working})


def environment_of(intake: str) -> dict[str, str]:
    """Return them as variables of a process."""
    return {f"KAMTIBMAS_{name.upper()}": value for name, value in settings_of(intake).items()}
