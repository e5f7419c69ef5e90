"""The report flow, as every benchmark of it has it: a town, the bot's process, and one rush."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.models import Database
from bot.models.schema import upgrade
from bot.services.operations import region_loading
from bot.standin.server import Server
from tests.intake import environment_of
from tests.world import KEY, TOKEN, open_world, sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from bot.standin.telegram import Person, Telegram

REPORTS = 240
PEOPLE = 60
PATIENCE_S = 120.0
VILLAGES = [f"73.71.09.{number}" for number in range(1001, 1007)]
LIFTED = "[rates]\noverall = 0\nper_chat = 0\nper_group = 0\n"
FIRE = "Ada kebakaran di RT 03"
_HOUSES = itertools.count(1)
BEGINS = {"getUpdates", "setWebhook"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What a bot stands on: its folder, its database (else SQLite), and how updates come."""

    folder: Path
    intake: str = "polling"
    database: str = ""
    data: Path = field(init=False)
    config: Path = field(init=False)

    def __post_init__(self) -> None:
        """Make the folders, with the rates lifted: no limit of Telegram's is measured here."""
        for name in ("data", "config"):
            object.__setattr__(self, name, self.folder / name)
            (self.folder / name).mkdir(parents=True)
        (self.config / "limits.toml").write_text(LIFTED)

    @property
    def database_url(self) -> str:
        """Return the database's address."""
        return self.database or sqlite_in(self.data)

    @property
    def variables(self) -> dict[str, str]:
        """Return the environment of the bot that stands on it."""
        return environment_of(self.intake) | {
            "KAMTIBMAS_DATA": str(self.data),
            "KAMTIBMAS_CONFIG": str(self.config),
            "KAMTIBMAS_DATABASE_URL": self.database_url,
        }


@dataclass(frozen=True, slots=True)
class Town:
    """Telegram, and those who use it."""

    telegram: Telegram
    people: list[Person]
    officers: list[Person]


async def town(setup: Setup) -> Town:
    """A migrated database, people in six villages, and an officer for each."""
    url = setup.database_url
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    async with database.writing() as session:
        await region_loading.load_regions(session)
    await database.close()
    async with open_world(setup.data, config_overlay=setup.config, database_url=url) as world:
        officers = [
            await world.enrol(f"Petugas {code}", role="officer", region=code) for code in VILLAGES
        ]
        people = [
            await world.enrol(f"Warga {number}", region=VILLAGES[number % len(VILLAGES)])
            for number in range(PEOPLE)
        ]
        return Town(world.telegram, people, officers)


@asynccontextmanager
async def running(
    telegram: Telegram, *module: str, variables: Mapping[str, str] | None = None
) -> AsyncIterator[None]:
    """Run a bot as its own process against ``telegram``, until the block ends."""
    async with Server(telegram) as server:
        environment = os.environ | {
            "KAMTIBMAS_TOKEN": TOKEN,
            "KAMTIBMAS_API_URL": server.url,
            "KAMTIBMAS_SECRET_KEY": KEY.decode(),
            **(variables or {}),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *module,
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        before = _begun(telegram)
        try:
            await telegram.until(lambda: _begun(telegram) > before, PATIENCE_S)
            yield
        finally:
            process.terminate()
            await process.wait()


def another_fire() -> str:
    """Return what is written of a fire of its own: of another house than any before."""
    return f"{FIRE} no. {next(_HOUSES)}"


def _begun(telegram: Telegram) -> int:
    return sum(call.method in BEGINS for call in telegram.calls)


async def report_rate(town: Town) -> tuple[float, float]:
    """Updates and API calls a second, from the first message to the last page and receipt.

    The message is one update; the press, which comes as soon as its card is seen, another.
    """
    telegram, people, officers = town.telegram, town.people, town.officers
    before = [len(officer.inbox) for officer in officers]
    calls = len(telegram.calls)
    presser = _press_as_cards_come(people)
    began = time.perf_counter()
    for number in range(REPORTS):
        people[number % len(people)].writes(another_fire())
    await telegram.until(presser, PATIENCE_S)

    def paged() -> bool:
        pages = sum(
            len(officer.inbox) - seen for officer, seen in zip(officers, before, strict=True)
        )
        return pages >= REPORTS

    await telegram.until(paged, PATIENCE_S)
    elapsed = time.perf_counter() - began
    return 2 * REPORTS / elapsed, (len(telegram.calls) - calls) / elapsed


def _press_as_cards_come(people: list[Person]) -> Callable[[], bool]:
    """Return what presses on every new draft card, and tells whether all were pressed."""
    looked = {id(person): len(person.inbox) for person in people}
    pressed = 0

    def press() -> bool:
        nonlocal pressed
        for person in people:
            inbox = person.inbox
            for message in inbox[looked[id(person)] :]:
                if any(label.endswith("Masih, kirim") for label in message.buttons):
                    person.presses("Masih, kirim", message)
                    pressed += 1
            looked[id(person)] = len(inbox)
        return pressed >= REPORTS

    return press
