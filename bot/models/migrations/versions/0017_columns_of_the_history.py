"""What a line of an incident's history tells stands in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Values = dict[str, Any]

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CODE = sa.String(13).with_variant(sa.String(13, collation="C"), "postgresql")
_COLUMNS = {
    "office": sa.String(60),
    **dict.fromkeys(("run", "position", "people"), _ID),
    **dict.fromkeys(("from_village", "to_village"), _CODE),
    "about": sa.String(24),
}
_EVENTS = sa.table(
    "alert_events",
    sa.column("id", _ID),
    sa.column("kind", sa.String),
    sa.column("detail", sa.String),
    *(sa.column(name, kind) for name, kind in _COLUMNS.items()),
)
_REGIONS = sa.table("regions", sa.column("code", _CODE))
# How a line's text was written, by its kind; of every other kind it was the office.
_STEP = ("paged", "nobody", "undelivered", "unreached", "unanswered")
_MOVED, _UNREVIEWED = "moved", "unreviewed"
_MANY = 5000  # lines read at once
_LARGEST = 18  # digits that fit a column


def upgrade() -> None:
    """Translate every line; of what cannot be read, what can is kept."""
    for name, kind in _COLUMNS.items():
        op.add_column("alert_events", sa.Column(name, kind, nullable=True))
    event = _EVENTS.c
    is_office = event.detail.like("%_@_%") & (sa.func.length(event.detail) <= 60)  # noqa: PLR2004
    others = event.kind.not_in((*_STEP, _MOVED, _UNREVIEWED))
    op.execute(_EVENTS.update().where(others, is_office).values(office=event.detail))
    is_kind = sa.func.length(event.detail) <= 24  # noqa: PLR2004 - the width of the columns
    op.execute(
        _EVENTS.update().where(event.kind == _UNREVIEWED, is_kind).values(about=event.detail)
    )
    known = set(op.get_bind().scalars(sa.select(_REGIONS.c.code)))
    _rewrite(_STEP, lambda line: _step(line.detail or ""))
    _rewrite((_MOVED,), lambda line: _way(line.detail or "", known))
    with op.batch_alter_table("alert_events", schema=None) as batch_op:
        for name in ("from_village", "to_village"):
            batch_op.create_foreign_key(
                batch_op.f(f"fk_alert_events_{name}_regions"),
                "regions",
                [name],
                ["code"],
                initially="DEFERRED",
                deferrable=True,
            )
        batch_op.drop_column("detail")


def downgrade() -> None:
    op.add_column("alert_events", sa.Column("detail", sa.String(120), nullable=True))
    event = _EVENTS.c
    op.execute(_EVENTS.update().values(detail=sa.func.coalesce(event.office, event.about)))
    _rewrite(_STEP, lambda line: _text(":", line.run, line.position, line.people))
    _rewrite((_MOVED,), lambda line: _text(">", line.run, line.from_village, line.to_village))
    with op.batch_alter_table("alert_events", schema=None) as batch_op:
        for name in ("from_village", "to_village"):
            batch_op.drop_constraint(f"fk_alert_events_{name}_regions", type_="foreignkey")
        for name in _COLUMNS:
            batch_op.drop_column(name)


def _rewrite(kinds: tuple[str, ...], read: Callable[[sa.Row[Any]], Values]) -> None:
    """Write down what ``read`` makes of the lines of some kinds, some thousands at a time."""
    for lines in _read(kinds):
        rows = [{"of": line.id, **read(line)} for line in lines]
        written: Values = {name: sa.bindparam(name) for name in rows[0] if name != "of"}
        change = _EVENTS.update().where(_EVENTS.c.id == sa.bindparam("of")).values(written)
        op.get_bind().execute(change, rows)


def _read(kinds: tuple[str, ...]) -> Iterator[list[sa.Row[Any]]]:
    last = -1
    wanted = sa.select(_EVENTS).where(_EVENTS.c.kind.in_(kinds)).order_by(_EVENTS.c.id)
    while True:
        rows = wanted.where(_EVENTS.c.id > last).limit(_MANY)
        lines = list(op.get_bind().execute(rows))
        if not lines:
            return
        yield lines
        last = lines[-1].id


def _step(detail: str) -> Values:
    """Read ``run:position:people``, of which the last ones may not be there."""
    run, position, people = (*detail.split(":"), "", "")[:3]
    return {"run": _number(run), "position": _number(position), "people": _number(people)}


def _way(detail: str, known: set[str]) -> Values:
    """Read ``run>village>village``, the old and the new one."""
    run, old, new = (*detail.split(">"), "", "")[:3]
    villages = {"from_village": old, "to_village": new}
    way = {name: code if code in known else None for name, code in villages.items()}
    return {"run": _number(run), **way}


def _number(part: str) -> int | None:
    fits = part.isascii() and part.isdecimal() and len(part) <= _LARGEST
    return int(part) if fits else None


def _text(between: str, *parts: object) -> Values:
    said = [str(part) for part in parts if part is not None]
    return {"detail": between.join(said) or None}
