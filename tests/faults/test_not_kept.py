"""The database is away, or its disk is full: whoever writes is told that nothing is kept yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot.handlers.outage_notice import MOST, PATIENCE_S, PAUSE_S, OutageNotice
from bot.handlers.update_parser import parse_update
from bot.transport.card_sender import CardSender
from tests.clones import away
from tests.world import World, open_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.handlers.incoming import Incoming
    from bot.standin.person import Person

FIRE = "ada kebakaran di RT 03"
TOLD = "belum tersimpan"
pytestmark = pytest.mark.both_databases


class Outage:
    """An outage that lasts as long as a story says, in seconds."""

    def __init__(self, world: World) -> None:
        """Begin now."""
        self.passed = 0.0
        app = world.app
        self._world = world
        self.notice = OutageNotice(
            CardSender(app.client, app.vault), app.direct, app.config, lambda: self.passed
        )

    def updates(self) -> list[Incoming]:
        """Return what waits at Telegram."""
        return [
            one
            for raw in self._world.telegram.pending
            if (one := parse_update(raw, self._world.clock.at))
        ]

    async def fails_again(self, after_s: float) -> None:
        """Try again, so many seconds later."""
        self.passed += after_s
        await self.notice.tell(self.updates(), self.passed)


def told(person: Person) -> int:
    """Count how often somebody was told."""
    return sum(TOLD in message.text for message in person.inbox)


async def test_a_hiccup_is_no_news_and_an_outage_is_told_once(world: World) -> None:
    """Ani writes and nothing can be kept: after a moment she is told, with 110, and once."""
    ani = world.telegram.person("Ani")
    ani.writes(FIRE)
    outage = Outage(world)
    await outage.fails_again(0)
    assert told(ani) == 0
    for _ in range(3):
        await outage.fails_again(PATIENCE_S)
    assert told(ani) == 1
    assert "110" in ani.last.text
    outage.notice.over()
    for _ in range(2):
        await outage.fails_again(PATIENCE_S)
    assert told(ani) == 2, "the next outage is another"


async def test_a_group_is_told_nothing(world: World) -> None:
    """What is said in a group is no report."""
    ani = world.telegram.person("Ani")
    group = world.telegram.group("Warga RW 02", [ani])
    group.writes(ani, "/lapor")
    outage = Outage(world)
    for _ in range(2):
        await outage.fails_again(PATIENCE_S)
    assert group.from_bot == []


async def test_hundreds_are_told_one_handful_after_another(world: World) -> None:
    """A rush in an outage: Telegram's limit holds, and whoever could not be told is told later."""
    people = [world.telegram.person(f"Warga {number}") for number in range(MOST + 5)]
    for person in people:
        person.writes(FIRE)
    world.telegram.faults.add("reset", chat=people[0])
    outage = Outage(world)
    await outage.fails_again(0)
    await outage.fails_again(PATIENCE_S)
    assert sum(map(told, people)) == MOST - 1
    await outage.fails_again(PAUSE_S / 2)
    assert sum(map(told, people)) == MOST - 1
    await outage.fails_again(PAUSE_S)
    assert [told(person) for person in people] == [1] * len(people)


async def test_the_edge_tells_it_and_takes_what_comes_again(
    data: Path, postgres_url: str, fast_limits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL goes: Ani is told; it comes back: she has her draft."""
    monkeypatch.setattr("bot.handlers.outage_notice.PATIENCE_S", 0.0)
    opening = open_world(data, config_overlay=fast_limits, database_url=postgres_url)
    async with opening as world:
        ani = await world.enrol("Ani")
        async with away(world.database_url):
            ani.writes(FIRE)
            with pytest.raises(OperationalError):
                await world.takes()
            assert told(ani) == 1
        await world.settle()
        assert "Masih, kirim" in " ".join(ani.last.buttons)
