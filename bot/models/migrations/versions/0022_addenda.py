"""What the writer of a sent report adds to it has a row of its own, and its pictures name it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "addenda",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("threat", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("media_group", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_addenda_report_id_reports"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addenda")),
    )
    with op.batch_alter_table("addenda", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addenda_report_id"), ["report_id"], unique=False)
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("addendum_id", _ID, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attachments_addendum_id_addenda"),
            "addenda",
            ["addendum_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_index(
            batch_op.f("ix_attachments_addendum_id"), ["addendum_id"], unique=False
        )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adds_to", _ID, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("adds_to")

    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_addendum_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_attachments_addendum_id_addenda"), type_="foreignkey"
        )
        batch_op.drop_column("addendum_id")
    op.drop_table("addenda")
