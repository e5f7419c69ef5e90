"""Who asks how far their report has come, and who tells of something."""

from __future__ import annotations

import pytest

from bot.domain.progress_question import asks_progress


@pytest.mark.parametrize(
    "text",
    [
        "petugas sudah di mana?",
        "Kapan petugas datang?",
        "polisinya kapan datang pak",
        "mana polisinya",
        "sudah sampai mana petugas?",
        "petugas sudah berangkat belum?",
        "laporan saya sudah ditangani belum?",
        "bagaimana laporan saya?",
        "is anyone coming?",
        "When will the police come?",
    ],
)
def test_what_asks_how_far_it_is(text: str) -> None:
    """All of it asks this."""
    assert asks_progress(text)


@pytest.mark.parametrize(
    "text",
    [
        "petugas sudah datang",
        "mana polisi!!!",
        "polisi di mana, ada maling",
        "kapan bantuan sembako dibagikan?",
        "laporan palsu",
        "damkar belum datang, api membesar",
        "polisi minta uang di mana?",
    ],
)
def test_what_tells_something_is_a_message_like_any(text: str) -> None:
    """One word more, a cry, or a statement."""
    assert not asks_progress(text)
