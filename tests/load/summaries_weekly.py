"""The weekly digests of the whole nation: all their figures in words, against their floor."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import event, func, select

from bot.domain.access import Grant
from bot.domain.figures import Comparison
from bot.locales import say_in
from bot.models import Incident, MemberGrant, Region
from bot.places.data import PROVINCE
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests.readership import Readership
from bot.services.digests.shared_counts import SharedCounts
from bot.views.weekly_texts import WeeklyTexts
from tests.load.figures import Figure
from tests.load.summaries_country import NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.period import Period
    from bot.models import Database
    from bot.settings import Config

ZONE = "Asia/Jakarta"
AT_ONCE = 2_000  # rows of one fetch
MB = 1024  # kB


class _Place(NamedTuple):
    """Of a region what a reader's texts need, without its row's object."""

    code: str
    name: str
    zone: str
    retired_at: datetime | None


async def figures(
    name: str, database: Database, week: Period, config: Config
) -> AsyncIterator[Figure]:
    """Yield seconds, processor time, statements and memory; the floor is of the same run.

    The floor is one GROUP BY over the weeks of which the texts tell (five: they say where nothing
    came from after four in which something did), and one ordered read of the officers.
    """
    floor, floor_cpu = await _timed_floor(database, week)
    statements: list[str] = []

    def heard(*told: object) -> None:
        statements.append(str(told[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", heard)
    before = _resident(peak=False)
    _forget_peak()
    began, cpu = time.perf_counter(), time.process_time()
    async with database.reading() as session:
        texts = sum([1 async for _ in _texts(session, week, config)])
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    event.remove(database.engine.sync_engine, "before_cursor_execute", heard)
    grown = (_resident(peak=True) - before) / MB
    said = [one for one in statements if one.lstrip().startswith(("SELECT", "WITH"))]
    prefix = f"summaries.{name}.weekly"
    yield Figure(prefix, spent, "s", baseline=floor, goal="<=2")
    yield Figure(f"{prefix}_cpu", used, "s", baseline=floor_cpu)
    yield Figure(f"{prefix}_texts", texts, "texts")
    yield Figure(f"{prefix}_statements", len(said), "statements", goal="<=60")
    yield Figure(f"{prefix}_memory", grown, "MB", goal="<=50")


async def _texts(
    session: AsyncSession, week: Period, config: Config
) -> AsyncIterator[tuple[int, str]]:
    """Yield the text of each reader: while they are read in order, then of whoever has more."""
    provinces = select(Region).where(Region.level == PROVINCE, Region.retired_at.is_(None))
    source = SharedCounts(session, (), config, (await session.scalars(provinces)).all())
    texts, say, later = WeeklyTexts(source, NOW, config), say_in("id"), list[Readership]()
    of, place = MemberGrant, (Region.code, Region.name, Region.zone, Region.retired_at)
    posts = select(of.member_id, of.role, *place).join(Region, Region.code == of.region_code)
    villages = await texts.villages(week, say)
    ordered = posts.order_by(of.region_code).execution_options(yield_per=AT_ONCE)
    async for rows in (await session.stream(ordered)).partitions():
        for member, role, *where in rows:
            regions = [_Place(*where)]  # type: ignore[arg-type]
            reader = CaseReader(member, (Grant(role, regions[0].code),), config, NOW)
            text = villages.of(reader, regions)  # type: ignore[arg-type]
            if text is None:
                later.append(Readership(reader, regions))  # type: ignore[arg-type]
            else:
                yield member, text
    source.join(later)
    for reader, here in later:
        yield reader.member_id, await texts.text(reader, here, week, say)


async def _timed_floor(database: Database, week: Period) -> tuple[float, float]:
    """Return the seconds and the processor time of the faster of two tries."""
    spent = []
    for _ in range(2):
        began, cpu = time.perf_counter(), time.process_time()
        await _floor(database, week)
        spent.append((time.perf_counter() - began, time.process_time() - cpu))
    return min(spent)


async def _floor(database: Database, week: Period) -> None:
    of = Comparison.of(week, ZONE, NOW)
    groups = (Incident.village_code, Incident.category, Incident.outcome)
    then = (Incident.opened_at >= of.usual.since, Incident.opened_at < of.span.until)
    posts = select(MemberGrant.region_code, MemberGrant.member_id)
    async with database.reading() as session:
        (await session.execute(select(*groups, func.count()).where(*then).group_by(*groups))).all()
        (await session.execute(posts.order_by(MemberGrant.region_code))).all()


def _resident(*, peak: bool) -> int:
    """Return how much memory this process has, or had at most since :func:`_forget_peak`, in kB."""
    wanted = "VmHWM:" if peak else "VmRSS:"
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(wanted))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")
