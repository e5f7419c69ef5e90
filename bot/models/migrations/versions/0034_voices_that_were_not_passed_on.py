"""Whoever reads a report learns that a voice or video came with it that could not be passed on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TABLES = ("drafts", "reports")


def upgrade() -> None:
    """Add the columns in place: SQLite would make the tables anew, to which others refer."""
    for table in TABLES:
        op.add_column(
            table, sa.Column("unheard", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "unheard")
