"""The demo's past: believable, always the same, and over."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, func, select

from bot.demo import characters, plot
from bot.demo.seed import CALM, WEEKS, seed
from bot.domain import calendar
from bot.domain.period import Period
from bot.models import (
    Alert,
    AlertEvent,
    Database,
    Delivery,
    Digest,
    Draft,
    Incident,
    Member,
    Report,
    Situation,
    TestPage,
)
from bot.services.alerts import case_lists
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.services.staffing import role_holders
from bot.vault import Vault
from tests.demo.seeded import EVENING, KEY, people_of, rows_of, seeded

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import InstrumentedAttribute

    from bot.settings import Config
    from bot.standin.telegram import Telegram

# A Tuesday evening, a Monday before dawn, a Sunday just before midnight: all in Makassar (WITA).
MOMENTS = (
    EVENING,
    datetime(2026, 11, 29, 20, 30, tzinfo=UTC),
    datetime(2026, 11, 29, 15, 59, tzinfo=UTC),
)
PAST = (Incident, Report, Alert, Situation, TestPage)
SEALED = {"sealed_id", "sealed_name"}  # no two encryptions are alike


async def _count(database: Database, table: type[Any]) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_the_same_moment_has_the_same_past(migrated: Path, tmp_path: Path) -> None:
    """Two demos begun at the same moment tell the same story, to the ticket."""
    told: list[list[Any]] = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        async with seeded(migrated, folder) as database:
            told.append(await rows_of(database, Member, but=SEALED))
            told[-1] += await rows_of(database, AlertEvent, but={"id"})
            for table in PAST:
                told[-1] += await rows_of(database, table)
    assert told[0] == told[1]
    assert len(told[0]) > 1000


async def test_seeding_is_one_transaction_and_safe_to_repeat(
    migrated: Path, tmp_path: Path, config: Config
) -> None:
    """Whoever kills the demo at its start finds all or nothing; a second time adds nothing."""
    path = shutil.copy(migrated, tmp_path / "new.sqlite3")
    database = Database(f"sqlite+aiosqlite:///{path}")
    commits: list[object] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    await seed(database, config, Vault(KEY), EVENING)
    assert (len(commits), await _count(database, Member)) == (1, len(characters.CAST))
    before = await rows_of(database, Report)
    await seed(database, config, Vault(KEY), EVENING + timedelta(days=1))
    assert await rows_of(database, Report) == before
    await database.close()


@pytest.mark.parametrize("now", MOMENTS)
async def test_last_week_has_something_to_show(
    migrated: Path, tmp_path: Path, config: Config, now: datetime
) -> None:
    """Whenever the demo begins, its coordinator reads of a rise, a gap, a silence, a loss."""
    async with seeded(migrated, tmp_path, now) as database, database.reading() as session:
        week = calendar.last_full_week(now, characters.ZONE)
        figures = await summaries.figures(
            session, [characters.CITY], Period.of_week(week), now, config
        )
    happened, answered, guarded = figures.happened, figures.times.answered, figures.guarded
    assert 15 <= happened.total.now <= 35
    assert 0 < happened.total.difference <= 8
    assert dict(happened.categories)[plot.RISING].difference >= 3
    assert happened.categories[0][0] == "balap_bising"
    assert (figures.unfinished.open, figures.unfinished.unanswered) == (0, 0)
    assert answered.count >= 5
    assert answered.median is not None
    assert timedelta(minutes=3) <= answered.median <= timedelta(minutes=5)
    assert [place.code for place in guarded.missing] == [characters.PAMPANG]
    assert [place.code for place, _ in guarded.unreachable] == [characters.PANAIKANG]
    assert (guarded.unreachable_people, guarded.tests_failed) == (1, 1)
    assert [place.code for place in figures.silent] == [characters.SILENT]


async def test_the_running_week_knows_the_same_gaps(past: Database, config: Config) -> None:
    """In the week that runs the village is silent still, and the officer not yet back."""
    async with past.reading() as session:
        week = calendar.this_week(EVENING, characters.ZONE)
        figures = await summaries.figures(
            session, [characters.CITY], Period.of_week(week), EVENING, config
        )
    assert [place.code for place in figures.silent] == [characters.SILENT]
    assert figures.guarded.unreachable_people == 1


@pytest.mark.parametrize("now", MOMENTS)
async def test_nothing_is_owed_when_the_demo_begins(
    migrated: Path, tmp_path: Path, now: datetime
) -> None:
    """No message goes out by itself: no promise, draft, alert or digest of the past is due."""
    async with seeded(migrated, tmp_path, now) as database:
        assert [await _count(database, table) for table in (Delivery, Draft, Digest)] == [0, 0, 0]
        async with database.reading() as session:
            assert await _due(Alert.next_at, session) == []
            assert await _due(TestPage.due_at, session) == []
            digests = [
                *await _due(Member.next_daily_at, session),
                *await _due(Member.next_weekly_at, session),
            ]
    assert digests
    assert min(digests) > now


async def _due(column: InstrumentedAttribute[Any], session: Any) -> list[Any]:  # noqa: ANN401
    return list(await session.scalars(select(column).where(column.is_not(None))))


@pytest.mark.parametrize("now", MOMENTS)
async def test_a_handful_waits_for_the_officer(
    migrated: Path, tmp_path: Path, config: Config, now: datetime
) -> None:
    """`/tugas` is one page, none of it older than two days; what is older was read and closed."""
    async with seeded(migrated, tmp_path, now) as database, database.reading() as session:
        people = {
            player.telegram_id: member for member, player in (await people_of(database)).items()
        }
        officer = CaseReader(
            people[characters.OFFICER.telegram_id], characters.OFFICER.grants, config, now
        )
        waits = await case_lists.waiting(session, officer, limit=100)
        incidents = await rows_of(database, Incident)
    assert 1 <= len(waits) <= 6
    assert min(one.opened_at for one in waits) > now - timedelta(days=2)
    old = [one for one in incidents if one["opened_at"] < now - timedelta(days=2)]
    assert {one["status"] for one in old} == {"closed"}


@pytest.mark.parametrize("now", MOMENTS)
async def test_the_demo_begins_calm(migrated: Path, tmp_path: Path, now: datetime) -> None:
    """Whatever happened was answered in order and is over; tonight's watch has not reported yet."""
    async with seeded(migrated, tmp_path, now) as database:
        incidents = await rows_of(database, Incident)
        nights = await rows_of(database, Situation)
    begins, _ = calendar.this_week(now - timedelta(weeks=WEEKS), characters.ZONE).bounds(
        characters.ZONE
    )
    for one in incidents:
        assert begins <= one["opened_at"] < now - CALM
        paged = one["status"] == "closed"
        assert paged or one["status"] == "recorded"
        if paged:
            assert one["opened_at"] < one["answered_at"] < one["closed_at"] < now
    assert max(night["created_at"] for night in nights) < now
    assert max(night["watch_date"] for night in nights) < calendar.watch_date(now, characters.ZONE)
    assert {night["village_code"] for night in nights}.isdisjoint(
        {characters.SILENT, characters.PAMPANG}
    )


async def test_the_officer_and_the_deputy_are_on_call(past: Database) -> None:
    """Who has a phone on the page is found where the bot looks for whom to page."""
    async with past.reading() as session:
        holders = await role_holders.holders(session, characters.VILLAGE)
        next_door = await role_holders.holders(session, characters.KARUWISI_UTARA)
    assert [one.role for one in holders if one.role in {"officer", "deputy"}] == [
        "officer",
        "deputy",
    ]
    assert all(one.is_available for one in holders)
    assert [one.member_id for one in next_door if one.role == "officer"] == [
        one.member_id for one in holders if one.role == "officer"
    ]


def test_everybody_can_be_written_to_but_one(telegram: Telegram) -> None:
    """In the stand-in the cast knows the bot already; who is out of reach has blocked it."""
    characters.enter(telegram)
    assert len(telegram.people) == len(characters.CAST)
    assert all(person.started for person in telegram.people.values())
    blocked = [person.name for person in telegram.people.values() if person.blocked]
    assert blocked == [player.name for player in characters.CAST if not player.reachable]
    assert len(blocked) == 1
