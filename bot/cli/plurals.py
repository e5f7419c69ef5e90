"""Numbers before what they count, in the English of the command line."""

from __future__ import annotations


def count(number: float, one: str, many: str | None = None) -> str:
    """Return ``1 report``, ``2 reports``; ``many`` where it is more than an s."""
    return f"{number:.0f} {one if number == 1 else many or one + 's'}"
