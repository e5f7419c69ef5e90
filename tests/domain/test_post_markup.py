"""Links and mentions say nothing of what happened; a hashtag is read as its words."""

from __future__ import annotations

import pytest

from bot.domain.post_markup import without_markup
from bot.settings import load_config

KNOWN = frozenset({"kebakaran", "banjir", "bunuh", "tawuran"})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("#kebakaranhutan di lereng", "kebakaran hutan di lereng"),
        ("#BanjirJakarta", "Banjir Jakarta"),
        ("info #tawuran", "info tawuran"),
        ("#infobanjir pagi", "info banjir pagi"),
        ("#banjir_bandang #2024Banjir", "banjir bandang 2024 Banjir"),
        ("#selamatpagi semua", "selamatpagi semua"),
        ("@damkar_bdg tolong https://t.co/aBc12 www.banjir.id", "tolong"),
        ("kumpul @ pasar, surel a@banjir.id", "kumpul @ pasar, surel a@banjir.id"),
        ("rumah #3", "rumah #3"),
    ],
)
def test_what_a_post_carries_beside_words(text: str, read: str) -> None:
    """Each is left out or taken apart, and the words around it stay as they are."""
    assert " ".join(without_markup(text, KNOWN).split()) == read


def test_a_hashtag_names_what_happened() -> None:
    """What somebody wrote only behind # counts; what only an account or a page is called does not.

    "@infobegal" is whom they tell, and no robbery.
    """
    triage = load_config().triage
    assert triage.heard("#kebakaranhutan di lereng, api besar").category == "kebakaran"
    assert "infobegal" not in triage.words("@infobegal https://kebakaran.id/begal lampu mati")
    assert "begal" not in triage.words("@infobegal https://kebakaran.id/begal lampu mati")
