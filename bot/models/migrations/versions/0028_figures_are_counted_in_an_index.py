"""The figures of a summary are counted in an index alone."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

COLUMNS = [
    *("village_code", "opened_at", "category", "outcome", "merged_into_id"),
    *("severity", "answered_at", "closed_at"),
]


def upgrade() -> None:
    op.create_index("ix_incidents_figures", "incidents", COLUMNS)
    op.drop_index("ix_incidents_village_code_opened_at", table_name="incidents")


def downgrade() -> None:
    op.create_index(
        "ix_incidents_village_code_opened_at", "incidents", ["village_code", "opened_at"]
    )
    op.drop_index("ix_incidents_figures", table_name="incidents")
