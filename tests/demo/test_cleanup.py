"""A story leaves nothing open and no figure that a visitor would not believe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.demo import characters, neighbours
from bot.demo.cleanup import Cleanup
from bot.demo.kill_test import TEXT
from bot.demo.story import FIRE
from bot.models import Alert, Draft, Incident, Report, ReportAuthor

if TYPE_CHECKING:
    from datetime import datetime

    from bot.demo.characters import Player
    from bot.standin.telegram import Person
    from tests.world import World


@pytest.fixture
def cleanup(world: World) -> Cleanup:
    """Beside the bot, in its database."""
    return Cleanup(world.app.database, world.app.vault)


async def _enters(world: World, player: Player) -> Person:
    """Let somebody of the cast in, with their own Telegram id."""
    world.telegram.person(player.name, player.telegram_id)
    return await world.enrol(player.name, player.role, characters.VILLAGE)


async def test_the_neighbours_are_counted_and_gone(world: World, cleanup: Cleanup) -> None:
    """Twenty reports of rubbish are in no summary; what others reported stays."""
    app = world.app
    await neighbours.enrol(world.telegram, app.database, app.config, app.vault, world.clock.now())
    other = await world.enrol("Daeng Bollo")
    await world.report(other, "Sampah menumpuk di lorong 3")
    for number, person in enumerate(neighbours.people(world.telegram), 1):
        await world.writes(person, TEXT.format(number=number))
        await world.presses(person, "Kirim")
    assert await world.count(Report) == 1 + neighbours.HOW_MANY
    await cleanup.forget_neighbours()
    counts = [await world.count(table) for table in (Report, ReportAuthor, Incident)]
    assert counts == [1, 1, 1]
    assert await world.count(Draft) == 0


async def test_a_draft_of_a_stopped_story_is_dropped(world: World, cleanup: Cleanup) -> None:
    """Its card has no button any more, and nobody is reminded of it."""
    watch, _ = await _enters(world, characters.WATCH), await _enters(world, characters.DEPUTY)
    began = world.clock.now()
    await world.writes(watch, FIRE)
    await _closes(world, cleanup, began)
    assert "Masih, kirim" not in watch.last.buttons
    await world.passes(hours=30)
    assert "belum terkirim" not in "".join(one.text for one in watch.inbox[1:]).lower()


async def test_an_alert_of_a_stopped_story_is_closed(world: World, cleanup: Cleanup) -> None:
    """By the deputy; nobody is paged any more. What a visitor wrote in the same words stays."""
    watch, deputy = await _enters(world, characters.WATCH), await _enters(world, characters.DEPUTY)
    await world.report(watch, FIRE, "Masih, kirim")
    await world.passes(hours=3)
    began = world.clock.now()
    await world.report(watch, FIRE, "Masih, kirim")
    await _closes(world, cleanup, began)
    assert "SELESAI: Tertangani" in deputy.last.text
    alerts = await world.all(Alert)
    assert sorted(one.status for one in alerts) == ["closed", "open"]


async def test_a_story_finds_its_officer_on_duty(world: World, cleanup: Cleanup) -> None:
    """Whoever a visitor let go off duty is paged by the fire of the story that follows."""
    watch, officer = (
        await _enters(world, characters.WATCH),
        await _enters(world, characters.OFFICER),
    )
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    await cleanup.let_serve([characters.OFFICER])
    await world.report(watch, FIRE, "Masih, kirim")
    assert len(world.pages_to(officer)) == 1


async def _closes(world: World, cleanup: Cleanup, began: datetime) -> None:
    now = world.clock.now()
    await cleanup.close_case(FIRE, of=characters.WATCH, by=characters.DEPUTY, since=began, now=now)
    await world.tick()
