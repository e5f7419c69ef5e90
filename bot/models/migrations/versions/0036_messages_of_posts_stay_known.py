"""Where a message stands that a post opened is known as long as its reader holds a post.

The index holds what is kept alone, of which the newest says how far the cleaning has come.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KEPT = sa.text("kept IS NOT NULL")


def upgrade() -> None:
    """Add the column in place: SQLite would make the table anew, which is the largest."""
    op.add_column("deliveries", sa.Column("kept", sa.Boolean(), nullable=True))
    op.create_index(
        "ix_deliveries_kept", "deliveries", ["id"], sqlite_where=KEPT, postgresql_where=KEPT
    )


def downgrade() -> None:
    op.drop_index("ix_deliveries_kept", "deliveries")
    op.drop_column("deliveries", "kept")
