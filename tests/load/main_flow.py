"""The report flow through the real bot, against the stock echo bot in the same run."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.standin.telegram import Telegram
from tests.load.figures import Figure
from tests.load.report_flow import (
    FIRE,
    PATIENCE_S,
    PEOPLE,
    Setup,
    Town,
    another_fire,
    report_rate,
    running,
    town,
)
from tests.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.standin.telegram import Person

ROUNDS = 5  # echoes and reports take turns: a machine that slows down slows both
ECHOES = 400
IDLE_RUNS, PRESSES = 5, 100


async def measure() -> AsyncIterator[Figure]:
    """Yield the figures: the floor and the report flow in turns, then the idle latency."""
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(Path(folder))
        ours = await town(setup)
        elsewhere = Telegram(TOKEN, lambda: datetime.now(UTC))
        crowd = [elsewhere.person(f"Orang {number}") for number in range(PEOPLE)]
        async with (
            running(elsewhere, "tests.load.echo"),
            running(ours.telegram, "bot", "run", variables=setup.variables),
        ):
            await _echo_rate(elsewhere, crowd)
            await report_rate(ours)  # both are warm now
            async for figure in _rates(elsewhere, crowd, ours):
                yield figure
            async for figure in _idle(ours):
                yield figure


async def _rates(elsewhere: Telegram, crowd: list[Person], ours: Town) -> AsyncIterator[Figure]:
    floors, rates, calls = [], [], []
    for _ in range(ROUNDS):
        floors.append(await _echo_rate(elsewhere, crowd))
        rate, called = await report_rate(ours)
        rates.append(rate)
        calls.append(called)
    floor, rate = statistics.median(floors), statistics.median(rates)
    yield Figure("main.echo_rate", floor, "updates/s")
    yield Figure("main.report_rate", rate, "updates/s", baseline=floor, goal=">=0.5")
    yield Figure("main.api_calls", statistics.median(calls), "calls/s")


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


async def _idle(ours: Town) -> AsyncIterator[Figure]:
    """Milliseconds from a press to the request of its page, while nothing else goes on."""
    person, officer = ours.people[0], ours.officers[0]
    halves, tails = [], []
    for _ in range(IDLE_RUNS):
        waits = [await one_page(ours.telegram, person, officer) for _ in range(PRESSES)]
        halves.append(statistics.median(waits))
        tails.append(statistics.quantiles(waits, n=100)[-1])
    yield Figure("main.page_p50", statistics.median(halves), "ms")
    yield Figure("main.page_p99", statistics.median(tails), "ms", goal="<=100")


async def one_page(telegram: Telegram, person: Person, officer: Person) -> float:
    """Return the milliseconds from a press to the request of its page."""
    cards = len(person.inbox)
    person.writes(another_fire())
    await telegram.until(lambda: len(person.inbox) > cards, PATIENCE_S)
    pages = len(officer.inbox)
    began = time.perf_counter()
    person.presses("Masih, kirim")
    await telegram.until(lambda: len(officer.inbox) > pages, PATIENCE_S)
    return (time.perf_counter() - began) * 1000
