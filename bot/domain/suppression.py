"""How many confidential reports fell, for those who may not read them: never fewer than five.

They are in none of the figures that such a reader is shown (total, village, kind, class, open,
answered, false alarms), so that no difference between two of those tells of one. Beside them one
number says how many fell in the whole region, in steps of five and rounded down: whichever two of
such numbers are subtracted (two weeks, a region and its part, an hour ago and now), what comes out
is nothing, or five and more.
"""

from __future__ import annotations

LEAST = 5


def at_least(count: int) -> int:
    """Return what may be said of ``count`` reports: "at least so many"; 0: nothing is said."""
    return count - count % LEAST
