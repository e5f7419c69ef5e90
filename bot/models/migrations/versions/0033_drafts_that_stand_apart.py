"""A draft whose writer said that it is a report of its own stays one, whatever changes in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column in place: SQLite would make the table anew, to which others refer."""
    op.add_column(
        "drafts", sa.Column("apart", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("drafts", "apart")
