"""A clause of time and nothing more is a memory; what happens is told in one of its own."""

from __future__ import annotations

import pytest

from bot.domain.told_story import is_lone_memory
from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "ketika teman saya terlibat dalam kecelakaan mobil",
        "Ketika adik saya tenggelam di sungai.",
        "sewaktu kami dirampok di jalan",
        "pada saat ayah saya pingsan di kantor",
    ],
)
def test_a_memory_wakes_nobody(text: str) -> None:
    """Nothing is said of now."""
    assert is_lone_memory(text)
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "ketika saya pulang, rumah saya kebakaran, tolong",
        "teman saya terlibat kecelakaan mobil di depan pasar",
        "saat ini rumah tetangga kebakaran",
        "ketika hujan tadi pohon tumbang menimpa mobil di jalan raya",
    ],
)
def test_what_happens_beside_it_does(text: str) -> None:
    """It has a clause of its own, or nobody is remembered."""
    assert not is_lone_memory(text)
    assert would_wake(text)
