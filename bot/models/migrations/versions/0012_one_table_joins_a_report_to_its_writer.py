"""One table joins a report to its writer; reports get numbers that say nothing of their drafts."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_LOW_BITS = 22
_OWED = ("queued", "leased")
_PHOTO_WORK = ("photo_check", "photo_erase")
_ALREADY_SENT = (
    (
        "Laporan itu sudah terkirim dan tidak berubah lagi. Untuk menambah, kirim pesan baru"
        " dan sebut tiketnya: {ticket}."
    ),
    "Laporan itu ({ticket}) sudah terkirim dan tidak berubah lagi. Ada tambahan? Kirim pesan baru.",
)
_REPORTS = sa.table(
    "reports",
    sa.column("id", _ID),
    sa.column("ticket", sa.String()),
    sa.column("member_id", _ID),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("erase_when_over", sa.Boolean()),
)
_DRAFTS = sa.table(
    "drafts",
    sa.column("id", _ID),
    sa.column("report_id", _ID),
    sa.column("message_id", _ID),
    sa.column("media_group", sa.String()),
    sa.column("messages", sa.JSON()),
)
_MEMBERS = sa.table("members", sa.column("id", _ID), sa.column("erased_at"))
_PHOTOS = sa.table(
    "attachments", sa.column("id", _ID), sa.column("draft_id", _ID), sa.column("report_id", _ID)
)
_DELIVERIES = sa.table(
    "deliveries",
    sa.column("id", _ID),
    sa.column("kind", sa.String()),
    sa.column("status", sa.String()),
    sa.column("subject_id", _ID),
    sa.column("recipient_id", _ID),
    sa.column("payload", sa.JSON()),
)
_AUTHORS = sa.table(
    "report_authors",
    sa.column("id", _ID),
    sa.column("report_id", _ID),
    sa.column("member_id", _ID),
    sa.column("message_id", _ID),
    sa.column("messages", sa.JSON()),
    sa.column("media_group", sa.String()),
)
# What is moved waits here while nothing may refer to reports: SQLite alters a table by copying it.
_MOVED = sa.table(
    "moved_reports",
    sa.column("old", _ID),
    sa.column("new", _ID),
    sa.column("member_id", _ID),
    sa.column("message_id", _ID),
    sa.column("messages", sa.JSON()),
    sa.column("media_group", sa.String()),
    sa.column("gone", sa.Boolean()),
)
_MOVED_PHOTOS = sa.table(
    "moved_photos", sa.column("id", _ID), sa.column("draft_id", _ID), sa.column("report_id", _ID)
)


def upgrade() -> None:
    """Keep every row, and move what joins it to a person into the new table.

    1. What is to be moved is noted, and what refers to it lets go.
    2. The tables are altered.
    3. Reports get their new numbers; authors keep the old ones, by which their cards name them.
    """
    _create_authors()
    _note_reports()
    _note_photos()
    op.execute(sa.delete(_DRAFTS).where(_DRAFTS.c.report_id.is_not(None)))
    _free_deliveries()
    _alter()
    _number_reports()
    _put_back_photos()
    op.drop_table("moved_reports")
    op.drop_table("moved_photos")


def downgrade() -> None:
    """Not offered: what is erased meanwhile has no writer to go back to. Restore a backup."""
    raise NotImplementedError


def _create_authors() -> None:
    op.create_table(
        "report_authors",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("message_id", _ID, nullable=True),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("media_group", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_report_authors_member_id_members"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_report_authors_report_id_reports"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_authors")),
    )
    with op.batch_alter_table("report_authors", schema=None) as batch_op:
        batch_op.create_index(
            "ix_report_authors_member_id_message_id", ["member_id", "message_id"], unique=False
        )
        batch_op.create_index("ix_report_authors_report_id", ["report_id"], unique=True)


def _note_reports() -> None:
    """Draw a new number for each report, in an order that says nothing of the old ones."""
    op.create_table(
        "moved_reports",
        sa.Column("old", _ID, primary_key=True, autoincrement=False),
        sa.Column("new", _ID, nullable=False),
        sa.Column("member_id", _ID),
        sa.Column("message_id", _ID),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("media_group", sa.String(length=64)),
        sa.Column("gone", sa.Boolean(), nullable=False),
    )
    report, draft, member = _REPORTS.c, _DRAFTS.c, _MEMBERS.c
    wanted = (
        sa.select(
            report.id,
            report.created_at,
            report.member_id,
            draft.message_id,
            draft.media_group,
            draft.messages,
            member.erased_at.is_not(None).label("gone"),
        )
        .select_from(_REPORTS)
        .outerjoin(_DRAFTS, draft.report_id == report.id)
        .outerjoin(_MEMBERS, member.id == report.member_id)
        .order_by(report.ticket)
    )
    numbers = _numbers()
    op.bulk_insert(
        _MOVED,
        [
            {
                "old": row.id,
                "new": _moment(row.created_at) << _LOW_BITS | next(numbers),
                "member_id": row.member_id,
                "message_id": row.message_id,
                "messages": _messages(row.messages, row.message_id),
                "media_group": row.media_group,
                "gone": bool(row.gone),
            }
            for row in op.get_bind().execute(wanted).all()
        ],
    )


def _messages(parts: list[dict[str, Any]] | None, first: int | None) -> list[int]:
    """Return the numbers of the messages that a draft was made of."""
    known = [one["id"] for one in parts or []]
    return known or ([] if first is None else [first])


def _numbers() -> Iterator[int]:
    """Yield low bits of numbers; none comes twice before all have come."""
    number = secrets.randbits(_LOW_BITS)
    while True:
        number = (number + 1) % (1 << _LOW_BITS)
        yield number


def _moment(at: datetime) -> int:
    """Return the milliseconds that a number made at ``at`` begins with."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return max(0, (aware - _EPOCH) // timedelta(milliseconds=1))


def _note_photos() -> None:
    op.create_table(
        "moved_photos",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("draft_id", _ID),
        sa.Column("report_id", _ID),
    )
    photo, moved = _PHOTOS.c, _MOVED.c
    op.execute(
        sa.insert(_MOVED_PHOTOS).from_select(
            ["id", "draft_id", "report_id"],
            sa.select(
                photo.id,
                sa.case((photo.report_id.is_(None), photo.draft_id)),
                moved.new,
            ).select_from(sa.outerjoin(_PHOTOS, _MOVED, moved.old == photo.report_id)),
        )
    )
    op.execute(sa.update(_PHOTOS).values(draft_id=None, report_id=None))


def _free_deliveries() -> None:
    """Name no photo that was seen to, nor a ticket beside whoever wrote the report."""
    one, author = _DELIVERIES.c, _MOVED.c
    settled = one.kind.in_(_PHOTO_WORK), one.status.not_in(_OWED)
    op.execute(sa.update(_DELIVERIES).where(*settled).values(subject_id=None))
    connection = op.get_bind()
    told = connection.execute(
        sa.select(one.id, one.payload).where(
            one.kind == "sentence", sa.cast(one.payload, sa.Text()).contains("tidak berubah lagi")
        )
    ).all()
    tickets = sa.select(author.old).join(_REPORTS, _REPORTS.c.id == author.old)
    for row in told:
        if row.payload.get("text") in _ALREADY_SENT:
            ticket = row.payload.get("values", {}).get("ticket")
            subject = connection.scalar(tickets.where(_REPORTS.c.ticket == ticket))
            change = sa.update(_DELIVERIES).where(one.id == row.id)
            op.execute(change.values(kind="already_sent", subject_id=subject, payload={}))


def _alter() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_member_id"))
        batch_op.drop_constraint(batch_op.f("fk_attachments_member_id_members"), type_="foreignkey")
        batch_op.drop_column("member_id")

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.alter_column("recipient_id", existing_type=_ID, nullable=True)
    op.execute(
        sa.update(_DELIVERIES).where(_DELIVERIES.c.kind == "photo_erase").values(recipient_id=None)
    )

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_drafts_report_id_reports"), type_="foreignkey")
        batch_op.drop_column("report_id")

    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("erase_when_over", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.drop_index(batch_op.f("ix_reports_member_id"))
        batch_op.drop_constraint(batch_op.f("fk_reports_member_id_members"), type_="foreignkey")
        batch_op.drop_column("member_id")


def _number_reports() -> None:
    """Forget at once who was erased while their case was open; the words go with its end."""
    report, moved = _REPORTS.c, _MOVED.c
    of_gone = report.id.in_(sa.select(moved.old).where(moved.gone))
    op.execute(sa.update(_REPORTS).where(of_gone).values(erase_when_over=sa.true()))
    new = sa.select(moved.new).where(moved.old == report.id).scalar_subquery()
    op.execute(sa.update(_REPORTS).values(id=new))
    op.execute(
        sa.insert(_AUTHORS).from_select(
            ["id", "report_id", "member_id", "message_id", "messages", "media_group"],
            sa.select(
                moved.old,
                moved.new,
                moved.member_id,
                moved.message_id,
                moved.messages,
                moved.media_group,
            ).where(moved.member_id.is_not(None), ~moved.gone),
        )
    )


def _put_back_photos() -> None:
    photo, moved = _PHOTOS.c, _MOVED_PHOTOS.c
    of_draft, of_report = (
        sa.select(column).where(moved.id == photo.id).scalar_subquery()
        for column in (moved.draft_id, moved.report_id)
    )
    op.execute(sa.update(_PHOTOS).values(draft_id=of_draft, report_id=of_report))
