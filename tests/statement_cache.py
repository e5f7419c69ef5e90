"""One cache of compiled statements for a whole run: each world has an engine of its own.

SQLAlchemy keeps what it compiled by engine and dialect, so that every story compiled anew what
the story before it had compiled. A bot that runs has compiled everything long ago, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

if TYPE_CHECKING:
    from sqlalchemy import Engine

STATEMENTS = 5_000
_cache: LRUCache[Any, Any] = LRUCache(STATEMENTS)


def share() -> None:
    """Let every engine that is made from now on use the one cache."""
    dialect: Any = DefaultDialect
    dialect.engine_created = classmethod(_shares)
    dialect.__eq__ = _writes_the_same
    dialect.__hash__ = lambda self: hash(type(self))


def _shares(_: type[DefaultDialect], engine: Engine) -> None:
    engine._compiled_cache = _cache  # noqa: SLF001 - no option of it reaches what the ORM flushes


def _writes_the_same(one: DefaultDialect, other: object) -> bool:
    """Tell whether two dialects write the same SQL: of one kind, and for servers of one version."""
    return type(one) is type(other) and _version(one) == _version(other)


def _version(dialect: object) -> object:
    """Return the version of the server; None: nobody was connected yet."""
    return getattr(dialect, "server_version_info", None)
