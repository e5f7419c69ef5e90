"""Words hidden by how their letters are written: in haste, by a dictation, or on purpose."""

from __future__ import annotations

import pytest

from bot.domain.category import OTHER
from bot.domain.letter_shapes import shown
from bot.domain.paging_rules import wakes
from bot.settings import load_config

CONFIG = load_config()
TRIAGE = CONFIG.triage


@pytest.mark.parametrize(
    "text",
    [
        "t o l o n g",
        "T.O.L.O.N.G!",
        "t o l o n g  p a k",
        "to-long",
        "t0l0ng",
        "tolongpak",
        "tlong cptttt",
        "h3lp",
        "s o s",
        "t\u0432\u043el\u043eng".replace("\u0432", ""),  # with Cyrillic letters
        "\U0001f163\U0001f15e\U0001f15b\U0001f15e\U0001f15d\U0001f156",  # in black circles
        "\u1d1b\u1d0f\u029f\u1d0f\u0274\u0262",  # small capitals
        "\u200ftolong\u200f",
        "to\u200blo\ufeffng",
        "t\u0336o\u0336l\u20e6o\u1dc4ng",
        "\uff54\uff4f\uff4c\uff4f\uff4e\uff47",
        "\U0001f691",
        "\U0001f6a8 cepat pak",
    ],
)
def test_a_hidden_call_for_help_is_heard(text: str) -> None:
    """It is never mild: whoever writes so may have no better way."""
    guess = TRIAGE.classify(text)
    assert guess.is_cry
    assert wakes(guess, CONFIG.categories[guess.category])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("k e b a k a r a n di pasar", "kebakaran"),
        ("ke-ba-ka-ran", "kebakaran"),
        ("k3b4karan", "kebakaran"),
        ("kebakar4n di gang 5", "kebakaran"),
        ("k3b@karan", "kebakaran"),
        ("kbakarn di pasar", "kebakaran"),
        ("kebakarandipasar", "kebakaran"),
        ("tolongkebakaran", "kebakaran"),
        ("b4nj1r", "bencana"),
        ("m4ling masuk rumah", "pencurian"),
        ("k\u0435b\u0430k\u0430r\u0430n", "kebakaran"),
        ("ke\ufe0fbakaran", "kebakaran"),
    ],
)
def test_a_hidden_word_names_its_kind(text: str, kind: str) -> None:
    """As it would if it were written out."""
    assert TRIAGE.classify(text).category == kind


@pytest.mark.parametrize(
    "text",
    [
        "pilih a b c d atau e",
        "plat dd 4 r1 xy",
        "B1234PGA",
        "kode: k4t4s4nd1",
        "rame2nya di rw3",
        "anak-anak ke-sana ke-mari",
        "\u0422\u043e\u043b\u043e\u043d\u0433",  # a word that is Cyrillic altogether
        "pertolonganmu",
    ],
)
def test_what_hides_nothing_stays(text: str) -> None:
    """Lists of letters, number plates, passwords, repeated words."""
    assert TRIAGE.classify(text).category == OTHER
    assert not TRIAGE.classify(text).is_cry


def test_a_word_of_another_alphabet_stays() -> None:
    """Only beside Latin letters is one of another alphabet read as one of them."""
    assert shown("\u043c\u043e\u0441\u043a\u0432\u0430") == "\u043c\u043e\u0441\u043a\u0432\u0430"
    assert shown("m\u043es") == "mos"
