"""An alias belongs to an incident: former ones joined the reports of one person, and give way."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = (
    "Akasia Anggrek Anyelir Aster Bakung Bambu Bangau Beringin Bougenvil Cempaka Cemara Cendana "
    "Camar Dahlia Delima Edelweis Elang Enau Eboni Flamboyan Gelatik Gaharu Jalak Jambu Jati "
    "Kaktus Kamboja Kapuk Kasuari Kecapi Kedondong Kelapa Kemuning Kenanga Kenari Kepodang "
    "Ketapang Kutilang Lavender Lotus Mahoni Maleo Mangga Manggis Markisa Mawar Melati Meranti "
    "Merak Merpati Murai Nangka Nuri Pakis Palem Pinus Pisang Punai Rajawali Rambutan Randu "
    "Rangkong Rotan Salak Sawo Seruni Sirsak Srikaya Sukun Teratai Trembesi Tulip Turi Widuri"
)
_NUMBERS = 990  # 10 to 999
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
    return f"Warga {secrets.choice(_WORDS.split())}-{10 + secrets.randbelow(_NUMBERS)}"
