"""Rows that are made without SQLAlchemy's constructor are written, and known, like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Database, Incident, Region, new_id
from bot.models.new_rows import new_row
from tests.world import EVENING, VILLAGE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = [pytest.mark.both_databases]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Regions, and nobody yet."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def _incident(village: Region) -> Incident:
    return new_row(
        Incident,
        {"village": village, "alert": None},
        id=new_id(),
        ticket="KB-7K2M4P",
        village_code=village.code,
        category="kebakaran",
        severity="darurat",
        status="open",
        opened_at=EVENING,
    )


async def test_it_is_written_with_what_changes_before_and_after_the_flush(
    database: Database,
) -> None:
    """What is left out is empty; what stands beside it needs no reading."""
    async with database.writing() as session:
        village = await session.get_one(Region, VILLAGE)
        session.add(incident := _incident(village))
        incident.status = "acknowledged"
        await session.flush()
        incident.answered_at = EVENING
        assert incident.village is village
        assert incident.alert is None
    async with database.reading() as session:
        stored = await session.get_one(Incident, incident.id)
        assert (stored.status, stored.outcome) == ("acknowledged", None)
        assert (stored.opened_at, stored.answered_at) == (EVENING, EVENING)


async def test_rows_that_refer_to_each_other_go_out_in_one_flush(database: Database) -> None:
    """Whichever is added: what it refers to is added with it, and the columns say which it is."""
    async with database.writing() as session:
        incident = _incident(await session.get_one(Region, VILLAGE))
        of_it = {"id": new_id(), "incident_id": incident.id, "policy": {}, "status": "open"}
        session.add(new_row(Alert, {"incident": incident}, **of_it, started_at=EVENING))
    async with database.reading() as session:
        alert = await session.get_one(Alert, of_it["id"])
        assert (alert.incident_id, alert.run) == (incident.id, 1)
        assert await session.get(Incident, incident.id) is not None


def test_a_column_that_is_none_is_refused() -> None:
    """A slip of the pen would be lost without a word."""
    with pytest.raises(TypeError, match="Incident has no column vilage_code"):
        new_row(Incident, {}, vilage_code=VILLAGE)
