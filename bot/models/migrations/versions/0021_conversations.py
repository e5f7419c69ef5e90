"""What an officer asks a reporter through the bot and the answer have rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation_messages",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_conversation_messages_member_id_members"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_conversation_messages_report_id_reports"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_messages")),
    )
    with op.batch_alter_table("conversation_messages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conversation_messages_member_id"), ["member_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_conversation_messages_report_id"), ["report_id"], unique=False
        )

    with op.batch_alter_table("report_authors", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ask_solved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_report_authors_ask_solved_at"), ["ask_solved_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("report_authors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_authors_ask_solved_at"))
        batch_op.drop_column("ask_solved_at")

    with op.batch_alter_table("conversation_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_messages_report_id"))
        batch_op.drop_index(batch_op.f("ix_conversation_messages_member_id"))

    op.drop_table("conversation_messages")
