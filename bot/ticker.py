"""Twice a second, runs each job's due items. What is due is stored in the database, not here."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Alert, Draft, Member, ReportAuthor, TestPage, due_rows
from bot.retry_pacing import RetryPacing
from bot.services.alerts import lifecycle, solved_questions
from bot.services.digests import changed_hours, digest_schedule
from bot.services.intake import draft_deadlines
from bot.services.operations import clock_rollback, retention
from bot.services.people import duty, page_tests

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.heartbeat import Heartbeat
    from bot.models import Database
    from bot.models.due_rows import DueColumn
    from bot.retry_pacing import Item
    from bot.settings import Config

    Find = Callable[[AsyncSession, datetime, Collection[int]], Awaitable[int | None]]
    Do = Callable[[AsyncSession, int, datetime, Config], Awaitable[None]]

log = structlog.get_logger()

TICK_S = 0.5  # a step is at most 2 s late
# Thousands of digests are due at the same hour: one tick makes this many (0.3 s), and the next one
# looks at the alerts first.
ITEMS_PER_TICK = 20
JOB_ITSELF = -1  # in place of an item's id: not an item failed, but the query that finds them
STOP_S = 1.0
CLOCK_TOLERANCE = timedelta(seconds=5)  # no jump back: clocks of two machines may differ as much


@dataclass(frozen=True, slots=True)
class Job:
    """``find`` returns the id of a due item, but none of those to skip; ``do`` claims and does it.

    If another process claimed the item in between, ``do`` finds nothing to do.
    ``most_per_tick``: how many are done in one tick. ``is_due``: the condition, by ``now``, that
    there is an item; None: ``find`` alone knows.
    """

    name: str
    find: Find
    do: Do
    most_per_tick: int = ITEMS_PER_TICK
    is_due: ColumnElement[bool] | None = None


def _timed(name: str, column: DueColumn, do: Do, most_per_tick: int = ITEMS_PER_TICK) -> Job:
    """Return the job on rows whose time, in this column, has come: the longest overdue first."""

    async def find(session: AsyncSession, now: datetime, skip: Collection[int]) -> int | None:
        return await due_rows.longest_due(session, column, now=now, skip=skip)

    return Job(name, find, do, most_per_tick, due_rows.any_due(column))


JOBS: tuple[Job, ...] = (
    _timed("escalation", Alert.next_at, lifecycle.process_due, most_per_tick=sys.maxsize),
    _timed("reminder", Draft.remind_at, draft_deadlines.remind),
    _timed("expiry", Draft.expires_at, draft_deadlines.expire),
    _timed("test_page", TestPage.due_at, page_tests.fail_test),
    _timed("duty", Member.remind_duty_at, duty.remind),
    _timed("solved", ReportAuthor.ask_solved_at, solved_questions.ask),
    _timed("daily", Member.next_daily_at, digest_schedule.make_daily),
    _timed("weekly", Member.next_weekly_at, digest_schedule.make_weekly),
    Job("retention", retention.find_old, retention.purge),
)
# Asked twice a second: one question about all of them, written once.
_CONDITIONS = {job.name: job.is_due for job in JOBS if job.is_due is not None}
_OWED = "owed"
ANYTHING_DUE = select(
    *(condition.label(name) for name, condition in _CONDITIONS.items()),
    outbox.ANYTHING_DUE.label(_OWED),
)


class Ticker:
    """Calls the services with ``now``; each due item is one transaction."""

    def __init__(
        self,
        database: Database,
        config: Config,
        clock: Clock,
        wake: Callable[[], None],
        pulse: Heartbeat,
    ) -> None:
        """Prepare the schedule; ``wake`` tells the sender that the outbox has something to send."""
        self._database = database
        self._config = config
        self._clock = clock
        self._wake = wake
        self._pulse = pulse
        self._ticking = asyncio.Lock()
        self._clock_watch: asyncio.Task[None] | None = None
        self._stopping = False
        self._last_tick: datetime | None = None  # the clock's time at the last tick
        self._follows_config = False  # digest hours were compared to the config
        self._pacing = RetryPacing()
        # No job store, one job: a restart forgets nothing, since nothing is remembered here.
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._job = self._scheduler.add_job(
            self._beat,
            "interval",
            seconds=TICK_S,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()
        self._clock_watch = asyncio.create_task(self._watch_clock())

    async def stop(self) -> None:
        """Stop ticking. The current item is finished: its transaction must not be cut off."""
        self._stopping = True
        if self._clock_watch is not None:
            self._clock_watch.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_S), self._ticking:
                pass
        self._scheduler.shutdown(wait=False)

    async def _watch_clock(self) -> None:
        """Keep ticking when the machine's clock is set back: the scheduler would wait for it."""
        while True:
            await asyncio.sleep(TICK_S)
            now = datetime.now(UTC)
            if self._job.next_run_time > now + 2 * timedelta(seconds=TICK_S):
                self._job.modify(next_run_time=now)

    async def _beat(self) -> None:
        async with self._ticking:
            if self._stopping:
                return
            try:
                await self.tick()
            except (asyncio.CancelledError, OperationalError):
                if not self._stopping:  # an item cut off by a stop is due again at the next start
                    raise

    async def tick(self) -> None:
        """Run all that is due now, alerts first. With nothing due it costs one read transaction."""
        now = self._clock.now()
        await self._run_isolated("clock", partial(self._check_clock, now), now)
        due, owed = await self._due(now)
        self._pulse.beat()
        for job in due:
            await self._run_isolated(job.name, partial(self._run_job, job, now), now)
        if owed:
            self._wake()
        if not self._follows_config:
            await self._run_isolated("hours", partial(self._follow_config_hours, now), now)

    async def _due(self, now: datetime) -> tuple[Sequence[Job], bool]:
        """Return the jobs that have something due, and whether the outbox has.

        If a query fails, all jobs are returned: each then looks for itself, and only one fails.
        """
        try:
            async with self._database.reading() as session:
                asked = await session.execute(ANYTHING_DUE, outbox.due_parameters(now))
                due: dict[str, bool] = dict(asked.mappings().one())
                for job in JOBS:
                    if job.is_due is None:
                        due[job.name] = await job.find(session, now, ()) is not None
                return [job for job in JOBS if due[job.name]], due[_OWED]
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - the job that fails logs it
            return JOBS, True

    async def _run_isolated(
        self, name: str, work: Callable[[], Awaitable[None]], now: datetime
    ) -> None:
        """Do one part of a tick; if it fails the others go on, and it is retried after a pause.

        Raises OperationalError: without the database nothing can go on.
        """
        if self._pacing.resting(name, now) >= {JOB_ITSELF}:
            return
        try:
            await work()
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - it must not hold up the others
            self._failed((name, JOB_ITSELF), error, now)
        else:
            self._pacing.done((name, JOB_ITSELF))

    def _failed(self, item: Item, error: Exception, now: datetime) -> None:
        """Pause an item that failed; it is logged once, with its job and id."""
        if self._pacing.failed(item, now):
            log.error("job_failed", job=item[0], item=item[1], exc_info=error)

    async def _follow_config_hours(self, now: datetime) -> None:
        """On the first tick: the operator may have changed the digest hours in the meantime."""
        moved = await self._database.transact(
            partial(changed_hours.follow_config, now=now, config=self._config)
        )
        self._follows_config = True
        if moved:
            log.info("digest_hours_changed", moved=moved)

    async def _check_clock(self, now: datetime) -> None:
        """Move what is scheduled if the clock was set back, since the last tick or while down.

        If it fails, the next tick tries again.
        """
        if self._last_tick is None:
            async with self._database.reading() as session:
                by = await clock_rollback.ahead(session, now=now)
        else:
            by = self._last_tick - now
        if by > CLOCK_TOLERANCE:
            log.warning("clock_went_back", by_s=by.total_seconds())
            await self._database.transact(partial(clock_rollback.set_back, by=by, now=now))
            self._follows_config = False  # nor does any digest wait for a day that is far away now
        self._last_tick = now

    async def _run_job(self, job: Job, now: datetime) -> None:
        """Run a job's due items in turn; one that fails is retried after ever longer pauses."""
        taken = self._pacing.resting(job.name, now)
        done = 0
        while (
            not self._stopping
            and done < job.most_per_tick
            and (item := await self._find(job, now, taken)) is not None
        ):
            taken.add(item)
            try:
                await self._run_item(job, item, now)
                done += 1
                self._pacing.done((job.name, item))
                self._pulse.beat()
            except OperationalError:
                if self._stopping:
                    return
                log.exception("job_failed", job=job.name, item=item)
            except Exception as error:  # noqa: BLE001 - it must not hold up the others
                self._failed((job.name, item), error, now)
            self._wake()

    async def _run_item(self, job: Job, item: int, now: datetime) -> None:
        async def work(session: AsyncSession) -> None:
            await job.do(session, item, now, self._config)

        await self._database.transact(work)

    async def _find(self, job: Job, now: datetime, taken: Collection[int]) -> int | None:
        async with self._database.reading() as session:
            return await job.find(session, now, taken)
