"""A note has pictures, and remembers the album whose further ones belong to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF_ONE = "note_id IS NULL OR (draft_id IS NULL AND report_id IS NULL)"


def upgrade() -> None:
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("media_group", sa.String(length=64), nullable=True))

    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note_id", _ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attachments_note_id_notes"),
            "notes",
            ["note_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_check_constraint(batch_op.f("ck_attachments_of_one"), sa.text(_OF_ONE))
        batch_op.create_index(batch_op.f("ix_attachments_note_id"), ["note_id"], unique=False)


def downgrade() -> None:
    attachments = sa.table("attachments", sa.column("note_id", _ID))
    op.execute(sa.delete(attachments).where(attachments.c.note_id.is_not(None)))
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_note_id"))
        batch_op.drop_constraint(batch_op.f("ck_attachments_of_one"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_attachments_note_id_notes"), type_="foreignkey")
        batch_op.drop_column("note_id")

    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_column("media_group")
