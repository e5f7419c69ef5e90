"""What the program remembers, and whom a code let in, have tables of their own beside the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_AUDIT = sa.table(
    "audit",
    sa.column("id", _ID),
    sa.column("at", _MOMENT),
    sa.column("actor", sa.String()),
    sa.column("action", sa.String()),
    sa.column("subject", sa.String()),
)
_INVITATIONS = sa.table("invitations", sa.column("id", _ID), sa.column("created_at", _MOMENT))
_MEMBERS = sa.table("members", sa.column("id", _ID))
_USES = sa.table(
    "invitation_uses",
    sa.column("invitation_id", _ID),
    sa.column("member_id", _ID),
    sa.column("first_at", _MOMENT),
)
# Action in the audit: the table that it gets, and the names of its columns there.
_MOVED = {
    "key": ("key_marks", "mark", 64, "since"),
    "menu": ("menu_editions", "mark", 64, "since"),
    "retention": ("retention_runs", "chore", 32, "finished_at"),
}


def upgrade() -> None:
    """Move what nobody did from the audit, and copy who used which code."""
    for action in _MOVED:
        _create(action)
        _move(action)
    op.create_index("ix_retention_runs_chore", "retention_runs", ["chore"], unique=False)
    _create_uses()
    _copy_uses()
    op.create_index("ix_alert_events_kind_at", "alert_events", ["kind", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_alert_events_kind_at", "alert_events")
    op.drop_table("invitation_uses")
    for action, (name, value, _, moment) in _MOVED.items():
        table = _table(name, value, moment)
        back = sa.select(
            table.c.id, table.c[moment], sa.literal("operator"), sa.literal(action), table.c[value]
        )
        op.execute(_AUDIT.insert().from_select(["id", "at", "actor", "action", "subject"], back))
        op.drop_table(name)


def _table(name: str, value: str, moment: str) -> sa.TableClause:
    return sa.table(
        name, sa.column("id", _ID), sa.column(value, sa.String()), sa.column(moment, _MOMENT)
    )


def _create(action: str) -> None:
    name, value, length, moment = _MOVED[action]
    op.create_table(
        name,
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column(value, sa.String(length=length), nullable=False),
        sa.Column(moment, _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _move(action: str) -> None:
    """Move the newest of each: of a chore one is kept, and of mark and edition the last counts."""
    name, value, _, moment = _MOVED[action]
    rows = sa.select(_AUDIT).where(_AUDIT.c.action == action).order_by(_AUDIT.c.at, _AUDIT.c.id)
    found = op.get_bind().execute(rows).all()
    newest = {row.subject if action == "retention" else action: row for row in found}
    if newest:
        table = _table(name, value, moment)
        op.bulk_insert(
            table, [{"id": row.id, value: row.subject, moment: row.at} for row in newest.values()]
        )
    op.execute(_AUDIT.delete().where(_AUDIT.c.action == action))


def _create_uses() -> None:
    op.create_table(
        "invitation_uses",
        sa.Column("invitation_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("first_at", _MOMENT, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_invitation_uses_{column}_{table}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, table in (("invitation_id", "invitations"), ("member_id", "members"))
        ),
        sa.PrimaryKeyConstraint("invitation_id", "member_id", name=op.f("pk_invitation_uses")),
    )


def _copy_uses() -> None:
    """Copy the first use of a code by each; the audit itself keeps its lines."""
    there = op.get_bind()
    made = {row.id: row.created_at for row in there.execute(sa.select(_INVITATIONS))}
    people = set(there.scalars(sa.select(_MEMBERS.c.id)))
    used = sa.select(_AUDIT).where(_AUDIT.c.action == "redeemed").order_by(_AUDIT.c.at)
    first: dict[tuple[int, int], object] = {}
    for row in there.execute(used):
        key = _number(row.subject), _number(row.actor)
        if key[0] in made and key[1] in people and row.at >= made[key[0]]:
            first.setdefault(key, row.at)
    _insert_uses(first.items())


def _insert_uses(first: Iterable[tuple[tuple[int, int], object]]) -> None:
    rows = [
        {"invitation_id": code, "member_id": member, "first_at": at} for (code, member), at in first
    ]
    if rows:
        op.bulk_insert(_USES, rows)


def _number(name: str) -> int:
    """Return the number of ``member:17`` or ``invitation:5``."""
    return int(name.rpartition(":")[2])
