"""A stop while something else holds the database: the beat is given up, and that is no error."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot import ticker
from tests.reported_fire import FIRE

if TYPE_CHECKING:
    import pytest

    from tests.world import World


async def test_a_beat_that_waits_for_the_database_is_given_up_quietly(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What was due is due again at the next start: whoever reads the log has nothing to do."""
    monkeypatch.setattr(ticker, "STOP_S", 0)
    await world.enrol("Petugas", role="officer")
    await world.report(await world.enrol("Daeng Naba"), FIRE, "Masih, kirim")
    world.app.ticker.start()
    async with world.app.database.writing():
        beat = world.app.ticker._ticking  # noqa: SLF001 - that it has begun is seen nowhere else
        await world.telegram.until(beat.locked)
        await world.app.ticker.stop()
        await world.telegram.until(lambda: not beat.locked())
        await asyncio.sleep(0)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []
