"""The word "dulu" is "first" as often as "long ago": who must register first speaks of now."""

from __future__ import annotations

import pytest

from bot.domain.for_now import FIRST, with_firsts_told
from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "jangan lewat sini dulu",
        "harus daftar dulu",
        "putar balik saja lewat dulu",
        "mohon bersabar terlebih dahulu",
        "tunggu dulu",
    ],
)
def test_after_what_is_to_be_done_it_is_first(text: str) -> None:
    """It names no time."""
    assert FIRST in with_firsts_told(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "dulu rumah saya kebakaran",
        "waktu dulu jangan ditanya",
        "jangan kayak dulu waktu banjir",
        "saya dulu pernah dirampok",
        "jangan . dulu sering banjir",
        "tidak ada apa apa",
        "",
    ],
)
def test_else_it_is_long_ago(text: str) -> None:
    """At the beginning of a clause, beside "pernah" or "waktu", after a person."""
    assert with_firsts_told(text.split()) == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "jangan lewat jalan raya dulu, ada kecelakaan truk, korban masih di jalan",
        "tolong mampir dulu ke gang 3, rumah pak haji kebakaran",
        "banjir di gang kami sudah lewat pinggang",
    ],
)
def test_what_goes_on_beside_it_wakes(text: str) -> None:
    """Nor is a flood over that "has passed" the hips."""
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    ["dulu rumah nenek saya pernah kebakaran", "banjir sudah lewat, warga bersih-bersih"],
)
def test_what_is_over_does_not(text: str) -> None:
    """Told as long ago, or as passed."""
    assert not would_wake(text)
