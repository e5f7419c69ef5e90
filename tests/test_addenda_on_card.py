"""Which of the additions to an incident stay on its card: the newest, and whatever was urgent."""

from __future__ import annotations

import pytest

from bot.models import Addendum, Report
from bot.services.alerts import card_room

REPORTS = [Report(id=1, severity="SEDANG"), Report(id=2, severity="RENDAH")]


def _added(*said: str) -> list[Addendum]:
    """Return addenda by how bad each was; "!" behind it: that one called somebody."""
    return [
        Addendum(id=number, severity=one.removesuffix("!"), urgent=one.endswith("!"))
        for number, one in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ((), []),
        (("SEDANG",), [0]),
        (("SEDANG",) * 4, [2, 3]),
        (("SEDANG!", "SEDANG", "SEDANG", "SEDANG"), [0, 3]),
        (("SEDANG", "DARURAT", "DARURAT", "DARURAT"), [1, 3]),  # it made it worse
        (("SEDANG", "SEDANG", "SEDANG!"), [1, 2]),
        (("SEDANG!", "DARURAT", "DARURAT!", "DARURAT", "DARURAT"), [1, 2, 4]),
        (("SEDANG!",) * 6, [3, 4, 5]),
    ],
)
def test_an_urgent_addition_is_not_pushed_off(said: tuple[str, ...], shown: list[int]) -> None:
    """Two stand there, and more only where they were urgent; three at most."""
    found = card_room.addenda_on_card(_added(*said), REPORTS)
    assert [one.id for one in found] == shown


def test_more_of_them_are_shorter() -> None:
    """The card is not longer by them than by two."""
    assert [card_room.added_room(n) for n in (1, 2, 3)] == [240, 240, 140]
