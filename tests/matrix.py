"""Which stories are told twice: on both databases, by both ways in which updates come.

``make test`` tells a story on PostgreSQL too where it is marked ``both_databases``: where that
database can do otherwise than SQLite. A process is killed on SQLite while it polls, and on
PostgreSQL while it has a webhook. ``--whole`` tells every story everywhere, as ``.ci/run`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

POSTGRESQL, WEBHOOK = "postgresql", "webhook"


def is_left_out(item: pytest.Item) -> bool:
    """Tell whether ``make test`` leaves this telling of a story to the whole matrix."""
    told = _told(item)
    on_postgresql = POSTGRESQL in {told.get("database_url"), told.get("blank_url")}
    if item.get_closest_marker("kill") is not None and "intake" in told:
        return on_postgresql != bool(told["intake"] == WEBHOOK)
    return on_postgresql and item.get_closest_marker("both_databases") is None


def _told(item: pytest.Item) -> dict[str, Any]:
    """Return on what, and by which way, a story is told."""
    told: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    return told
