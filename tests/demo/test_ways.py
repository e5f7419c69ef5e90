"""The four ways by which a newcomer of the page finds the village, played against the real bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.demo.cleanup import Cleanup
from bot.demo.newcomer import MOST_STEPS, TourGuest
from bot.demo.page_api import PageApi
from bot.demo.tour import Tour
from bot.demo.tour_scripts import WAYS
from bot.demo.translation import Translation
from bot.models import Member
from bot.standin.movable_clock import MovableClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from bot.demo.tour_scripts import TourScript
    from tests.world import World

pytestmark = pytest.mark.nation
PACE = 1000.0  # nobody looks


@pytest.fixture
async def newcomer(world: World) -> AsyncIterator[TourGuest]:
    """Somebody whom the bot has never seen, followed."""
    async with TourGuest(world.telegram, world.app.database, world.app.vault) as opened:
        yield opened


@pytest.fixture
def stage(world: World, newcomer: TourGuest) -> PageApi:
    """Where the story is told."""
    cleanup = Cleanup(world.app.database, world.app.vault)
    translation = Translation(
        world.telegram, world.app.database, world.app.config, world.app.vault, world.data
    )
    return PageApi(
        world.telegram, MovableClock(), world.app.database, newcomer, cleanup, translation
    )


@pytest.mark.parametrize("way", WAYS, ids=[way.key for way in WAYS])
async def test_each_way_is_short_and_leads_home(
    world: World, stage: PageApi, newcomer: TourGuest, way: TourScript
) -> None:
    """After ``Setuju``: as many messages and taps as the story tells of, at most three."""
    await _while_it_serves(world, Tour(stage, newcomer, way, PACE).play())
    (member,) = await world.all(Member)
    assert member.village_code == way.village
    assert newcomer.steps == len(way.steps) <= MOST_STEPS
    assert newcomer.state()["village"] in newcomer.person.last.text


async def test_nothing_counts_before_setuju(world: World, newcomer: TourGuest) -> None:
    """Who writes first, declines, comes back and agrees has taken no step; the name is the first.

    What was written before is not asked for again.
    """
    person = newcomer.person
    person.writes("halo")
    await world.settle()
    person.presses("Tidak setuju")
    await world.settle()
    person.writes("/start")
    await world.settle()
    assert newcomer.state()["agreed"] is False
    person.presses("Setuju")
    await _while_it_serves(world, world.telegram.until(lambda: newcomer.agreed))
    assert newcomer.steps == 0
    person.writes("Karuwisi")
    await _while_it_serves(world, world.telegram.until(lambda: newcomer.steps == 1))


async def test_detours_count(world: World, newcomer: TourGuest) -> None:
    """``Lainnya`` and the name once more are steps like any other: the count flatters nobody."""
    person = newcomer.person
    person.writes("/start")
    await world.settle()
    person.presses("Setuju")
    await _while_it_serves(world, world.telegram.until(lambda: newcomer.agreed))
    for label in ("Lainnya", "Karuwisi"):
        person.writes("Karuwisi")
        await world.settle()
        person.presses(label)
        await world.settle()
    await world.telegram.until(lambda: newcomer.village is not None)
    assert newcomer.steps == 4


async def test_a_slow_look_changes_no_count(
    world: World, newcomer: TourGuest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However late the database is read: the order of what was done counts."""
    done, look = asyncio.Event(), newcomer._look  # noqa: SLF001 - made slow

    async def late() -> None:
        await done.wait()
        await look()

    monkeypatch.setattr(newcomer, "_look", late)
    person = newcomer.person
    for act, word in (("writes", "/start"), ("presses", "Setuju"), ("writes", "Karuwisi")):
        getattr(person, act)(word)
        await world.settle()
    person.presses("Karuwisi")
    await world.settle()
    done.set()
    await world.telegram.until(lambda: newcomer.village is not None)
    assert newcomer.steps == 2


async def test_another_one_is_as_new(world: World, newcomer: TourGuest) -> None:
    """The next one has another name and number, and the bot asks them as it asked the first."""
    first = newcomer.person
    first.writes("/start")
    await world.settle()
    first.presses("Setuju")
    await _while_it_serves(world, world.telegram.until(lambda: newcomer.agreed))
    second = newcomer.comes()
    assert (second.id, second.name) != (first.id, first.name)
    assert newcomer.state()["agreed"] is False
    second.writes("/start")
    await world.settle()
    assert "Setuju?" in second.last.text


async def _while_it_serves(world: World, told: Coroutine[None, None, None]) -> None:
    """Let the bot take and send whatever comes until the story is told."""
    telling = asyncio.create_task(told)
    while not telling.done():
        await world.settle()
        await asyncio.sleep(0)
    await telling
