"""Questions about circumstances wake nobody; what is told in a question does."""

from __future__ import annotations

import pytest

from bot.domain.category import OTHER
from bot.domain.paging_rules import wakes
from bot.domain.triage import Triage
from bot.settings import load_config

CONFIG = load_config()
RULES = Triage(tuple(CONFIG.categories.values()), CONFIG.triage._words)  # noqa: SLF001


@pytest.mark.parametrize(
    "text",
    [
        "Berapa orang di dalam? Pintunya warna apa?",
        "ada apa di depan?",
        "kok rame?",
        "apa itu bunyi sirine?",
        "lukanya di mana?",
        "siapa yang luka?",
        "apakah ada korban?",
        "dia bawa senjata apa?",
        "masih ada orang di dalam?",
        "korbannya laki-laki atau perempuan, umur berapa?",
        "how many people are inside?",
        "kebakaran di mana?",
        "jam berapa tawurannya?",
        "yang kecelakaan siapa?",
        "berapa orang di dalam",
    ],
)
@pytest.mark.parametrize("triage", [RULES, CONFIG.triage])
def test_who_only_asks_tells_of_nothing(triage: Triage, text: str) -> None:
    """Somebody hears a siren, or asks who is hurt: of no kind, and no proposal to call anybody."""
    guess = triage.classify(text)
    assert guess.category == OTHER
    assert not wakes(guess, CONFIG.categories[guess.category])


@pytest.mark.parametrize(
    "text",
    [
        "ada yang bisa bantu? rumah tetangga terbakar",
        "kenapa ada asap tebal di pasar?",
        "kok ada api di gudang sebelah?",
        "itu orang kok bawa parang di depan masjid?",
        "siapa yang bisa nolong? anak saya hanyut",
        "ada orang tenggelam, siapa bisa berenang?",
        "polisi mana? kami dikepung",
        "ada orang berdarah di teras, itu siapa?",
        "ada maling?",
        "siapa itu yang diseret orang banyak",
        "apaan tuh bunyi ledakan?",
        "rumah siapa itu yang terbakar?",
        "anakku dimana? dari tadi belum pulang",
        "did anyone call the fire brigade? the shop is burning",
    ],
)
def test_what_is_told_in_a_question_wakes(text: str) -> None:
    """Asked why it is so, told beside a question, or cried out with the wrong mark."""
    guess = CONFIG.triage.classify(text)
    assert wakes(guess, CONFIG.categories[guess.category])


def test_what_is_asked_of_is_offered() -> None:
    """Its writer may say that they meant it: the kind stands beside."""
    assert "kebakaran" in CONFIG.triage.classify("kebakaran di mana?").alternatives
