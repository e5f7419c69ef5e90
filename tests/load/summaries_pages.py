"""Urgent pages while a hundred pictures of summaries are being made."""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.domain.calendar import Week
from bot.models import Database, MemberGrant
from bot.views import summary_pictures
from tests.load.figures import Figure
from tests.load.main_flow import one_page
from tests.load.report_flow import VILLAGES, Setup, running, town

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PICTURES = 100
PAGES = 100  # at least
COLD = 10  # pages, while a bot that has just begun still reads the names of 84,000 villages in
WEEKS = PICTURES // len(summary_pictures.KINDS) // (len(VILLAGES) - 1)


async def measure() -> AsyncIterator[Figure]:
    """Yield the latency of pages, from a press to the request, and how many pictures came."""
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(Path(folder))
        ours = await town(setup)
        person, officer, telegram = ours.people[0], ours.officers[0], ours.telegram
        async with running(telegram, "bot", "run", variables=setup.variables):
            cold = [await one_page(telegram, person, officer) for _ in range(COLD)]
            quiet = [await one_page(telegram, person, officer) for _ in range(PAGES)]
            await _promise(setup.database_url)
            waits: list[float] = []
            sent = 0
            while sent < PICTURES or len(waits) < PAGES:
                waits.append(await one_page(telegram, person, officer))
                sent = sum(call.method == "sendPhoto" for call in telegram.calls)
    yield Figure("summaries.pages_cold", max(cold), "ms")
    yield Figure("summaries.pages_before_p99", statistics.quantiles(quiet, n=100)[-1], "ms")
    yield Figure("summaries.pages_p50", statistics.median(waits), "ms")
    tail = statistics.quantiles(waits, n=100)[-1]
    yield Figure("summaries.pages_p99", tail, "ms", goal="<=100")
    yield Figure("summaries.pages_pictures", sent, "pictures", goal=f">={PICTURES}")


async def _promise(url: str) -> None:
    """Owe pictures to the officers of all villages but the one that is paged."""
    now, database = datetime.now(UTC), Database(url)
    week = Week.of(now.date()).previous()
    posts = MemberGrant.region_code.in_(VILLAGES[1:]) & (MemberGrant.role == "officer")
    async with database.writing() as session:
        members = (await session.scalars(select(MemberGrant.member_id).where(posts))).all()
        for _ in range(WEEKS):
            for member in members:
                for kind in summary_pictures.KINDS:
                    outbox.promise(
                        session, "summary_picture", member, now=now, period=str(week), what=kind
                    )
            week = week.previous()
    await database.close()
