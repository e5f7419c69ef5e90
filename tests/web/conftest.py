"""The operator, who looks at the bot over HTTP."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.world import World


@asynccontextmanager
async def running(world: World) -> AsyncIterator[asyncio.Event]:
    """Let the whole bot run, as its process does, until the block ends or the event is set."""
    await world.app.listener.close()
    stop = asyncio.Event()
    task = asyncio.create_task(world.app.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await task


@pytest.fixture
async def operator(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """Who looks, from the same machine."""
    address = f"http://{world.settings.listen}"
    async with httpx.AsyncClient(base_url=address) as client:
        yield client
