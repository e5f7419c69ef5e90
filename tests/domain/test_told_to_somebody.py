"""What was told to somebody is not dealt with: a fire burns on until they come."""

from __future__ import annotations

import pytest

from bot.settings import load_config

CONFIG = load_config()


@pytest.mark.parametrize(
    "text",
    [
        "rumah kebakaran di lorong 3 sudah dilaporkan ke damkar",
        "perkelahian di depan masjid, telah dilaporkan ke polsek tapi belum ada yang datang",
    ],
)
def test_what_was_told_to_somebody_goes_on(text: str) -> None:
    """Nobody came yet: it may go on, and its writer is asked."""
    assert CONFIG.triage.classify(text).ongoing is not False


def test_what_was_told_and_is_over_is_over() -> None:
    """That it was put out says so, whoever was told."""
    guess = CONFIG.triage.classify("kebakaran sudah padam, sudah dilaporkan ke damkar")
    assert guess.ongoing is False
