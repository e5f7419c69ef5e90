"""Words as people type them in haste, brought back to those that are known."""

from __future__ import annotations

import pytest

from bot.domain.spelling import Speller

KEYS = ("kebakaran", "kecelakaan", "tolong", "maling")
SPELLER = Speller({*KEYS, "ada", "malam"}, KEYS, {"yg": "yang", "klahi": "kelahi"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kebakaran", "kebakaran"),
        ("kbakaran", "kebakaran"),  # a letter is missing
        ("kebakarran", "kebakaran"),  # doubled
        ("kebakatan", "kebakaran"),  # wrong
        ("kebaakran", "kebakaran"),  # two swapped
        ("kclkn", "kecelakaan"),  # no vowels
        ("toolong", "tolong"),
        ("yg", "yang"),
        ("malam", "malam"),  # known: it stays, though near to another
        ("tahu", "tahu"),
        ("0811", "0811"),
    ],
)
def test_a_slip_leads_to_the_word_that_was_meant(typed: str, meant: str) -> None:
    """Only long words are mended: short ones are near to too many others."""
    assert SPELLER.repair([typed]) == [meant]


def test_an_ordinary_word_is_not_mended() -> None:
    """Who seeks ("pencari") steals nothing ("pencuri"), though a letter only lies between."""
    assert Speller({"pencurian"}, {"pencurian"}, {}).repair(["pencarian"]) == ["pencarian"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("darahna", "darah"),  # Sundanese, Makassar: its
        ("kamare", "kamar"),  # Javanese
        ("mulutnye", "mulut"),  # Betawi
        ("natabrakki", "tabrak"),  # Makassar: it ran into us
        ("tokone", "toko"),
        ("kamar", "kamar"),
        ("nasional", "nasional"),
        ("korea", "korea"),
    ],
)
def test_what_a_region_hangs_to_a_known_word_is_taken_off(typed: str, meant: str) -> None:
    """Words of Indonesian are bent in the manner of the language at home."""
    speller = Speller({"darah", "kamar", "mulut", "tabrak", "toko", "sion", "kore"}, (), {})
    assert speller.repair([typed]) == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ketindih", "tertindih"),  # as it is spoken
        ("tabakar", "terbakar"),  # Minang, Manado
        ("badarah", "berdarah"),
        ("keputusan", "keputusan"),  # a noun, and not "terputus"
        ("tabah", "tabah"),
        ("batas", "batas"),
    ],
)
def test_what_befell_somebody_is_read_as_it_is_written(typed: str, meant: str) -> None:
    """Only where that leads to a known word."""
    known = {"tertindih", "terbakar", "berdarah", "terputusan", "terputus"}
    assert Speller(known, (), {}).repair([typed]) == [meant]
