"""RT, RW, dusun and lorong, as they go on lock screens."""

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
        ("rt 03/05 ribut", "RT 03/RW 05"),
        ("RT.03/RW.05", "RT 03/RW 05"),
        ("rt tiga rw dua", "RT 03/RW 02"),
        ("dusun krajan ada maling", "Dusun Krajan"),
        ("DUSUN KRAJAN ADA MALING", "Dusun Krajan"),
        ("di Dusun Sumber Rejo longsor", "Dusun Sumber Rejo"),
        ("rt 2 dsn II", "RT 02/Dusun II"),
        ("Lr. Delima gelap", "Lorong Delima"),
        ("gg 5 lingkungan IV", "Gang 5/Lingkungan IV"),
        ("jorong Koto Baru", "Jorong Koto Baru"),
        ("dusun kami kebakaran", None),
        ("lorong ini gelap", None),
        ("di dusun Pak Budi dipukul", None),
        ("gang motor ribut", None),
        ("ketua rt marah", None),
        ("berita rt 2000", None),
        ("rumah ibu Sari terbakar", None),
        ("artis 3 orang", None),
        ("", None),
    ],
)
def test_what_lies_below_the_village_is_found(text: str, found: str | None) -> None:
    """People write them in many ways; names of people are never taken for a place."""
    assert spot(text) == found
