"""A message that urges and tells nothing, and what only begins so."""

from __future__ import annotations

import pytest

from bot.domain.urging import urges


@pytest.mark.parametrize(
    "text",
    [
        *("cepat pak", "Tolong cepat!!", "cepaaat pak tolong", "segera ya bu", "CEPATAN DONG"),
        *("tolong petugas cepat datang ke sini", "please hurry", "buruan pak, ditunggu"),
    ],
)
def test_an_urging(text: str) -> None:
    """Words that ask to hurry, and those that stand beside them."""
    assert urges(text)


@pytest.mark.parametrize(
    "text",
    [
        *("tolong", "TOLONG!!!", "", "cepat pak, apinya besar!", "ambulans cepat", "di sini pak"),
        *("cepat pak ada maling", "motornya lari cepat", "cepat " * 11, "damkar tolong cepat"),
    ],
)
def test_none(text: str) -> None:
    """A cry alone may be an emergency of its own; what tells more is told as ever."""
    assert not urges(text)
