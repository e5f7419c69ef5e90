"""Which villages fell silent is read from an index alone, with the kinds of what came."""

from __future__ import annotations

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_WITHOUT = "ix_reports_village_code_created_at"
_WITH = "ix_reports_village_code_created_at_category"
_COLUMNS = ["village_code", "created_at"]


def upgrade() -> None:
    op.create_index(_WITH, "reports", [*_COLUMNS, "category"])
    op.drop_index(_WITHOUT, "reports")


def downgrade() -> None:
    op.create_index(_WITHOUT, "reports", _COLUMNS)
    op.drop_index(_WITH, "reports")
