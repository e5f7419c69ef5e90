"""What its writer only passed on is marked as such: on the draft, the report and the addendum."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("drafts", "reports", "addenda")


def upgrade() -> None:
    """Add it in place: SQLite would make the tables anew, to which others refer."""
    for table in TABLES:
        op.add_column(
            table,
            sa.Column("forwarded", sa.Boolean(), server_default=sa.false(), nullable=False),
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "forwarded")
