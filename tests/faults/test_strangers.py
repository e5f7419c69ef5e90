"""What people are answered of whom nothing is stored: within the rate, and not only once."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.models import HandledUpdate
from bot.transport import direct_sender
from tests.intake import both_ways

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.world import World

FIRE = "ada kebakaran di RT 03"
STRANGERS, SHARE = 60, 20
POLLS_A_SECOND = 4
FAULTS = ("too_many", "server_error", "reset", "page")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Of strangers nothing is stored on either database."""
    return sqlite_url


@pytest.fixture
async def running(world: World) -> AsyncIterator[World]:
    """A world whose intake runs as it runs for people."""
    tasks = [asyncio.create_task(world.app.intake.run())]
    yield world
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


# Which faults there are is the sender's, one for both ways: each is told by polling.
@pytest.mark.parametrize(
    ("fault", "intake"),
    [
        *((fault, "polling") for fault in FAULTS),
        (FAULTS[0], "webhook"),
        *(pytest.param(fault, "webhook", marks=pytest.mark.whole_matrix) for fault in FAULTS[1:]),
    ],
)
async def test_a_first_cry_is_answered_once_the_line_is_back(running: World, fault: str) -> None:
    """Its answer fails twice: the update is not confirmed until it has arrived; once, and 110."""
    world = running
    stranger = world.telegram.person("Orang baru")
    world.telegram.faults.add(fault, chat=stranger.id, times=2)
    stranger.writes(FIRE)
    await world.telegram.until(lambda: len(world.telegram.faults.waiting) == 0)
    assert len(world.telegram.pending) == 1
    await world.telegram.until(lambda: not world.telegram.pending)
    assert len(stranger.inbox) == 1
    assert "110" in stranger.last.text
    assert await world.count(HandledUpdate) == 0


@both_ways
async def test_one_who_cannot_be_answered_holds_nobody_up(running: World) -> None:
    """A stranger's chat fails on and on: the next are taken, once each, and answered."""
    world = running
    stuck, other = world.telegram.person("Orang baru"), world.telegram.person("Tetangga")
    world.telegram.faults.add("server_error", chat=stuck.id, times=None)
    stuck.writes(FIRE)
    await world.telegram.until(lambda: len(world.app.direct) == 1)
    other.writes(FIRE)
    await world.telegram.until(lambda: bool(other.inbox))
    await asyncio.sleep(0.6)
    assert len(other.inbox) == 1
    world.telegram.faults.clear()
    await world.telegram.until(lambda: not world.telegram.pending)
    assert (len(stuck.inbox), len(other.inbox)) == (1, 1)


async def test_a_hold_ends(running: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the update is confirmed all the same, and the answer still tried."""
    world = running
    monkeypatch.setattr(direct_sender, "HOLD_S", 0.5)
    stuck = world.telegram.person("Orang baru")
    world.telegram.faults.add("server_error", chat=stuck.id, times=None)
    stuck.writes(FIRE)
    await world.telegram.until(lambda: len(world.app.direct) == 1)
    await world.telegram.until(lambda: not world.telegram.pending)
    world.telegram.faults.clear()
    await world.telegram.until(lambda: bool(stuck.inbox))


async def test_the_menu_of_somebody_erased_is_taken_away_at_last(world: World) -> None:
    """It would tell which roles they had: where Telegram fails, it is asked again."""
    officer = await world.enrol("Petugas", role="officer")
    for fault in ("page", "server_error"):
        world.telegram.faults.add(fault, method="deleteMyCommands")
    officer.writes("/hapus")
    await world.settle()
    officer.presses("Ya, hapus")
    await world.settle()
    await world.telegram.until(lambda: _menu_calls(world)[-1] == "ok")
    assert len(_menu_calls(world)) == 3


async def test_a_server_that_repeats_itself_is_not_hammered(world: World) -> None:
    """It brings what was confirmed, again and again: a few polls a second, no more."""
    world.telegram.person("Orang baru").writes(FIRE)
    await world.settle()
    world.telegram.faults.add("repeat", times=None)
    polling = asyncio.create_task(world.app.poller.run())
    before, began = len(world.telegram.calls), time.monotonic()
    await asyncio.sleep(1)
    polls = [one for one in world.telegram.calls[before:] if one.method == "getUpdates"]
    assert len(polls) <= 2 + POLLS_A_SECOND * (time.monotonic() - began)
    polling.cancel()
    await asyncio.wait({polling})


def _menu_calls(world: World) -> list[str]:
    calls = [call for call in world.telegram.calls if call.method == "deleteMyCommands"]
    return [call.outcome for call in calls] or [""]


class TestManyAtOnce:
    """Sixty strangers in one breath."""

    @pytest.fixture
    def fast_limits(self, tmp_path: Path) -> Path:
        """The limits of the product."""
        return tmp_path

    async def test_strangers_keep_to_their_share(
        self, running: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """No second sees more than it: what is left over is for members and pages."""
        world, share = running, running.app.direct._share  # noqa: SLF001 - when each one went
        sent: list[float] = []
        take = share.take

        def takes(at: float) -> None:
            sent.append(at)
            take(at)

        monkeypatch.setattr(share, "take", takes)
        for number in range(STRANGERS):
            world.telegram.person(f"Orang {number}").writes(FIRE)
        people = list(world.telegram.people.values())
        await world.telegram.until(lambda: all(person.inbox for person in people))
        calls = [call for call in world.telegram.calls if call.method == "sendMessage"]
        assert len(sent) == len(calls) == STRANGERS
        for first, late in zip(sent, sent[SHARE:], strict=False):
            assert late - first >= 1.0
