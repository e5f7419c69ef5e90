"""Nothing is lost, nothing is doubled: the real process is killed while people write."""

from __future__ import annotations

import random
import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.models import Report
from bot.standin.server import Server
from tests.faults.process import BotProcess, ForkedBot
from tests.intake import both_ways, environment_of
from tests.page_kind import is_page
from tests.world import World, open_world

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.standin.telegram import Message, Person, Telegram

PEOPLE = 50
REPORTS_EACH = 4
KILLS = 6
VILLAGES = [f"73.71.09.{number}" for number in range(1001, 1006)]
# What is written, and the button that sends it; the first pages.
KINDS = [("Ada kebakaran di RT 03", "Masih, kirim"), ("Sampah menumpuk di selokan", "Kirim")]
PATIENCE_S = 120.0
pytestmark = [pytest.mark.kill, pytest.mark.long, both_ways]


class Crowd:
    """People who write, and press the button as soon as its card comes."""

    def __init__(self, people: list[Person]) -> None:
        """Give everybody their texts: each is written once and marked with its number."""
        self.people = people
        self.texts = {
            f"{KINDS[number % 2][0]} no.{number:03d}": people[number % len(people)]
            for number in range(len(people) * REPORTS_EACH)
        }
        self._pressed: set[str] = set()

    def write(self, text: str) -> None:
        """Somebody sends a message."""
        self.texts[text].writes(text)

    def press_what_came(self) -> None:
        """Everybody presses what they see, once, as people do."""
        for text, person in self.texts.items():
            if text in self._pressed:
                continue
            card = next((one for one in person.inbox if text in one.text and one.buttons), None)
            if card is not None:
                self._pressed.add(text)
                person.presses(KINDS[int(text[-3:]) % 2][1], card)

    @property
    def all_pressed(self) -> bool:
        """Tell whether everybody has sent everything."""
        return len(self._pressed) == len(self.texts)


async def _people(world: World) -> tuple[list[Person], list[Person]]:
    officers = [
        await world.enrol(f"Petugas {code}", role="officer", region=code) for code in VILLAGES
    ]
    people = [
        await world.enrol(f"Warga {number}", region=VILLAGES[number % len(VILLAGES)])
        for number in range(PEOPLE)
    ]
    return people, officers


def _tickets(messages: Iterable[Message]) -> set[str]:
    """Return the tickets that stand in messages."""
    return {ticket for one in messages for ticket in re.findall(r"KT-\w{6}", one.text)}


def _paged(officers: list[Person]) -> set[str]:
    """Return the tickets that officers were paged for."""
    return _tickets(one for officer in officers for one in officer.inbox if is_page(one))


async def test_kills_at_random_lose_and_double_nothing(
    data: Path, database_url: str, fast_limits: Path, intake: str
) -> None:
    """Fifty people send two hundred reports while the bot is killed six times.

    Afterwards every report stands in the database once, every sender has the receipt, and every
    fire has been paged.
    """
    seed = random.randrange(10**6)  # noqa: S311 - printed, so that a failure can be played again
    print(f"seed {seed}")  # noqa: T201
    chance = random.Random(seed)  # noqa: S311
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        people, officers = await _people(world)
        telegram = world.telegram
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, fast_limits, environment_of(intake)) as bot,
    ):
        crowd = Crowd(people)
        await _storm(crowd, telegram, bot, chance)
        await telegram.until(lambda: _all_answered(crowd, officers), PATIENCE_S)
        assert await bot.terminate() == 0
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        reports = await world.all(Report)
    assert sorted(report.text for report in reports) == sorted(crowd.texts)
    _assert_receipts_and_pages(reports, crowd, officers)


async def _storm(crowd: Crowd, telegram: Telegram, bot: ForkedBot, chance: random.Random) -> None:
    """Write everything, press everything, and kill in the middle of it, again and again."""
    waiting = list(crowd.texts)
    kills = sorted(chance.sample(range(5, len(waiting) - 5), KILLS))
    for number, text in enumerate(waiting):
        crowd.write(text)
        crowd.press_what_came()
        if number in kills:
            calls = len(telegram.calls) + chance.randrange(1, 25)
            await telegram.until(partial(_called, telegram, calls), PATIENCE_S)
            await bot.kill()
            await bot.start()

    def everybody_pressed() -> bool:
        crowd.press_what_came()
        return crowd.all_pressed

    await telegram.until(everybody_pressed, PATIENCE_S)


def _called(telegram: Telegram, calls: int) -> bool:
    return len(telegram.calls) >= calls


def _all_answered(crowd: Crowd, officers: list[Person]) -> bool:
    """Tell whether every ticket has been seen: as often as was written, and every fire paged."""
    receipts = _tickets(one for person in crowd.people for one in person.inbox)
    every, fires = len(crowd.texts), len(crowd.texts) // 2
    return len(receipts) >= every and len(_paged(officers)) >= fires


def _assert_receipts_and_pages(reports: list[Report], crowd: Crowd, officers: list[Person]) -> None:
    paged = _paged(officers)
    for report in reports:
        assert report.ticket in _tickets(crowd.texts[report.text].inbox)
        assert (report.ticket in paged) == report.text.startswith("Ada kebakaran")


async def test_sigterm_ends_cleanly_within_five_seconds(
    data: Path, database_url: str, fast_limits: Path, intake: str
) -> None:
    """The operator restarts the service: it stops in time, with exit code 0 and nothing undone."""
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        resident = await world.enrol("Daeng Naba")
        telegram = world.telegram
    async with (
        Server(telegram) as server,
        BotProcess(server.url, data, database_url, fast_limits, environment_of(intake)) as bot,
    ):
        resident.writes("Sampah menumpuk di selokan")
        await telegram.until(lambda: "Kirim" in " ".join(resident.last.buttons), PATIENCE_S)
        assert await bot.terminate() == 0
        assert bot.took_s < 5.0
    assert not telegram.pending, "what was handled is confirmed"
