"""Killed while digests are made: each reader's is created once, and reaches them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.models import Delivery, DeliveryStatus, Digest, Member
from bot.standin.server import Server
from tests.faults.process import ForkedBot
from tests.world import World, open_world

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.standin.telegram import Person

READERS = 30  # more than one beat makes
KINDS = {"daily": "Laporan harian", "weekly": "Ringkasan mingguan"}
PATIENCE_S = 120.0
# That a digest is made once, stories/test_digest.py tells without a kill.
pytestmark = [pytest.mark.kill, pytest.mark.whole_matrix]


async def test_killed_in_the_middle_of_the_morning(
    data: Path, database_url: str, fast_limits: Path
) -> None:
    """Killed as the first ones arrive: no reader is without, and none has two made.

    What was under way at a kill may be sent again; nothing is made again.
    """
    opened = partial(open_world, data, config_overlay=fast_limits, database_url=database_url)
    async with opened() as world:
        readers = await _readers(world)
        telegram = world.telegram
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, fast_limits) as bot,
    ):
        await telegram.until(lambda: _arrived(readers) > 0, PATIENCE_S)
        await bot.kill()
        async with opened() as world:
            assert 0 < await world.count(Digest) < READERS * len(KINDS)
        await bot.start()
        await telegram.until(lambda: _arrived(readers) == READERS * len(KINDS), PATIENCE_S)
        assert await bot.terminate() == 0
    async with opened() as world:
        await _each_was_made_once(world)


async def _readers(world: World) -> Sequence[Person]:
    """Let officers wait for both digests, as after a night in which the bot was down."""
    people = [world.telegram.person(f"Petugas {number}") for number in range(READERS)]
    for number, one in enumerate(people):
        one.writes(f"/start {await world.invite('officer', f'73.71.09.{1001 + number % 5}')}")
    await world.settle()
    for one in people:
        one.presses("Setuju")
    await world.settle()
    due = datetime.now(UTC) - timedelta(minutes=5)
    async with world.app.database.writing() as session:
        await session.execute(update(Member).values(next_daily_at=due, next_weekly_at=due))
    return people


def _arrived(readers: Sequence[Person]) -> int:
    """Count the digests that somebody has, each once."""
    return sum(
        any(title in message.text for message in one.inbox)
        for one in readers
        for title in KINDS.values()
    )


async def _each_was_made_once(world: World) -> None:
    made = Counter((one.kind, one.member_id) for one in await world.all(Digest))
    assert set(made.values()) == {1}
    assert Counter(kind for kind, _ in made) == dict.fromkeys(KINDS, READERS)
    owed = await world.all(Delivery, Delivery.kind == "digest")
    assert len(owed) == len({one.subject_id for one in owed}) == READERS * len(KINDS)
    assert {one.status for one in owed} == {DeliveryStatus.SENT}
