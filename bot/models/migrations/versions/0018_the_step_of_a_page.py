"""Of which run and step of an alert a message is stands in columns, by which they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Callable

    Payload = dict[str, Any]

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STEP = ("run", "position")
_DELIVERIES = sa.table(
    "deliveries",
    sa.column("id", _ID),
    sa.column("kind", sa.String),
    sa.column("payload", sa.JSON),
    *(sa.column(name, _ID) for name in _STEP),
)
_KINDS = ("page", "lease", "alert", "villages", "located")  # which name a run
_MANY = 5000  # rows read at once
_LARGEST = 2**63 - 1


def upgrade() -> None:
    """Take both out of what a promise holds; what is no number there is of no step."""
    for name in _STEP:
        op.add_column("deliveries", sa.Column(name, _ID, nullable=True))
    _rewrite(_taken_out)


def downgrade() -> None:
    _rewrite(_put_back)
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        for name in _STEP:
            batch_op.drop_column(name)


def _rewrite(change: Callable[[sa.Row[Any]], Payload]) -> None:
    """Write down what ``change`` makes of each row, some thousands at a time."""
    one, there, last = _DELIVERIES.c, op.get_bind(), -1
    wanted = sa.select(_DELIVERIES).where(one.kind.in_(_KINDS)).order_by(one.id).limit(_MANY)
    written: Payload = {name: sa.bindparam(name) for name in ("payload", *_STEP)}
    update = _DELIVERIES.update().where(one.id == sa.bindparam("of")).values(written)
    while rows := there.execute(wanted.where(one.id > last)).all():
        there.execute(update, [{"of": row.id, **change(row)} for row in rows])
        last = rows[-1].id


def _taken_out(row: sa.Row[Any]) -> Payload:
    rest = {name: value for name, value in row.payload.items() if name not in _STEP}
    return {"payload": rest, **{name: _number(row.payload.get(name)) for name in _STEP}}


def _put_back(row: sa.Row[Any]) -> Payload:
    step = {name: getattr(row, name) for name in _STEP}
    said = {name: value for name, value in step.items() if value is not None}
    return {"payload": {**row.payload, **said}, **step}


def _number(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= _LARGEST else None
