"""What is only cried out, in a word or in another language, wakes somebody all the same."""

from __future__ import annotations

import pytest

from bot.domain.paging_rules import wakes
from bot.domain.triage import Triage
from bot.settings import load_config

CONFIG = load_config()
RULES = Triage(tuple(CONFIG.categories.values()), CONFIG.triage._words)  # noqa: SLF001


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("fire!", "kebakaran"),
        ("FIRE", "kebakaran"),
        ("api!! tolong", "kebakaran"),
        ("sini api!", "kebakaran"),
        ("maling!!", "pencurian"),
        ("geni!", "kebakaran"),
    ],
)
def test_a_doubtful_word_that_is_cried_out_decides(text: str, kind: str) -> None:
    """Alone it only hints: "fire" is a song too, and "api" is in a recipe."""
    guess = RULES.classify(text)
    assert guess.category == kind
    assert wakes(guess, CONFIG.categories[kind])


@pytest.mark.parametrize(
    "text",
    ["fire", "hp!", "pagar!", "tidak ada api!", "bukan api!", "api unggun!"],
)
def test_what_is_no_emergency_is_none_for_being_loud(text: str) -> None:
    """A telephone, a fence, what is denied, and what says more than the cry."""
    guess = RULES.classify(text)
    assert not wakes(guess, CONFIG.categories[guess.category])


@pytest.mark.parametrize(
    "text", ["TOLONG KAMI DI DALAM", "tolong seseorang tolong", "capat tolong kami", "nulungi pak"]
)
def test_a_cry_for_help_needs_no_other_word(text: str) -> None:
    """Whoever is called, and in whatever language."""
    assert RULES.classify(text).is_cry


@pytest.mark.parametrize(
    "text",
    [
        "tolong\nbantu saya\ncara lapor gimana",
        "Tolong!! Cara lapornya gimana ya?",
        "halo, selamat malam pak. tolong kami",
        "assalamualaikum pak tolong",
        "p\np\ntolong\nbalas pak",
        "tolong... saya takut",
        "\U0001f198\nhalo",
        "tulung\npiye carane lapor iki",
        "help\nplease\nanyone there?",
    ],
)
def test_a_cry_is_heard_among_greetings_and_questions_of_whom_to_call(text: str) -> None:
    """Told over several lines, the last of which is no cry: it is never mild."""
    guess = CONFIG.triage.classify(text)
    assert guess.is_cry
    assert wakes(guess, CONFIG.categories[guess.category])


@pytest.mark.parametrize(
    "text",
    [
        "tolong bagaimana cara lapor",  # it asks politely
        "selamat malam pak",
        "tolong\nlagi apa",
        "tolong\nbelikan pulsa",
        "cara lapor gimana\nterima kasih",
    ],
)
def test_a_polite_word_is_no_cry(text: str) -> None:
    """One sentence must call, and none say anything else."""
    assert not RULES.classify(text).is_cry


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rumah tabakar", "kebakaran"),  # Banjar
        ("umahe kobongan", "kebakaran"),  # Javanese
        ("anak kelelep", "laka"),
        ("bapakku klenger", "medis"),
    ],
)
def test_the_rules_read_words_of_a_region_as_indonesian_ones(text: str, kind: str) -> None:
    """Where they name nothing by themselves: two words are enough, as they are in Indonesian."""
    assert RULES.classify(text).category == kind


def test_a_phrase_in_short_spelling_is_found() -> None:
    """The words of a text are spelt out before it is looked for: so are those of the phrase."""
    assert RULES.classify("omah kobong").category == "kebakaran"
    assert "bocah ilang" in RULES.classify("bocah ilang").because
