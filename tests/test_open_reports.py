"""However many report in one village, what is open in another, or beside it, is compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Database, Incident, Member, Report, new_id
from bot.services.intake import open_report_rows, open_reports
from bot.services.intake.open_report_rows import COMPARED, MOST_COMPARED, MOST_READ
from tests.configured import configured
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

pytestmark = [pytest.mark.both_databases]
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)
FIRE, THEFT = "kebakaran", "pencurian"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database with nobody in it."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def _reports(
    session: AsyncSession,
    village: str,
    number: int = 1,
    *,
    kind: str = FIRE,
    opened_at: datetime = EARLIER,
) -> int:
    """Store an open incident with so many reports, a second after each other; return its id."""
    incident = Incident(
        id=new_id(),
        ticket=_ticket("KT"),
        village_code=village,
        category=kind,
        severity="DARURAT",
        status="open",
        opened_at=opened_at,
    )
    session.add(incident)
    session.add_all(_report(incident, nth) for nth in range(number))
    return incident.id


def _report(incident: Incident, nth: int) -> Report:
    return Report(
        id=new_id(),
        ticket=_ticket("KR"),
        incident_id=incident.id,
        alias="Warga",
        anonymous=False,
        village_code=incident.village_code,
        category=incident.category,
        severity="DARURAT",
        text=f"Kebakaran di RT {nth}",
        ongoing=True,
        threat=False,
        emergency=False,
        written_at=incident.opened_at,
        created_at=incident.opened_at + timedelta(seconds=nth),
    )


def _ticket(begins: str) -> str:
    return f"{begins}-{new_id() % 1_000_000:06}"


async def _in_village(
    database: Database, village: str, overlay: Path, *, beside: str
) -> list[Sequence[open_reports.OpenReport]]:
    """Return what is open in a village, read in a batch with somebody of another village."""
    config = configured(overlay)
    async with database.writing() as session:
        mark = f"somebody of {beside}"
        other = Member(id=new_id(), fingerprint=mark, village_code=beside, created_at=EARLIER)
        session.add(other)
        await session.flush()
        known = list(await open_reports.in_village(session, village, config=config, now=NOW))
        assert other.village_code == beside  # loaded until now
        return known


async def test_a_crowd_next_door_hides_nothing(database: Database, fast_limits: Path) -> None:
    """As many incidents as are read at once began there, later: the older one here is found."""
    async with database.writing() as session:
        here = _reports(session, VILLAGE)
        for nth in range(MOST_READ):
            at = EARLIER + timedelta(minutes=1, seconds=nth)
            _reports(session, NEIGHBOUR_VILLAGE, opened_at=at)
    (found,) = await _in_village(database, VILLAGE, fast_limits, beside=NEIGHBOUR_VILLAGE)
    assert [one.incident_id for one in found] == [here]
    crowd = await _in_village(database, NEIGHBOUR_VILLAGE, fast_limits, beside=VILLAGE)
    assert len(crowd) == MOST_COMPARED


async def test_a_fire_that_all_report_hides_no_theft(database: Database, fast_limits: Path) -> None:
    """Of the fire its first report and the newest are read, and the theft beside it is found."""
    async with database.writing() as session:
        theft = _reports(session, VILLAGE, kind=THEFT)
        fire = _reports(session, VILLAGE, MOST_READ, opened_at=EARLIER + timedelta(minutes=1))
    found = await _in_village(database, VILLAGE, fast_limits, beside=NEIGHBOUR_VILLAGE)
    assert [reports[0].incident_id for reports in found] == [fire, theft]
    numbers = [one.observation.text.removeprefix("Kebakaran di RT ") for one in found[0]]
    newest = range(MOST_READ - COMPARED + 1, MOST_READ)
    assert numbers == ["0", *map(str, newest)]


async def test_few_are_one_statement(database: Database) -> None:
    """What is fewer than are read at once is read whole, however many reports an incident has."""
    async with database.writing() as session:
        _reports(session, VILLAGE, MOST_READ - 1)
    async with database.reading() as session:
        found = await open_report_rows.load(session, [VILLAGE], never=(), since=EARLIER)
    assert len(found) == MOST_READ - 1
