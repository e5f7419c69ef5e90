"""What somebody took for something grave wakes nobody; what it turned out to be may."""

from __future__ import annotations

import pytest

from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "kirain ada kecelakaan di depan pasar ternyata orang jualan obat",
        "dikiranya ada maling, taunya bapak pulang",
        "kupikir ada orang tenggelam ternyata kayu",
        "ngiranya ada kebakaran di belakang masjid",
        "dikirain gempa ternyata truk lewat",
        "saya kira ada kebakaran di gang sebelah, rupanya bakar sampah",
    ],
)
def test_a_mistake_wakes_nobody(text: str) -> None:
    """It says so itself."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "kirain petasan, ternyata warung sebelah terbakar",
        "kirain cuma asap sate, ternyata rumah pak haji terbakar",
        "saya kira ada kebakaran di gang sebelah, asapnya tebal sekali",
        "dikira tidur, ternyata sudah tidak bernapas, tolong",
    ],
)
def test_what_it_turned_out_to_be_may(text: str) -> None:
    """Nor is "I think there is" a mistake."""
    assert would_wake(text)
