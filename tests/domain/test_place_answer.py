"""Words that are said to somebody are told from the name of a place."""

from __future__ import annotations

import pytest

from bot.domain.place_answer import named, refers_back, speaks


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cepat pak, apinya besar!", ""),
        ("tolong!", ""),
        ("Karuwisi pak, cepat!", "Karuwisi"),
        ("masih ada orangnya", ""),
        ("masih ada orang di dalam", ""),
        ("di Karuwisi pak, cepat!", "Karuwisi"),
        ("kami di desa Tamalanrea sekarang", "Tamalanrea"),
    ],
)
def test_who_speaks_is_heard(text: str, name: str) -> None:
    """And what may be the name is left over."""
    assert speaks(text)
    assert named(text) == name


@pytest.mark.parametrize("text", ["Karuwisi", "Karuwisi, Panakkukang", "Air Besar", "di Karuwisi"])
def test_a_name_is_a_name(text: str) -> None:
    """With its district, or a preposition."""
    assert not speaks(text)


def test_what_was_told_of_is_no_other_incident() -> None:
    """Its victim, its culprit, its fire; but a robbery with its culprit is told anew."""
    assert all(
        map(refers_back, ("korbannya pingsan", "Cepat! orangnya bawa parang", "mereka lari"))
    )
    assert not any(map(refers_back, ("ada orang dibegal, masih ada pelakunya", "ada maling", "")))
