"""How a reporter's earlier reports ended is told in bands."""

from __future__ import annotations

import pytest

from bot.domain.trust import Trust, band


@pytest.mark.parametrize(
    ("real", "false", "told"),
    [
        (0, 0, None),
        (1, 0, None),
        (2, 0, Trust.SOME_TRUE),
        (3, 1, None),
        (0, 2, None),
        (5, 0, Trust.OFTEN_TRUE),
        (8, 2, Trust.OFTEN_TRUE),
        (3, 2, Trust.OFTEN_MIXED),
        (0, 9, Trust.OFTEN_MIXED),
    ],
)
def test_a_band_tells_no_number(real: int, false: int, told: Trust | None) -> None:
    """Of few reports one that was false puts nobody into a band."""
    assert band(real, false) is told
