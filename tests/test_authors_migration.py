"""Migration 0012: what joined reports to people moves into one table, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, select, text

from bot.models import Database, schema
from tests.migrations.before import AT, Before

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

BEFORE = "0011"
ANI, GONE, VILLAGE = 101, 102, "73.71.09.1001"
SENT, OPEN, OF_GONE, IMPORTED = 1_000_001, 1_000_002, 1_000_003, 1_000_004
pytestmark = pytest.mark.both_databases
ALREADY = (
    "Laporan itu sudah terkirim dan tidak berubah lagi. Untuk menambah, kirim pesan baru"
    " dan sebut tiketnya: {ticket}."
)


def _migrate(connection: Connection) -> None:
    before = Before(connection, BEFORE)
    before.has("regions", code=VILLAGE)
    before.has("members", id=ANI)
    before.has("members", id=GONE, erased_at=AT)
    for number, (report, member) in enumerate([(SENT, ANI), (OF_GONE, GONE), (IMPORTED, None)]):
        of = {"village_code": VILLAGE, "ticket": f"KT-{number}"}
        before.has("incidents", id=report + 100, status="open", **of)
        before.has("reports", id=report, incident_id=report + 100, member_id=member, **of)
    _drafts(before)
    _deliveries(before)
    schema.bring_to(connection, schema.HEAD)


def _drafts(before: Before) -> None:
    sent = (SENT, ANI, SENT), (OF_GONE, GONE, OF_GONE), (OPEN, ANI, None)
    for draft, member, in_report in sent:
        of_draft: dict[str, Any] = {"member_id": member, "report_id": in_report, "alternatives": []}
        before.has("drafts", id=draft, message_id=draft % 10, media_group="album", **of_draft)
        photo = {
            "draft_id": draft,
            "report_id": in_report,
            "member_id": member,
            "file_id": f"{draft}",
        }
        before.has("attachments", id=draft + 200, **photo)


def _deliveries(before: Before) -> None:
    told = {"text": ALREADY, "values": {"ticket": "KT-0"}}
    for number, (kind, subject, payload) in enumerate(
        [
            ("receipt", SENT, {}),
            ("photo_check", SENT + 200, {}),
            ("photo_erase", 5, {}),
            ("sentence", None, told),
        ]
    ):
        of_delivery = {"recipient_id": ANI, "subject_id": subject, "payload": payload}
        status = "queued" if kind == "photo_erase" else "sent"
        before.has("deliveries", id=number, kind=kind, status=status, **of_delivery)


def _after(connection: Connection) -> dict[str, list[Row[Any]]]:
    tables = MetaData()
    tables.reflect(connection)
    names = ("reports", "report_authors", "drafts", "attachments", "deliveries")
    return {
        name: list(connection.execute(select(tables.tables[name]).order_by(text("id"))))
        for name in names
    }


def _is_linked(rows: dict[str, list[Row[Any]]], first: int, second: int) -> None:
    """Check that draft, pictures and deliveries are those of these two reports still."""
    assert [row.id for row in rows["drafts"]] == [OPEN]
    assert [(row.draft_id, row.report_id) for row in rows["attachments"]] == [
        (None, first),
        (OPEN, None),
        (None, second),
    ]
    assert [(row.kind, row.subject_id, row.recipient_id) for row in rows["deliveries"]] == [
        ("receipt", SENT, ANI),
        ("photo_check", None, ANI),
        ("photo_erase", 5, None),
        ("already_sent", SENT, ANI),
    ]


async def test_every_row_is_kept_and_one_table_joins(blank_url: str) -> None:
    """A report with photo, an open draft, one whose writer was erased, and an imported one."""
    database = Database(blank_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_migrate)
    async with database.engine.connect() as connection:  # the commit has checked every reference
        rows = await connection.run_sync(_after)
    await database.close()
    reports = {row.ticket: row for row in rows["reports"]}
    assert len(reports) == 3
    assert not {row.id for row in rows["reports"]} & {SENT, OF_GONE, IMPORTED}
    assert [ticket for ticket, row in reports.items() if row.erase_when_over] == ["KT-1"]
    (author,) = rows["report_authors"]
    assert tuple(author) == (
        SENT,
        reports["KT-0"].id,
        ANI,
        SENT % 10,
        [SENT % 10],
        "album",
        None,
        None,
    )
    _is_linked(rows, reports["KT-0"].id, reports["KT-1"].id)
