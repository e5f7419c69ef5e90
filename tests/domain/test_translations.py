"""Words of regional languages are read as the Indonesian ones that say the same."""

from __future__ import annotations

import pytest

from bot.domain.linear_model import features
from bot.domain.translations import translated


@pytest.mark.parametrize(
    ("word", "indonesian"),
    [
        ("geni", "api"),  # Javanese
        ("seuneu", "api"),  # Sundanese
        ("omahipun", "rumah"),
        ("imahku", "rumah"),
        ("kahuruan", "terbakar"),
        ("nagajangki", "tikam"),  # Bugis: he stabs us, with a word before and behind
        ("ditakolan", "pukul"),  # Sundanese: beaten again and again
    ],
)
def test_a_word_of_another_language_has_its_equal(word: str, indonesian: str) -> None:
    """With what these languages hang to it too: its, my, already."""
    assert translated(word) == indonesian


@pytest.mark.parametrize(
    "word", ["rumah", "mati", "bola", "tiang", "mau", "ne", "xyz", "bumi", "jangan"]
)
def test_a_word_of_indonesian_stays(word: str) -> None:
    """Also where it says something else in another language: "tiang" is Balinese for "I"."""
    assert translated(word) == word


def test_the_model_reads_the_translation_and_the_word_itself() -> None:
    """What was learnt of the one is known of the other; two neighbours are a pair in both."""
    said = [set(names) for _, names in features(["omahe", "kobong"])]
    meant = [set(names) for _, names in features(["rumah", "terbakar"])]
    assert [one - other for one, other in zip(said, meant, strict=True)] == [
        {"=omahe"},
        {"=kobong"},
    ]
    assert all(other <= one for one, other in zip(said, meant, strict=True))
