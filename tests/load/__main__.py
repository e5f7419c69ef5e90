"""``make bench``, ``make bench ONLY=places``: run the benchmarks, print a line for each figure."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import uvloop

from bot import garbage
from tests.load import (
    intake_merging,
    main_flow,
    main_ways,
    places_chat,
    places_decree,
    places_names,
    places_position,
    summaries,
    summaries_pages,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.load.figures import Figure

BENCHMARKS: dict[str, Callable[[], AsyncIterator[Figure]]] = {
    "intake": intake_merging.measure,
    "main": main_flow.measure,
    "main.ways": main_ways.measure,
    "places.chat": places_chat.measure,
    "places.decree": places_decree.measure,
    "places.name": places_names.measure,
    "places.position": places_position.measure,
    "summaries": summaries.measure,
    "summaries.pages": summaries_pages.measure,
}


# They measure a bot in a process of its own: there the loop is its own, here it is Telegram's.
OF_A_PROCESS = frozenset({"main", "main.ways", "summaries.pages"})


def run(only: str) -> bool:
    """Run what is asked for, in our own process on the bot's loop; tell whether goals were met."""
    good = True
    for name, measure in BENCHMARKS.items():
        if name.startswith(only):
            started = asyncio.run if name in OF_A_PROCESS else uvloop.run
            good = started(_show(measure)) and good
    return good


async def _show(measure: Callable[[], AsyncIterator[Figure]]) -> bool:
    good = True
    async for figure in measure():
        figure.show()
        good = good and figure.ok
    return good


if __name__ == "__main__":
    wish = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ONLY", "")
    if not any(name.startswith(wish) for name in BENCHMARKS):
        sys.stderr.write(f"no benchmark is called {wish!r}; there are: {', '.join(BENCHMARKS)}\n")
        raise SystemExit(2)
    garbage.spare_what_stays()
    raise SystemExit(0 if run(wish) else 1)
