"""The hours of digests that people chose.

The defaults are plain text: for another kind SQLite would copy a table that others refer to.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "daily_minute", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column(
                "weekly_minute", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("daily_stopped", sa.Boolean(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("weekly_stopped", sa.Boolean(), server_default="0", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_column("weekly_stopped")
        batch_op.drop_column("daily_stopped")
        batch_op.drop_column("weekly_minute")
        batch_op.drop_column("daily_minute")
