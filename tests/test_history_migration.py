"""Migration 0017: what a line of an incident's history told as text stands in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import MetaData, select

from bot.models import Database, schema
from tests.migrations.before import Before

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

pytestmark = pytest.mark.both_databases
HERE, THERE = "73.71.09.1001", "73.71.06.1001"
OFFICE = "unit:ppa@73.71"
# Kind and text of a line; what its columns say after it, and its text where that is not the same.
LINES: list[tuple[str, str | None, dict[str, Any], str | None]] = [
    ("paged", "2:3:4", {"run": 2, "position": 3, "people": 4}, "2:3:4"),
    ("paged", "2:x:y", {"run": 2}, "2"),
    ("nobody", "1:0", {"run": 1, "position": 0}, "1:0"),
    ("undelivered", "1:2", {"run": 1, "position": 2}, "1:2"),
    ("unreached", "7", {"run": 7}, "7"),
    ("unanswered", "seven", {}, None),
    ("acknowledged", OFFICE, {"office": OFFICE}, OFFICE),
    ("closed", f"officer@{HERE}", {"office": f"officer@{HERE}"}, f"officer@{HERE}"),
    ("help", "nobody", {}, None),
    ("safe", None, {}, None),
    (
        "moved",
        f"2>{HERE}>{THERE}",
        {"run": 2, "from_village": HERE, "to_village": THERE},
        f"2>{HERE}>{THERE}",
    ),
    ("moved", f"2>elsewhere>{THERE}", {"run": 2, "to_village": THERE}, f"2>{THERE}"),
    ("unreviewed", "moved", {"about": "moved"}, "moved"),
]


def _lines(connection: Connection) -> list[RowMapping]:
    tables = MetaData()
    tables.reflect(connection, only=["alert_events"])
    events = tables.tables["alert_events"]
    return list(connection.execute(select(events).order_by(events.c.id)).mappings())


def _there_and_back(connection: Connection) -> tuple[list[RowMapping], list[RowMapping]]:
    before = Before(connection, "0016")
    for code in (HERE, THERE):
        before.has("regions", code=code)
    before.has("incidents", id=5, village_code=THERE)
    for number, (kind, detail, _, _) in enumerate(LINES):
        before.has("alert_events", id=number, incident_id=5, kind=kind, detail=detail)
    schema.bring_to(connection, "0017")
    after = _lines(connection)
    command.downgrade(schema.alembic_config(connection), "0016")
    return after, _lines(connection)


async def test_every_line_is_translated_and_back(blank_url: str) -> None:
    """Of each kind one, and some that cannot be read: they keep what can be kept."""
    database = Database(blank_url)
    async with database.engine.begin() as connection:
        after, back = await connection.run_sync(_there_and_back)
    await database.close()
    columns = ("office", "run", "position", "people", "from_village", "to_village", "about")
    told = [{name: line[name] for name in columns} for line in after]
    assert told == [dict.fromkeys(columns) | facts for _, _, facts, _ in LINES]
    assert [line["kind"] for line in after] == [kind for kind, *_ in LINES]
    assert [line["detail"] for line in back] == [text for *_, text in LINES]
