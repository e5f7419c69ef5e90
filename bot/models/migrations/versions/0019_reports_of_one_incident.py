"""Reports of one incident."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF_INCIDENTS = ("merged_into_id", "similar_id")


def upgrade() -> None:
    op.create_table(
        "merges",
        sa.Column(
            "id",
            _ID,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("into_id", _ID, nullable=False),
        sa.Column("from_id", _ID, nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["incidents.id"],
            name=op.f("fk_merges_from_id_incidents"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["into_id"],
            ["incidents.id"],
            name=op.f("fk_merges_into_id_incidents"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_merges_report_id_reports"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merges_into_id"), ["into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merges_report_id"), ["report_id"], unique=False)

    for name in _OF_INCIDENTS:
        op.add_column("incidents", sa.Column(name, _ID, nullable=True))


def downgrade() -> None:
    for name in _OF_INCIDENTS:
        op.drop_column("incidents", name)

    with op.batch_alter_table("merges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merges_report_id"))
        batch_op.drop_index(batch_op.f("ix_merges_into_id"))

    op.drop_table("merges")
