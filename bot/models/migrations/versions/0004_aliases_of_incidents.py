"""An alias belongs to an incident: former ones joined the reports of one person, and give way."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from bot.domain.alias import NUMBERS, WORDS

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REPORTS = sa.table(
    "reports",
    sa.column("id", sa.BigInteger()),
    sa.column("incident_id", sa.BigInteger()),
    sa.column("alias", sa.String()),
    sa.column("role", sa.String()),
)


def upgrade() -> None:
    """Draw a new name for each person of each incident; nothing leads back to the old one.

    No role stays: how many held it then, nobody wrote down.
    """
    connection = op.get_bind()
    connection.execute(sa.update(_REPORTS).values(role=None))
    rows = connection.execute(
        sa.select(_REPORTS.c.id, _REPORTS.c.incident_id, _REPORTS.c.alias).where(
            _REPORTS.c.alias.like("Warga %-%")
        )
    ).all()
    drawn: dict[tuple[int, str], str] = {}
    changes = [
        {"of": row.id, "name": drawn.setdefault((row.incident_id, row.alias), _name())}
        for row in rows
    ]
    if changes:
        change = sa.update(_REPORTS).where(_REPORTS.c.id == sa.bindparam("of"))
        connection.execute(change.values(alias=sa.bindparam("name")), changes)


def downgrade() -> None:
    """Leave the names: the former ones are gone."""


def _name() -> str:
    return f"Warga {secrets.choice(WORDS)}-{10 + secrets.randbelow(NUMBERS)}"
