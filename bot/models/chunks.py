"""As many values at a time as one statement may name, on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

T = TypeVar("T", int, str)
AT_ONCE = 500


def chunks(values: Collection[T]) -> Iterator[list[T]]:
    """Return values in order, so many at a time."""
    listed = sorted(values)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
