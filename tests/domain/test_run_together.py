"""Where no space was typed, the words that begin a report are taken off."""

from __future__ import annotations

import pytest

from bot.domain.run_together import taken_apart
from tests.domain.waking import would_wake

KNOWN = {"kebakaran", "maling", "tolong", "adaptasi"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("adakebakaran", ["ada", "kebakaran"]),
        ("tolongada", ["tolong", "ada"]),
        ("terjadikebakaran", ["terjadi", "kebakaran"]),
        ("adalah", ["adalah"]),
        ("adaptasi", ["adaptasi"]),
        ("tolongin", ["tolongin"]),
        ("laporan", ["laporan"]),
        ("dikebakaran", ["dikebakaran"]),
    ],
)
def test_only_where_a_known_word_is_left(typed: str, meant: list[str]) -> None:
    """A word of its own stays one."""
    assert taken_apart([typed], KNOWN) == meant


@pytest.mark.parametrize("text", ["adakebakaran di ruko", "tolongada maling", "adamaling di rumah"])
def test_it_wakes_as_if_there_was_a_space(text: str) -> None:
    """Who writes in haste leaves them out."""
    assert would_wake(text)
