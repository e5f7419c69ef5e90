"""Migrations 0017 and 0018: what stood as text in a history or a promise stands in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import MetaData, select

from bot.models import Database, schema
from tests.migrations.before import Before

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    Rows = list[RowMapping]

pytestmark = pytest.mark.both_databases
HERE, THERE = "73.71.09.1001", "73.71.06.1001"
OFFICE = "unit:ppa@73.71"
MOVED = {"run": 2, "from_village": HERE, "to_village": THERE}
# Kind and text of a line; what its columns say after it, and its text where they are text again.
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
    ("moved", f"2>{HERE}>{THERE}", MOVED, f"2>{HERE}>{THERE}"),
    ("moved", f"2>elsewhere>{THERE}", {"run": 2, "to_village": THERE}, f"2>{THERE}"),
    ("unreviewed", "moved", {"about": "moved"}, "moved"),
]
# Kind and document of a promise; its run, its position, and what is left of the document.
PROMISES: list[tuple[str, dict[str, Any], int | None, int | None, dict[str, Any]]] = [
    ("page", {"run": 2, "position": 3, "office": OFFICE}, 2, 3, {"office": OFFICE}),
    ("page", {"run": "first", "position": 0}, None, 0, {}),
    ("lease", {"run": 1, "newest": True}, 1, None, {"newest": True}),
    ("alert", {"version": 4}, None, None, {"version": 4}),
    ("sentence", {"text": "Baik.", "run": 1}, None, None, {"text": "Baik.", "run": 1}),
]


def _read(connection: Connection, name: str) -> Rows:
    tables = MetaData()
    tables.reflect(connection, only=[name])
    table = tables.tables[name]
    return list(connection.execute(select(table).order_by(table.c.id)).mappings())


def _there_and_back(connection: Connection) -> tuple[Rows, Rows, Rows, Rows]:
    before = Before(connection, "0016")
    for code in (HERE, THERE):
        before.has("regions", code=code)
    before.has("incidents", id=5, village_code=THERE)
    for number, (kind, detail, *_) in enumerate(LINES):
        before.has("alert_events", id=number, incident_id=5, kind=kind, detail=detail)
    for number, (kind, payload, *_) in enumerate(PROMISES):
        before.has("deliveries", id=number, kind=kind, payload=payload)
    schema.bring_to(connection, "0018")
    after = _read(connection, "alert_events"), _read(connection, "deliveries")
    command.downgrade(schema.alembic_config(connection), "0016")
    return *after, _read(connection, "alert_events"), _read(connection, "deliveries")


async def test_all_is_translated_and_back(blank_url: str) -> None:
    """Of each kind one, and some that cannot be read: they keep what can be kept."""
    database = Database(blank_url)
    async with database.engine.begin() as connection:
        lines, owed, lines_back, owed_back = await connection.run_sync(_there_and_back)
    await database.close()
    columns = ("office", "run", "position", "people", "from_village", "to_village", "about")
    told = [{name: line[name] for name in columns} for line in lines]
    assert told == [dict.fromkeys(columns) | facts for _, _, facts, _ in LINES]
    assert [line["kind"] for line in lines] == [kind for kind, *_ in LINES]
    assert [line["detail"] for line in lines_back] == [text for *_, text in LINES]
    for one, back, (kind, before, run, position, rest) in zip(
        owed, owed_back, PROMISES, strict=True
    ):
        assert (one["kind"], one["run"], one["position"]) == (kind, run, position)
        assert one["payload"] == rest
        if before.get("run") != "first":
            assert back["payload"] == before
