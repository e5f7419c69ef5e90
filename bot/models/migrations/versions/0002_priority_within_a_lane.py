"""Priority within a lane: somebody's first page goes before another's second."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "priority",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=False,
                server_default="0",
            )
        )

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "priority",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=False,
                server_default="0",
            )
        )
        batch_op.drop_index(batch_op.f("ix_deliveries_status_lane_send_after"))
        batch_op.create_index(
            "ix_deliveries_queue", ["status", "lane", "priority", "send_after"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_queue")
        batch_op.create_index(
            batch_op.f("ix_deliveries_status_lane_send_after"),
            ["status", "lane", "send_after"],
            unique=False,
        )
        batch_op.drop_column("priority")

    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_column("priority")
