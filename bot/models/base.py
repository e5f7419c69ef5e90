"""What every table shares: constraint names, UTC, 64-bit ids made by us."""

from __future__ import annotations

import itertools
import secrets
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Dialect

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
# SQLite makes the row id itself of an INTEGER key only; it holds 64 bits all the same.
BigId = BigInteger().with_variant(Integer, "sqlite")
_EPOCH_MS = 1_704_067_200_000  # 2024-01-01
_LOW_BITS = 22
_COUNT = itertools.count(secrets.randbits(_LOW_BITS))
MADE_HERE = "made_here"  # of a column whose values come from :func:`new_id`
_MAKING = threading.Lock()
_newest = 0  # the newest id that this process knows of


class UtcDateTime(TypeDecorator[datetime]):
    """Moments go in with a zone and come out in UTC, on a database that knows zones or not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: nobody could say which zone it meant."""
        del dialect
        if value is not None and value.tzinfo is None:
            message = f"a moment without a zone: {value!r}"
            raise ValueError(message)
        return None if value is None else value.astimezone(UTC)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], datetime | None] | None:
        """Return what gives a moment its zone back where the database dropped it."""
        del coltype
        return _in_utc if dialect.name == "sqlite" else None


def _in_utc(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as it stands
        int: BigId,
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        list[str]: JSON,
        list[int]: JSON,
    }


def exact(length: int | None = None) -> String:
    """Return text that is sorted and ranged by its bytes, as codes must be.

    SQLite knows nothing else; PostgreSQL would follow the language of the database, in which a dot
    may not count.
    """
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def new_id() -> int:
    """Return a fresh 63-bit id: milliseconds first, so that rows lie in the order of their making.

    Made here and not by the database, so that rows that refer to each other go out in one flush.
    The low bits count on from a random number: no two of a process are alike, and those of two
    processes hardly ever. Each is larger than the one before, although the clock went back: what
    was said later stays later.
    """
    global _newest  # noqa: PLW0603 - one order for all tables of a process
    low = next(_COUNT) % (1 << _LOW_BITS)
    made = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _LOW_BITS | low
    with _MAKING:
        _newest = max(made, _newest + 1)
        return _newest


def ids_follow(newest: int) -> None:
    """Let the ids that are made from now on be larger than ``newest``, of an earlier process."""
    global _newest  # noqa: PLW0603 - see new_id
    with _MAKING:
        _newest = max(_newest, newest)


def primary_id() -> MappedColumn[int]:
    """Return the primary key column of a table whose ids are made by :func:`new_id`."""
    return mapped_column(
        BigId, primary_key=True, autoincrement=False, default=new_id, info={MADE_HERE: True}
    )


def refers(
    target: str, *, index: bool = False, primary_key: bool = False, nullable: bool = False
) -> MappedColumn[Any]:
    """Return a foreign key that is checked at commit, so that one flush may insert in any order.

    ``nullable``: even where the column's type does not say so.
    """
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    if nullable:
        return mapped_column(key, index=index, primary_key=primary_key, nullable=True)
    return mapped_column(key, index=index, primary_key=primary_key)
