"""What a reader may learn who subtracts the figures that they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.suppression import LEAST, at_least


@pytest.mark.parametrize(
    ("fell", "said"), [(0, 0), (1, 0), (4, 0), (5, 5), (6, 5), (9, 5), (10, 10), (23, 20)]
)
def test_fewer_than_five_are_not_said(fell: int, said: int) -> None:
    """Steps of five, rounded down."""
    assert at_least(fell) == said


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.data())
def test_no_two_figures_betray_fewer_than_five(villages: list[int], data: st.DataObject) -> None:
    """Of a region, of some of its villages, of another week: the difference is none or five."""
    some = data.draw(st.lists(st.sampled_from(range(len(villages))), unique=True))
    later = data.draw(st.integers(0, 6))
    shown = [
        at_least(sum(villages)),
        at_least(sum(villages) + later),
        at_least(sum(villages[one] for one in some)),
        *map(at_least, villages),
    ]
    differences = {abs(one - other) for one in shown for other in shown}
    assert all(one == 0 or one >= LEAST for one in differences)
    assert at_least(sum(villages)) <= sum(villages)
