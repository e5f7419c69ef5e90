"""Each migration by itself, on rows: what it may take away is named here, all else comes along."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, insert, select

from bot.archive import row_json
from bot.archive.dump_tables import VERSION
from bot.models import Database, schema
from tests.migrations import released
from tests.world import sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    Row = dict[str, Any]
    Rows = dict[str, list[Row]]

# What a migration changes on purpose, by its number: columns, and tables whose rows may go.
CHANGES: dict[str, set[tuple[str, str]]] = {
    "0004": {("reports", "alias"), ("reports", "role")},
    "0005": {("alert_events", "member_id")},
    "0012": {
        *(("reports", column) for column in ("id", "member_id")),
        *(("attachments", column) for column in ("member_id", "draft_id", "report_id")),
        *(("deliveries", column) for column in ("kind", "subject_id", "recipient_id", "payload")),
        ("drafts", "report_id"),
    },
    "0017": {("alert_events", "detail")},
    "0018": {("deliveries", "payload")},
}
TAKES: dict[str, set[str]] = {
    "0005": {"drafts", "deliveries"},
    "0012": {"drafts"},
    "0014": {"audit"},
}


def _read(connection: Connection) -> Rows:
    made = MetaData()
    made.reflect(connection)
    for table in made.sorted_tables:
        row_json.soften(table)
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in made.sorted_tables
        if table.name != VERSION
    }


async def _steps(url: str, last: str) -> list[tuple[str, Rows]]:
    """Bring the database up a migration at a time; return what stood in it after each."""
    database, seen = Database(url), []
    revisions = schema.revisions()
    for revision in revisions[: revisions.index(last) + 1]:
        async with database.engine.begin() as connection:
            await connection.run_sync(schema.bring_to, revision)
            seen.append((revision, await connection.run_sync(_read)))
    await database.close()
    return seen


def _lost(before: Rows, after: Rows, revision: str) -> list[tuple[str, Row]]:
    """Return the rows that are gone, or changed where nothing was to change."""
    lost = []
    for table, rows in before.items():
        changed = {column for name, column in CHANGES.get(revision, set()) if name == table}
        there = [{key: row.get(key) for key in rows[0]} for row in after[table]] if rows else []
        kept = [_without(row, changed) for row in there]
        lost += [(table, row) for row in rows if _without(row, changed) not in kept]
    return lost


def _without(row: Row, columns: set[str]) -> Row:
    return {key: value for key, value in row.items() if key not in columns}


@pytest.mark.both_databases
def test_each_migration_keeps_every_row(blank_url: str, data: Path) -> None:
    """One after the other on the released database: nothing goes but what is named."""
    released.lay(released.FIRST, blank_url, data)
    steps = asyncio.run(_steps(blank_url, schema.revisions()[-1]))
    assert steps[0][0] == "0001"
    assert all(rows for name, rows in steps[0][1].items() if name != "successions")
    for (_, before), (revision, after) in pairwise(steps):
        taken = {table for table, _ in _lost(before, after, revision)}
        assert taken <= TAKES.get(revision, set()), revision


def test_what_joined_the_reports_of_one_person_is_all_that_goes(data: Path) -> None:
    """Of who pressed /hapus before: the draft, and what they were answered about it; and names."""
    url = sqlite_in(data)
    released.lay(released.FIRST, url, data)
    (erased,) = [row for row in released.rows(released.FIRST, "reports") if not row["text"]]
    steps = dict(asyncio.run(_steps(url, "0005")))
    gone = _lost(steps["0004"], steps["0005"], "0005")
    assert {row["id"] for table, row in gone if table == "drafts"} == {erased["id"]}
    told = [row for table, row in gone if table == "deliveries"]
    assert {row["kind"] for row in told} == {"draft", "receipt", "report_news"}
    assert {row["subject_id"] for row in told} == {erased["id"]}
    by = {row["kind"]: row["member_id"] for row in steps["0005"]["alert_events"]}
    assert by["reopened"] is None
    assert by["safe"] is None
    assert by["acknowledged"] is not None
    before, after = (_names(steps[number]["reports"]) for number in ("0003", "0004"))
    assert len(set(before)) < len(before)  # of two reports of one person, one name ...
    assert len(set(after)) == len(after)  # ... and now none is shared, nor an old one kept
    assert not set(before) & set(after)


def test_what_the_audit_remembered_for_the_program_is_carried_over(
    blank_url: str, data: Path
) -> None:
    """The key, the menus, the chores, and who used a code, once: with the same values and times."""
    released.lay(released.FIRST, blank_url, data)
    code = released.rows(released.FIRST, "invitations")[0]
    person = released.rows(released.FIRST, "members")[0]["id"]
    asyncio.run(_adds_to_the_audit(blank_url, code["id"], person))
    steps = dict(asyncio.run(_steps(blank_url, "0014")))
    before, after = steps["0013"], steps["0014"]
    taken = {row["id"] for _, row in _lost(before, after, "0014")}
    chores = [row for row in before["audit"] if row["action"] == "retention"]
    assert taken == {3, 4, *(row["id"] for row in chores)}
    assert [(row["id"], row["mark"]) for row in after["key_marks"]] == [(3, "of the key")]
    assert [(row["id"], row["mark"]) for row in after["menu_editions"]] == [(4, "an edition")]
    done = {row["chore"]: row["finished_at"] for row in after["retention_runs"]}
    chores.sort(key=itemgetter("at"))
    assert done == {row["subject"]: row["at"] for row in chores}  # of each the last
    (use,) = after["invitation_uses"]
    assert (use["invitation_id"], use["member_id"], use["first_at"].day) == (code["id"], person, 5)


async def _adds_to_the_audit(url: str, code: int, person: int) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        made = MetaData()
        await connection.run_sync(made.reflect, only=["audit"])
        audit = made.tables["audit"]
        for number, action, subject in (
            *((1, "retention", "drafts"), (2, "retention", "drafts")),
            *((3, "key", "of the key"), (4, "menu", "an edition")),
            *((5, "redeemed", f"invitation:{code}"), (6, "redeemed", f"invitation:{code}")),
        ):
            at, who = datetime(2028, 1, number, tzinfo=UTC), f"member:{person}"
            row = {"id": number, "at": at, "actor": who, "action": action, "subject": subject}
            await connection.execute(insert(audit), row)
    await database.close()


def _names(reports: list[Row]) -> list[str]:
    return [row["alias"] for row in reports if row["alias"].startswith("Warga ")]
