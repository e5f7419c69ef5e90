"""What is asked after sending, by rule; and whether a reporter may be written to at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.contact import may_write, said_of_contact, says_mistaken
from bot.domain.followup import CONTACT, MOST, FollowupContext, open_question
from bot.settings import load_config
from bot.views.card import BESIDE

QUESTIONS = load_config().questions
FIRE = FollowupContext(
    category="kebakaran",
    confidential=False,
    text="kebakaran di RT 03",
    placed=True,
    ongoing=True,
    first=True,
    answered=(),
    allowed=None,
)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "inside"),
        ({"answered": ["inside"]}, "hurt"),
        ({"answered": ["inside", "hurt"]}, None),
        ({"text": "rumah kosong terbakar"}, "hurt"),
        ({"text": "kebakaran, orang terjebak, banyak korban"}, None),
        ({"ongoing": False}, None),
        ({"ongoing": None}, "inside"),
        ({"first": False}, None),
        ({"allowed": False}, None),
        ({"category": "bencana", "text": "banjir sepinggang"}, "rising"),
        ({"category": "bencana", "text": "gempa kuat sekali"}, "hurt"),
        ({"category": "fasum", "text": "lampu mati"}, None),
        ({"category": "fasum", "text": "lampu mati", "placed": False}, "spot"),
        ({"category": "kdrt_anak", "confidential": True}, CONTACT),
        ({"category": "kdrt_anak", "confidential": True, "allowed": True}, "perpetrator"),
        ({"category": "kdrt_anak", "confidential": True, "allowed": False}, None),
        ({"category": "kdrt_anak", "confidential": True, "answered": [CONTACT]}, None),
        ({"category": "aparat", "confidential": True, "ongoing": False}, CONTACT),
    ],
)
def test_the_question(changed: dict[str, object], code: str | None) -> None:
    """Danger first, and nothing that is known already."""
    assert open_question(QUESTIONS, replace(FIRE, **changed)) == code  # type: ignore[arg-type]


def test_few_questions_and_short() -> None:
    """Three of a kind at most; each fits the line of a low-end phone twice, its code a button."""
    kinds = {kind for one in QUESTIONS for kind in one.of}
    assert all(sum(kind in one.of for one in QUESTIONS) <= MOST for kind in kinds)
    assert all(len(text) <= 4 * BESIDE for one in QUESTIONS for text in one.asks.values())


@pytest.mark.parametrize(
    ("allowed", "confidential", "asks", "may"),
    [
        (None, False, False, True),
        (None, False, True, True),
        (None, True, False, True),
        (None, True, True, False),
        (True, True, True, True),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_who_may_be_written_to(
    allowed: bool | None,  # noqa: FBT001 - a parameter
    confidential: bool,  # noqa: FBT001
    asks: bool,  # noqa: FBT001
    may: bool,  # noqa: FBT001
) -> None:
    """A no is kept by all; of what is confidential nobody is asked without a yes."""
    assert may_write(allowed, confidential=confidential, asks=asks) is may


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("Boleh hubungi saya lagi", True),
        ("sudah aman dihubungi", True),
        ("silakan hubungi saya pak", True),
        ("Jangan hubungi saya!", False),
        ("tolong jangan telepon", False),
        ("You may write to me again", True),
        ("please don't write to me", False),
        ("Do not write", False),
        ("dia bilang jangan hubungi polisi", None),
        ("sudah aman", None),
    ],
)
def test_words_about_being_written_to(text: str, allowed: bool | None) -> None:  # noqa: FBT001
    """They count where they are all that is said."""
    assert said_of_contact(text) is allowed


def test_words_that_say_that_it_was_a_mistake() -> None:
    """They count where they are all that is said."""
    for text in ("maaf salah kirim pak", "Sent by mistake", "sorry, it was a mistake"):
        assert says_mistaken(text)
    assert not says_mistaken("kurir salah kirim paket, pencuri")
