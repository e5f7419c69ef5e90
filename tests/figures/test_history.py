"""Whatever happened: every output tells the same figures, and those of a plain, slow count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.access import Grant
from bot.domain.period import Period, Unit
from bot.places.region_filters import outermost
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from tests.figures import digest_outputs, outputs, shape
from tests.figures.country import ENDED, EVERY, PROVINCES, REGENCIES, ZONES
from tests.figures.history import History, Told, Worker, histories
from tests.figures.reference import Reference
from tests.figures.reference_rules import Days, local_day
from tests.figures.runs import CONFIG, examples
from tests.figures.written import write

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pytest

    from bot.models import Database

# Histories: of each run, and of the whole matrix.
# How many histories are drawn: here, and in the whole matrix. Of figures each is read by four.
FIGURES, OUTPUTS, DIGESTS = (8, 48), (5, 12), (12, 60)
_NOW = datetime(2026, 11, 24, 22, tzinfo=UTC)
_BEATING = Told(
    1, "91.01.01.1001", "kdrt_anak", "DARURAT", _NOW - timedelta(hours=9), "open",
    quiet=False, called=True,
)  # fmt: skip
PASSED_UP = History(_NOW, (_BEATING,))  # to a supervisor: rarely drawn
Posts = tuple[tuple[str, str], ...]
_TOLD_ONLY = st.sampled_from(outputs.TOLD_ONLY)
SOME = ((*PROVINCES,), (REGENCIES[0], REGENCIES[2]), *((code,) for code in (*EVERY, *ENDED)))


def test_figures_are_those_of_a_slow_count(
    database: Database, runner: asyncio.Runner, pytestconfig: pytest.Config
) -> None:
    """Each figure of each period, place and reader, at the ends of weeks, months and years."""

    @settings(max_examples=examples(pytestconfig, *FIGURES))
    @given(histories(), st.sampled_from(Unit), st.sampled_from(SOME), _TOLD_ONLY)
    def agree(history: History, unit: Unit, place: tuple[str, ...], posts: Posts) -> None:
        reader = Worker(outputs.CHIEF, posts)
        runner.run(_agree(database, history.joined_by(reader), unit, place, reader))

    agree()


def test_all_outputs_say_the_same(
    database: Database, runner: asyncio.Runner, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    """Message, details, tables of PDF, XLSX and CSV, pictures, the command line."""

    @settings(max_examples=examples(pytestconfig, *OUTPUTS))
    @given(histories(), st.sampled_from(outputs.POSTS), st.sampled_from(Unit))
    def agree(history: History, posts: Posts, unit: Unit) -> None:
        chief = Worker(outputs.CHIEF, posts)
        shown = outputs.agree(database, history.joined_by(chief), unit, chief, tmp_path)
        runner.run(shown)

    agree()


def test_digests_and_the_export_say_the_same(
    database: Database, runner: asyncio.Runner, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    """The digest of a day page by page, that of a week, and what is exported."""
    with_digests = st.sampled_from((*outputs.POSTS[1:], *outputs.TOLD_ONLY))

    @settings(max_examples=examples(pytestconfig, *DIGESTS))
    @given(histories(), with_digests)
    @example(PASSED_UP, outputs.POSTS[2])
    def agree(history: History, posts: Posts) -> None:
        chief = Worker(outputs.CHIEF, posts)
        runner.run(digest_outputs.agree(database, history.joined_by(chief), chief, tmp_path))

    agree()


def _asked(
    history: History, place: Sequence[str], told: Worker
) -> Iterator[tuple[Worker | None, list[str]]]:
    """Yield who asks for what: of any place nobody in particular, three of their own.

    Two who plan there, and ``told``, who is told of some kinds alone.
    """
    yield None, sorted(place)
    yield told, outermost(region for _, region in told.posts)
    planners = [one for one in history.workers if any(role in _PLAN for role, _ in one.posts)]
    for worker in planners[:2]:
        yield worker, outermost([region for role, region in worker.posts if role in _PLAN])


_PLAN = ("coordinator", "officer", "supervisor")


def _periods(history: History, codes: Sequence[str], unit: Unit) -> Iterator[Period]:
    """Yield the period that runs, the one before, and some days across the end of that."""
    zone = ZONES[codes[0][:2]]
    running = Period.around(unit, local_day(history.now, zone))
    for period in (running, running.previous(), Period(running.first - timedelta(2), running.last)):
        if Days.of(period, zone, history.now).begun:
            yield period


async def _agree(
    database: Database, history: History, unit: Unit, place: Sequence[str], told: Worker
) -> None:
    await write(database, history, CONFIG)
    async with database.reading() as session:
        for worker, codes in _asked(history, place, told):
            reader = None
            if worker is not None:
                grants = [Grant(role, region) for role, region in worker.posts]
                reader = CaseReader(worker.number, grants, CONFIG, history.now)
            slow = Reference(history, CONFIG.categories, worker)
            for period in _periods(history, codes, unit):
                found = await summaries.figures(session, codes, period, history.now, CONFIG, reader)
                differences = shape.differences(found, slow.counted(codes, period))
                assert not differences, (period, codes, worker)
