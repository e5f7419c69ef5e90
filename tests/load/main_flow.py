"""The report flow through the real bot, against the stock echo bot in the same run."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.demo.server import Server
from bot.demo.telegram import Telegram
from bot.models import Database
from bot.models.schema import upgrade
from bot.services import places
from tests.load.figures import Figure
from tests.world import KEY, TOKEN, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.demo.telegram import Person

ROUNDS = 5  # echoes and reports take turns: a machine that slows down slows both
REPORTS = 240
ECHOES = 400
PEOPLE = 60
IDLE_RUNS, PRESSES = 5, 100
PATIENCE_S = 120.0
VILLAGES = [f"73.71.09.{number}" for number in range(1001, 1007)]
LIFTED = "[rates]\noverall = 0\nper_chat = 0\nper_group = 0\n"
FIRE = "Ada kebakaran di RT 03"


async def measure() -> AsyncIterator[Figure]:
    """Yield the figures: the floor and the report flow in turns, then the idle latency."""
    with tempfile.TemporaryDirectory() as folder:
        data, config = Path(folder) / "data", Path(folder) / "config"
        data.mkdir()
        config.mkdir()
        (config / "limits.toml").write_text(LIFTED)
        telegram, people, officers = await _prepare(data, config)
        elsewhere = Telegram(TOKEN, lambda: datetime.now(UTC))
        crowd = [elsewhere.person(f"Orang {number}") for number in range(PEOPLE)]
        async with (
            _running(elsewhere, "tests.load.echo"),
            _running(telegram, "bot", "run", data=data, config=config),
        ):
            await _echo_rate(elsewhere, crowd)
            await _report_rate(telegram, people, officers)  # both are warm now
            async for figure in _rates(elsewhere, crowd, telegram, people, officers):
                yield figure
            async for figure in _idle(telegram, people[0], officers):
                yield figure


async def _rates(
    elsewhere: Telegram,
    crowd: list[Person],
    telegram: Telegram,
    people: list[Person],
    officers: list[Person],
) -> AsyncIterator[Figure]:
    floors, rates, calls = [], [], []
    for _ in range(ROUNDS):
        floors.append(await _echo_rate(elsewhere, crowd))
        rate, called = await _report_rate(telegram, people, officers)
        rates.append(rate)
        calls.append(called)
    floor, rate = statistics.median(floors), statistics.median(rates)
    yield Figure("main.echo_rate", floor, "updates/s")
    yield Figure("main.report_rate", rate, "updates/s", baseline=floor, goal=">=0.5")
    yield Figure("main.api_calls", statistics.median(calls), "calls/s")


async def _prepare(data: Path, config: Path) -> tuple[Telegram, list[Person], list[Person]]:
    """A migrated database, people in six villages, and an officer for each."""
    url = f"sqlite+aiosqlite:///{data / 'kamtibmas.sqlite3'}"
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    async with database.writing() as session:
        await places.load_regions(session)
    await database.close()
    async with open_world(data, config_overlay=config) as world:
        officers = [
            await world.enrol(f"Petugas {code}", role="officer", region=code) for code in VILLAGES
        ]
        people = [
            await world.enrol(f"Warga {number}", region=VILLAGES[number % len(VILLAGES)])
            for number in range(PEOPLE)
        ]
        return world.telegram, people, officers


@asynccontextmanager
async def _running(
    telegram: Telegram, *module: str, data: Path | None = None, config: Path | None = None
) -> AsyncIterator[None]:
    """Run a bot as its own process against ``telegram``, until the block ends."""
    async with Server(telegram) as server:
        environment = os.environ | {
            "KAMTIBMAS_TOKEN": TOKEN,
            "KAMTIBMAS_API_URL": server.url,
            "KAMTIBMAS_SECRET_KEY": KEY.decode(),
            "KAMTIBMAS_LISTEN": "off",
        }
        if data is not None and config is not None:
            environment |= {"KAMTIBMAS_DATA": str(data), "KAMTIBMAS_CONFIG": str(config)}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *module,
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        before = sum(_polls(telegram))
        try:
            await telegram.until(lambda: sum(_polls(telegram)) > before, PATIENCE_S)
            yield
        finally:
            process.terminate()
            await process.wait()


def _polls(telegram: Telegram) -> list[bool]:
    return [call.method == "getUpdates" for call in telegram.calls]


def _sent(telegram: Telegram) -> int:
    return sum(1 for call in telegram.calls if call.method == "sendMessage")


async def _echo_rate(telegram: Telegram, crowd: list[Person]) -> float:
    """Updates a second of python-telegram-bot's own echo bot."""
    before = _sent(telegram)
    began = time.perf_counter()
    for number in range(ECHOES):
        crowd[number % len(crowd)].writes(FIRE)
    await telegram.until(lambda: _sent(telegram) - before >= ECHOES, PATIENCE_S)
    return ECHOES / (time.perf_counter() - began)


async def _report_rate(
    telegram: Telegram, people: list[Person], officers: list[Person]
) -> tuple[float, float]:
    """Updates and API calls a second, from the first message to the last page and receipt.

    The message is one update; the press, which comes as soon as its card is seen, another.
    """
    before = [len(officer.inbox) for officer in officers]
    calls = len(telegram.calls)
    presser = _press_as_cards_come(people)
    began = time.perf_counter()
    for number in range(REPORTS):
        people[number % len(people)].writes(FIRE)
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
                if any(label.endswith("Ya, kirim") for label in message.buttons):
                    person.presses("Ya, kirim", message)
                    pressed += 1
            looked[id(person)] = len(inbox)
        return pressed >= REPORTS

    return press


async def _idle(
    telegram: Telegram, person: Person, officers: list[Person]
) -> AsyncIterator[Figure]:
    """Milliseconds from a press to the request of its page, while nothing else goes on."""
    halves, tails = [], []
    for _ in range(IDLE_RUNS):
        waits = [await _one_page(telegram, person, officers[0]) for _ in range(PRESSES)]
        halves.append(statistics.median(waits))
        tails.append(statistics.quantiles(waits, n=100)[-1])
    yield Figure("main.page_p50", statistics.median(halves), "ms")
    yield Figure("main.page_p99", statistics.median(tails), "ms", goal="<=100")


async def _one_page(telegram: Telegram, person: Person, officer: Person) -> float:
    cards = len(person.inbox)
    person.writes(FIRE)
    await telegram.until(lambda: len(person.inbox) > cards, PATIENCE_S)
    pages = len(officer.inbox)
    began = time.perf_counter()
    person.presses("Ya, kirim")
    await telegram.until(lambda: len(officer.inbox) > pages, PATIENCE_S)
    return (time.perf_counter() - began) * 1000
