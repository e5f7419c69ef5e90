"""RT, RW and lorong, as they go on lock screens."""

from __future__ import annotations

import pytest

from bot.domain.spot import spot


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada kebakaran di RT 03", "RT 03"),
        ("maling rt3 rw 5 dekat masjid", "RT 03/RW 05"),
        ("RT/RW 003/005, lorong 7", "RT 03/RW 05/Lorong 7"),
        ("tawuran di lr.12", "Lorong 12"),
        ("rumah ibu Sari terbakar", None),
        ("artis 3 orang", None),
        ("", None),
    ],
)
def test_numbers_below_the_village_are_found(text: str, found: str | None) -> None:
    """People write them in many ways; names of people are never taken for a place."""
    assert spot(text) == found
