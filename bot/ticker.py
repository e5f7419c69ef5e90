"""Asks each job twice a second what is due: that stands in the database, no time is held here."""

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
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Lane
from bot.retry_pacing import RetryPacing
from bot.services.alerts import lifecycle, solved_questions
from bot.services.digests import changed_hours, digest_schedule
from bot.services.intake import draft_deadlines
from bot.services.operations import clock_rollback, retention
from bot.services.people import duty, page_tests

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.heartbeat import Heartbeat
    from bot.models import Database
    from bot.retry_pacing import Item
    from bot.settings import Config

    Find = Callable[[AsyncSession, datetime, Collection[int]], Awaitable[int | None]]
    Do = Callable[[AsyncSession, int, datetime, Config], Awaitable[None]]

log = structlog.get_logger()

TICK_S = 0.5  # a step is at most 2 s late
# Thousands of digests are due at the same hour: a beat makes so many of them (0.3 s) and then looks
# at the alerts again.
PATIENT = 20
WHOLE = -1  # no item's number: not one of them failed, but what looks for them
STOP_S = 1.0
WENT_BACK = timedelta(seconds=5)  # less is no jump: clocks of two machines may differ so far


@dataclass(frozen=True, slots=True)
class Job:
    """``find`` names one due item, but none of those to skip; ``do`` claims it and works.

    An item that somebody else took in between is simply not there any more when ``do`` looks.
    ``most``: how many are done in one beat.
    """

    name: str
    find: Find
    do: Do
    most: int = PATIENT


JOBS: tuple[Job, ...] = (
    Job("escalation", lifecycle.find_due, lifecycle.process_due, most=sys.maxsize),
    Job("reminder", draft_deadlines.find_reminder, draft_deadlines.remind),
    Job("expiry", draft_deadlines.find_expired, draft_deadlines.expire),
    Job("test_page", page_tests.find_overdue_test, page_tests.fail_test),
    Job("duty", duty.find_forgotten, duty.remind),
    Job("solved", solved_questions.find_due, solved_questions.ask),
    Job("daily", digest_schedule.find_daily, digest_schedule.make_daily),
    Job("weekly", digest_schedule.find_weekly, digest_schedule.make_weekly),
    Job("retention", retention.find_old, retention.purge),
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
        """Beat nothing yet; ``wake`` tells the sender that something is owed."""
        self._database = database
        self._config = config
        self._clock = clock
        self._wake = wake
        self._pulse = pulse
        self._beating = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._stopping = False
        self._last: datetime | None = None  # when it was at the last beat
        self._kept_hours = False
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
        """Begin to beat."""
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Beat no more; the item in work is finished, since a transaction must not be cut off."""
        self._stopping = True
        if self._watching is not None:
            self._watching.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_S), self._beating:
                pass
        self._scheduler.shutdown(wait=False)

    async def _watch(self) -> None:
        """Keep the beat when the machine's clock is put back: the scheduler would wait for it."""
        while True:
            await asyncio.sleep(TICK_S)
            now = datetime.now(UTC)
            if self._job.next_run_time > now + 2 * timedelta(seconds=TICK_S):
                self._job.modify(next_run_time=now)

    async def _beat(self) -> None:
        async with self._beating:
            if self._stopping:
                return
            try:
                await self.tick()
            except (asyncio.CancelledError, OperationalError):
                if not self._stopping:  # cut off by a stop: it is due again at the next start
                    raise

    async def tick(self) -> None:
        """Do all that is due now, urgent things first. A beat with nothing to do is one reading."""
        now = self._clock.now()
        await self._alone("clock", partial(self._look_at_clock, now), now)
        due, owed = await self._due(now)
        self._pulse.beat()
        for job in due:
            await self._alone(job.name, partial(self._run, job, now), now)
        if owed:
            self._wake()
        if not self._kept_hours:
            await self._alone("hours", partial(self._keep_hours, now), now)

    async def _due(self, now: datetime) -> tuple[Sequence[Job], bool]:
        """Return which jobs have something to do, and whether the outbox has.

        Where that cannot be told, each looks for itself: one that fails does not hide the others.
        """
        try:
            async with self._database.reading() as session:
                due = [job for job in JOBS if await job.find(session, now, ()) is not None]
                return due, await outbox.anything_due(session, now=now, lanes=tuple(Lane))
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 - the job that fails tells of it
            return JOBS, True

    async def _alone(self, name: str, work: Callable[[], Awaitable[None]], now: datetime) -> None:
        """Do some of a beat's work; where it fails the rest goes on, and it rests for a while.

        Raises OperationalError: without a database there is nothing to go on with.
        """
        if self._pacing.resting(name, now) >= {WHOLE}:
            return
        try:
            await work()
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - it must not hold up the others
            self._failed((name, WHOLE), error, now)
        else:
            self._pacing.done((name, WHOLE))

    def _failed(self, item: Item, error: Exception, now: datetime) -> None:
        """Let it rest; whoever reads the log is told once, by what it is and which row."""
        if self._pacing.failed(item, now):
            log.error("job_failed", job=item[0], item=item[1], exc_info=error)

    async def _keep_hours(self, now: datetime) -> None:
        """At the first beat: the operator may have changed the hours while the bot was down."""
        moved = await self._database.transact(
            partial(changed_hours.follow_config, now=now, config=self._config)
        )
        self._kept_hours = True
        if moved:
            log.info("digest_hours_changed", moved=moved)

    async def _look_at_clock(self, now: datetime) -> None:
        """Where the clock was put back, since the last beat or while we were down, move what waits.

        Done again at the next beat where it fails.
        """
        if self._last is None:
            async with self._database.reading() as session:
                by = await clock_rollback.ahead(session, now=now)
        else:
            by = self._last - now
        if by > WENT_BACK:
            log.warning("clock_went_back", by_s=by.total_seconds())
            await self._database.transact(partial(clock_rollback.set_back, by=by, now=now))
        self._last = now

    async def _run(self, job: Job, now: datetime) -> None:
        """Do one due item after another. One that fails rests for a while, each time longer."""
        taken = self._pacing.resting(job.name, now)
        done = 0
        while (
            not self._stopping
            and done < job.most
            and (item := await self._find(job, now, taken)) is not None
        ):
            taken.add(item)
            try:
                await self._do(job, item, now)
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

    async def _do(self, job: Job, item: int, now: datetime) -> None:
        async def work(session: AsyncSession) -> None:
            await job.do(session, item, now, self._config)

        await self._database.transact(work)

    async def _find(self, job: Job, now: datetime, taken: Collection[int]) -> int | None:
        async with self._database.reading() as session:
            return await job.find(session, now, taken)
