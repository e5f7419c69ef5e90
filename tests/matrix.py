"""Which stories are told twice: on both databases, by both ways in which updates come.

``make test`` tells a story on PostgreSQL too where it is marked ``both_databases``: where that
database can do otherwise than SQLite. Of every other file it tells one story there and not on
SQLite, so that each statement meets both types and grammars. What moves from one database to
another moves from each kind to the other. A process is killed on SQLite, while it polls. What is
marked ``whole_matrix`` is long, and each part of it is told elsewhere too: in the browser one night
is played in one window.
``--whole`` tells every story everywhere, as ``.ci/run`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SQLITE, POSTGRESQL, WEBHOOK = "sqlite", "postgresql", "webhook"
_LONG = ("long", "whole_matrix")


def left_out(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Return the tellings of stories that ``make test`` leaves to the whole matrix."""
    items = [*items]
    told = [item for item in items if _is_told(item)]
    there = _first_of_each(told)
    here = {item.nodeid.replace(POSTGRESQL, SQLITE) for item in there}  # the same, on SQLite
    once = [item for item in told if not _is_for_both(item)]
    told_there = {item for item in once if _is_on_postgresql(item)}
    not_twice = {item for item in once if item.nodeid in here}
    return (set(items) - set(told)) | (told_there - there) | not_twice


def long_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return them with those first that are marked ``long`` or so by themselves; else in order."""
    return sorted(items, key=lambda item: not any(map(item.get_closest_marker, _LONG)))


def one_of(first: object, *others: object) -> Sequence[object]:
    """Return parameters of which each run tells the first, and the whole matrix all."""
    return [first, *(pytest.param(other, marks=pytest.mark.whole_matrix) for other in others)]


def _is_for_both(item: pytest.Item) -> bool:
    return item.get_closest_marker("both_databases") is not None


def _is_told(item: pytest.Item) -> bool:
    if item.get_closest_marker("whole_matrix") is not None:
        return False
    how = _parameters(item)
    here, there = how.get("database_url"), how.get("blank_url")
    if here is not None and here == there:  # from one to the other, both ways, is told
        return False
    is_killed = item.get_closest_marker("kill") is not None
    return not is_killed or not (_is_on_postgresql(item) or how.get("intake") == WEBHOOK)


def _first_of_each(told: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Return the first story on PostgreSQL of each file that tells none on both."""
    first: dict[object, pytest.Item] = {}
    for item in filter(_is_on_postgresql, told):
        first.setdefault(item.path, item)
    on_both = {item.path for item in told if _is_for_both(item)}
    return {item for path, item in first.items() if path not in on_both}


def _is_on_postgresql(item: pytest.Item) -> bool:
    how = _parameters(item)
    return POSTGRESQL in {how.get("database_url"), how.get("blank_url")}


def _parameters(item: pytest.Item) -> dict[str, Any]:
    held: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    return held
