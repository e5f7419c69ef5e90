"""What is written once for all villages with equal figures says of each what is true of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.access import Grant
from bot.domain.period import Period, Unit
from bot.locales import say_in
from bot.places import place_search
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.services.digests.readership import Readership
from bot.services.digests.shared_counts import SharedCounts
from bot.views import weekly
from bot.views.weekly_texts import WeeklyTexts
from tests.figures.country import ENDED, PROVINCES, VILLAGES
from tests.figures.history import ROLES, History, Told, Worker, histories
from tests.figures.reference_rules import local_day
from tests.figures.runs import CONFIG, examples
from tests.figures.written import write

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    import pytest

    from bot.models import Database
EXAMPLES = (6, 25)  # histories: of each run, and of the whole matrix
SAY = say_in("id")


def test_a_text_written_for_many_says_what_it_would_alone(
    database: Database, runner: asyncio.Runner, pytestconfig: pytest.Config
) -> None:
    """Officers, deputies, heads and cadres of each village, in one reading of the country."""
    everybody = st.tuples(*(st.sampled_from(ROLES) for _ in (*VILLAGES, *ENDED)))

    @settings(max_examples=examples(pytestconfig, *EXAMPLES))
    @given(histories(), everybody)
    def agree(history: History, roles: Sequence[str]) -> None:
        posts = enumerate(zip(roles, (*VILLAGES, *ENDED), strict=True), start=50)
        here = [Worker(number, (post,)) for number, post in posts]
        some = replace(history, workers=(*history.workers, *here))
        runner.run(_agree(database, some, here))

    agree()


async def _agree(database: Database, history: History, workers: Sequence[Worker]) -> None:
    await write(database, history, CONFIG)
    now, week = history.now, Period.around(Unit.WEEK, local_day(history.now, "Asia/Jayapura"))
    period = week.previous()
    async with database.reading() as session:
        provinces = await place_search.by_codes(session, PROVINCES)
        texts = WeeklyTexts(SharedCounts(session, (), CONFIG, provinces), now, CONFIG)
        for worker in workers:
            grants = [Grant(role, region) for role, region in worker.posts]
            reader = CaseReader(worker.number, grants, CONFIG, now)
            codes = [grants[0].region]
            regions = await place_search.by_codes(session, codes)
            known = (await texts.villages(period, SAY)).of(reader, regions)
            alone = await summaries.main_figures(session, regions, period, now, CONFIG, reader)
            assert known in {None, weekly.text(alone, SAY, CONFIG)}
            own = SharedCounts(session, [Readership(reader, regions)], CONFIG)
            written = await WeeklyTexts(own, now, CONFIG).text(reader, regions, period, SAY)
            assert written == weekly.text(alone, SAY, CONFIG)


def test_villages_that_differ_in_one_thing_are_told_apart(
    database: Database, runner: asyncio.Runner
) -> None:
    """An officer or none, silent or not, a report or none, answered soon or late, which kind."""
    now = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    at = now - timedelta(days=3)
    told, well = [], [(code, now - timedelta(days=20)) for code in VILLAGES[2:4]]
    kinds = ("pencurian", "pencurian", "kdrt_anak", "pencurian")
    for number, (code, kind) in enumerate(zip(VILLAGES[4:8], kinds, strict=True), start=1):
        outcome = "no_incident" if number == 4 else "handled"
        one = Told(number, code, kind, "SEDANG", at, "closed", outcome, quiet=False)
        answered = at + timedelta(minutes=number)
        told.append(replace(one, answered_at=answered, closed_at=at + timedelta(days=1)))
    heads = [Worker(number, (("village_head", code),)) for number, code in enumerate(VILLAGES, 50)]
    officers = [Worker(90 + number, (("officer", VILLAGES[number]),)) for number in range(1, 9)]
    history = History(now, tuple(told), tuple(well), (*heads, *officers))
    runner.run(_agree(database, history, [*heads, *officers]))
