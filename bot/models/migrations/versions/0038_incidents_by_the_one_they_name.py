"""Which incidents name one as similar is found by an index; most name none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_NAMES_ONE = sa.text("similar_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_incidents_similar_id",
        "incidents",
        ["similar_id"],
        sqlite_where=_NAMES_ONE,
        postgresql_where=_NAMES_ONE,
    )


def downgrade() -> None:
    op.drop_index("ix_incidents_similar_id", "incidents")
