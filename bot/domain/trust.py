"""What an officer is told of how a reporter's earlier reports ended: a band, never a number."""

from __future__ import annotations

from enum import StrEnum

FEW, OFTEN = 2, 5  # reports that ended as true or false
MOSTLY = 0.8


class Trust(StrEnum):
    """A band; whoever has reported less, or whose few reports are mixed, is in none."""

    SOME_TRUE = "some_true"
    OFTEN_TRUE = "often_true"
    OFTEN_MIXED = "often_mixed"


def band(real: int, false: int) -> Trust | None:
    """Return the band of somebody of whose reports so many were real, and false.

    What was merely not found counts as neither: who reports in good faith loses nothing. Of few
    reports one that was called false puts nobody into a band of its own.
    """
    total = real + false
    if total >= OFTEN:
        return Trust.OFTEN_TRUE if real >= MOSTLY * total else Trust.OFTEN_MIXED
    return Trust.SOME_TRUE if total >= FEW and not false else None
