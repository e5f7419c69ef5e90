"""Makassar "malang" is an evening where it stands beside a day or an hour, and else a city."""

from __future__ import annotations

import pytest

from bot.domain.evening_word import with_evenings_told
from bot.settings import load_config


@pytest.mark.parametrize(
    "text",
    ["tadi malang", "malang ini", "jam 2 malang", "tengah malang", "malang minggu", "tiap malang"],
)
def test_beside_a_day_or_an_hour_it_is_one(text: str) -> None:
    """As people of Makassar write it."""
    assert with_evenings_told(text.split()) == text.replace("malang", "malam").split()


@pytest.mark.parametrize(
    "text",
    [
        "kuliah di malang",
        "di malang ini dingin",
        "malang nian nasibku",
        "polres malang kota",
        "dari malang tadi",
        "hujan deras",
        "",
    ],
)
def test_else_it_is_a_city_or_bad_luck(text: str) -> None:
    """No hour of the night is heard in it."""
    assert with_evenings_told(text.split()) == text.split()


def test_triage_reads_it_so() -> None:
    """A city is no hour of the night, which would make urgent what is none by day."""
    triage = load_config().triage
    assert not triage.classify("ada orang asing mondar-mandir di kota malang").is_at_night
    assert triage.classify("tengah malang ada orang asing mondar-mandir").is_at_night
