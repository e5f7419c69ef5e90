"""The learnt model beside the rules of triage: what it reads, and what it may decide."""

from __future__ import annotations

import pytest

from bot.domain.linear_model import MOST_WORDS, LinearModel, Weights, features, packed
from bot.domain.model_triage import MODEL, PAGES, ModelTriage
from bot.domain.triage import wakes
from bot.settings import load_config

CONFIG = load_config()
WORDS = CONFIG.triage._words  # noqa: SLF001
TRIAGE = ModelTriage(tuple(CONFIG.categories.values()), WORDS)
SMALL = Weights(("fire", "flood"), (0.5, -0.5), (0.1, 0.2), {" api": (10, -20), "=api": (127, 0)})


def test_a_model_is_read_as_it_was_written() -> None:
    """A word's share and the score come from its features alone; an unknown word says nothing."""
    model = LinearModel(packed(SMALL))
    said = model.score(["api", "xyz"])
    assert said.shares == {"api": [137, -20]}
    assert said.because("fire") == ("api",)
    assert said.because("flood") == ()
    assert model.score([]).labels == {"fire": 0.5, "flood": -0.5}


def test_a_model_that_is_not_whole_is_refused() -> None:
    """Half a file weighs nothing."""
    with pytest.raises(ValueError, match="not whole"):
        LinearModel(packed(SMALL)[:-1])


def test_the_work_is_bounded() -> None:
    """Of a text of any length so many words are read; numbers are all alike."""
    assert len(list(features(["api"] * 5000))) == MOST_WORDS
    assert [names for _, names in features(["12", ".", "7"])] == [["=0"], ["=0"]]


def test_the_shipped_model_is_small_and_knows_kinds_that_are_configured() -> None:
    """It is fit to be carried along, and ranks what there is."""
    content = MODEL.read_bytes()
    assert len(content) < 1_500_000
    assert PAGES in LinearModel(content).labels


@pytest.mark.parametrize(
    "text", ["api " * 1024, "\U0001f525" * 4096, "a\n\n" * 1300, "\0\ud800 =x"]
)
def test_hostile_texts_have_an_answer(text: str) -> None:
    """What is long, empty of words or malformed is judged like anything else."""
    assert TRIAGE.classify(text).category in CONFIG.categories


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("suara orang minta tolong dari rumah sebelah, anak-anaknya nangis di jalan", True),
        ("tidak ada kebakaran", False),
        ("hatiku kebakaran liat mantan jalan sama yang baru di mall tadi malam", False),
    ],
)
def test_rules_and_model_decide_together(text: str, pages: bool) -> None:  # noqa: FBT001
    """What no phrase names may wake; what is denied or meant otherwise does not."""
    guess = TRIAGE.classify(text)
    assert wakes(guess, CONFIG.categories[guess.category]) is pages
