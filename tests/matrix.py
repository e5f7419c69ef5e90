"""Which stories are told twice: on both databases, by both ways in which updates come.

``make test`` tells a story on PostgreSQL too where it is marked ``both_databases``: where that
database can do otherwise than SQLite. Of every other file it tells one story there, so that each
statement meets its types and its grammar. What moves from one database to another moves from each
kind to the other. A process is killed on SQLite, while it polls. What is marked ``whole_matrix`` is
long, and each part of it is told elsewhere too: in the browser one night is played in one window.
``--whole`` tells every story everywhere, as ``.ci/run`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

POSTGRESQL, WEBHOOK = "postgresql", "webhook"


def left_out(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Return the tellings of stories that ``make test`` leaves to the whole matrix."""
    items = list(items)
    # Files of which a story is told on PostgreSQL.
    met: set[object] = {one.path for one in items if _is_for_both(one)}
    return {item for item in items if not _is_told(item, met)}


def long_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return them with those first that are marked ``long``; else as they stand."""
    return sorted(items, key=lambda item: item.get_closest_marker("long") is None)


def one_of(first: object, *others: object) -> Sequence[object]:
    """Return parameters of which each run tells the first, and the whole matrix all."""
    return [first, *(pytest.param(other, marks=pytest.mark.whole_matrix) for other in others)]


def _is_for_both(item: pytest.Item) -> bool:
    return item.get_closest_marker("both_databases") is not None


def _is_told(item: pytest.Item, met: set[object]) -> bool:
    if item.get_closest_marker("whole_matrix") is not None:
        return False
    how: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    here, there = how.get("database_url"), how.get("blank_url")
    if here is not None and here == there:  # from one to the other, both ways, is told
        return False
    on_postgresql = POSTGRESQL in {here, there}
    if item.get_closest_marker("kill") is not None:
        return not on_postgresql and how.get("intake") != WEBHOOK
    if not on_postgresql or _is_for_both(item):
        return True
    is_first = item.path not in met
    met.add(item.path)
    return is_first
