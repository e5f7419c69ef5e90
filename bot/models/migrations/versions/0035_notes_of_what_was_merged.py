"""A note goes with what it was written of into the incident that it was put to, and back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Of what was merged before, its notes follow where its reports went.
FOLLOW = """
UPDATE notes SET origin_id = incident_id, incident_id = (
    SELECT merged_into_id FROM incidents WHERE incidents.id = notes.incident_id)
WHERE EXISTS (
    SELECT 1 FROM incidents AS stays JOIN incidents AS goes ON goes.merged_into_id = stays.id
    WHERE goes.id = notes.incident_id AND stays.merged_into_id IS NULL)
"""
BACK = "UPDATE notes SET incident_id = origin_id WHERE origin_id IS NOT NULL"


def upgrade() -> None:
    op.add_column("notes", sa.Column("origin_id", _ID, nullable=True))
    op.execute(FOLLOW)


def downgrade() -> None:
    op.execute(BACK)
    op.drop_column("notes", "origin_id")
