"""Villages by name: how often the right one is offered, how fast, and the load of the regions."""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
import tracemalloc
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.domain.place_names import normalise
from bot.models import Database
from bot.models.schema import upgrade
from bot.places.data import VILLAGE, regions
from bot.places.gazetteer import Gazetteer, Wanted
from bot.services.operations.region_loading import load_regions
from tests.load.figures import Figure
from tests.load.typing_names import WAYS, placed, typed
from tests.postgres import NoServerError, PostgresServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from bot.places.data import RegionRow

SEED = 2026
EACH = 400  # villages drawn for each way of typing
ALONE_WAYS = ("edit", "joined")
OFFERED, OFFERED_WIDELY = 3, 5


async def measure() -> AsyncIterator[Figure]:
    """Yield the figures: what is found, how fast, how heavy, and how long the regions load."""
    nation = [(row.code, row.name) for row in regions()]
    started = time.perf_counter()
    gazetteer = Gazetteer(nation)
    yield Figure("places.name.build", time.perf_counter() - started, "s")
    trial = Trial(gazetteer, [row for row in regions() if row.level == VILLAGE])
    for figure in trial.figures():
        yield figure
    yield Figure("places.name.memory", _memory(nation), "MB")
    async for figure in _loads():
        yield figure


class Trial:
    """Draws villages, types their names in every way, and looks whether they are offered."""

    def __init__(self, gazetteer: Gazetteer, villages: Sequence[RegionRow]) -> None:
        """Ask ``gazetteer`` for some of ``villages``."""
        self._gazetteer = gazetteer
        self._villages = villages
        self._chance = random.Random(SEED)  # noqa: S311 - no secret
        self._names = [normalise(village.name) for village in villages]
        self._regencies: defaultdict[str, list[str]] = defaultdict(list)
        for village in villages:
            self._regencies[village.code[:5]].append(village.code)
        self._seconds: list[float] = []

    def figures(self) -> Iterator[Figure]:
        """Yield how often the right village is among the first, and how long that takes."""
        here = self._shares(OFFERED, self._in_regency)
        yield Figure("places.name.regency_top3", statistics.mean(here), "share", goal=">=0.99")
        yield Figure("places.name.regency_top3_worst_way", min(here), "share", goal=">=0.99")
        self._seconds.clear()  # from here on the whole nation is searched
        told = self._shares(OFFERED_WIDELY, self._told)
        yield Figure("places.name.told_top5", statistics.mean(told), "share", goal=">=0.97")
        yield Figure("places.name.told_top5_worst_way", min(told), "share", goal=">=0.97")
        alone, ideal = self._against_ideal()
        yield Figure("places.name.alone_top5", alone, "share", baseline=ideal)
        yield Figure("places.name.alone_behind_ideal", ideal - alone, "share", goal="<=0.02")
        spent = statistics.quantiles(self._seconds, n=100)
        yield Figure("places.name.lookup_median", 1000 * spent[49], "ms")
        yield Figure("places.name.lookup_p99", 1000 * spent[98], "ms", goal="<=50")

    def _shares(
        self, first: int, say: Callable[[RegionRow, str], tuple[str, str | None]]
    ) -> list[float]:
        """Return for each way of typing how often the right one was among the first."""
        return [
            statistics.mean(
                village.code in self._asked(*say(village, way), first)
                for village in self._chance.sample(self._villages, EACH)
            )
            for way in WAYS
        ]

    def _in_regency(self, village: RegionRow, way: str) -> tuple[str, str]:
        """The name alone, by somebody who lives in the same regency."""
        near = self._chance.choice(self._regencies[village.code[:5]])
        return typed(village.name, way, self._chance), near

    def _told(self, village: RegionRow, way: str) -> tuple[str, None]:
        """The name and what it lies in, by somebody of whom nothing is known."""
        return placed(village, way, self._chance), None

    def _against_ideal(self) -> tuple[float, float]:
        """Return the share by name alone, and that of comparing each name of the nation."""
        right = ideal = 0
        for way in ALONE_WAYS:
            for village in self._chance.sample(self._villages, EACH):
                text = typed(village.name, way, self._chance)
                right += village.code in self._asked(text, None, OFFERED_WIDELY)
                ideal += village.code in self._ideal(text)
        drawn = EACH * len(ALONE_WAYS)
        return right / drawn, ideal / drawn

    def _ideal(self, text: str) -> list[str]:
        best = process.extract(
            normalise(text), self._names, scorer=Levenshtein.distance, limit=OFFERED_WIDELY
        )
        return [self._villages[place].code for _, _, place in best]

    def _asked(self, text: str, near: str | None, first: int) -> list[str]:
        started = time.perf_counter()
        matches = self._gazetteer.find(text, Wanted(near=near), first)
        self._seconds.append(time.perf_counter() - started)
        return [match.code for match in matches.likeliest]


def _memory(nation: list[tuple[str, str]]) -> float:
    """Return the megabytes that the index holds."""
    tracemalloc.start()
    held = Gazetteer(nation)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del held
    return megabytes


async def _loads() -> AsyncIterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'regions.sqlite3'}"
        async for figure in _load("sqlite", url, "<=10"):
            yield figure
    try:
        async with PostgresServer(fsync=True) as server:
            async for figure in _load("postgresql", server.url, "<=20"):
                yield figure
    except NoServerError:
        return  # none is installed here


async def _load(name: str, url: str, goal: str) -> AsyncIterator[Figure]:
    """Yield how long the regions take to load, and how many a second load changes."""
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    started = time.perf_counter()
    await database.transact(load_regions)
    yield Figure(f"places.load.{name}", time.perf_counter() - started, "s", goal=goal)
    changed = await database.transact(load_regions)
    yield Figure(f"places.load.{name}_again", changed, "regions", goal="<=0")
    await database.close()
