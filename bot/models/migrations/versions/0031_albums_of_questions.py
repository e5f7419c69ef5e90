"""Further pictures of an album go with the question that its first one was asked with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column in place: SQLite would make the table anew, to which others refer."""
    op.add_column(
        "conversation_messages", sa.Column("media_group", sa.String(length=64), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("conversation_messages", "media_group")
