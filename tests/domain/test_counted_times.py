"""A "kali" that says how often is no river, and a river is none of the times."""

from __future__ import annotations

import pytest

from bot.domain.counted_times import TIMES, with_counts_told
from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "gunung itu enam kali erupsi",
        "sudah 3 kali gempa",
        "beberapa kali kecelakaan",
        "untuk kedua kalinya banjir",
        "duo kali gampo",
        "rong tilu kali",
    ],
)
def test_a_number_before_it_counts(text: str) -> None:
    """Written out or in figures, also in regional languages."""
    read = with_counts_told(text.split())

    assert TIMES in read
    assert not {"kali", "kalinya"} & set(read)
    assert len(read) == len(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "anak jatuh ke kali",
        "kali meluap di rt 3",
        "rt 03 kali meluap",
        "gang 5 kali jebol",
        "tiga kali meluap di desa ini",
        "kali dekat rumah",
    ],
)
def test_a_river_stays_one(text: str) -> None:
    """Also after the number of an address, and where it does what rivers do."""
    assert with_counts_told(text.split()) == text.split()


def test_what_was_so_often_is_placed_nowhere() -> None:
    """An eruption that was counted stands at no river: it is told of elsewhere."""
    assert not would_wake("Gunung Merapi lima kali erupsi")
    assert not would_wake("Gunung Merapi 5 kali erupsi sejak pagi")
    assert would_wake("Kali meluap ke rumah warga RT 3")
    assert would_wake("RT 03 kali meluap ke jalan")
