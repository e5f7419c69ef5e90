"""Voices and videos are kept beside photos; whoever sends them says whether they go along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KIND = sa.String(length=8)
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what drafts say in place: SQLite would make their table anew, to which others refer."""
    op.add_column("drafts", sa.Column("recordings", sa.Boolean(), nullable=True))
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", KIND, server_default="photo", nullable=False))
        batch_op.add_column(sa.Column("question_id", _ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attachments_question_id_conversation_messages"),
            "conversation_messages",
            ["question_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_index(
            batch_op.f("ix_attachments_question_id"), ["question_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_question_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_attachments_question_id_conversation_messages"), type_="foreignkey"
        )
        batch_op.drop_column("question_id")
        batch_op.drop_column("kind")
    op.drop_column("drafts", "recordings")
