"""Which words of a text may name a village: quickly, whatever the text."""

from __future__ import annotations

from time import process_time

import pytest

from bot.domain.named_village import (
    named_districts,
    named_in_small_letters,
    named_inside,
    named_villages,
)

MOST_S = 0.08


@pytest.mark.parametrize("sign", ["KT-", "A'", "Aa, ", "di ", "di Aa-", "kec ", "rt 1/1 "])
def test_no_text_holds_the_bot_up(sign: str) -> None:
    """Whoever is paged waits meanwhile: names joined by hyphens had cost a tenth of a second."""
    text = (sign * 4096)[:4096]
    began = process_time()
    for named in (named_villages, named_districts, named_inside, named_in_small_letters):
        named(text)
    assert process_time() - began < MOST_S


def test_a_name_and_what_it_lies_in() -> None:
    """Behind "di" in any letters, or with a comma between two names."""
    assert named_inside("Karuwisi-Utara, Makassar: banjir") == ["Karuwisi-Utara, Makassar"]
    assert named_inside("banjir di karuwisi makassar") == ["karuwisi, makassar"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kebakaran di sinrijala dekat masjid", ["sinrijala"]),
        ("banjir di bara baraya tadi malam", []),  # four letters are a word of every day too often
        ("ribut di tamalanrea indah", ["tamalanrea indah", "tamalanrea"]),
        ("ada api di kamar depan, orang di pagar, asap dari dapur", ["dapur"]),
        ("maling masuk di rumah tetangga, lari ke jalan raya", []),
        ("KEBAKARAN DI SINRIJALA", []),
    ],
)
def test_names_in_small_letters(text: str, names: list[str]) -> None:
    """What may be one; what people have behind "di" every day is none, village or not."""
    assert named_in_small_letters(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kebakaran di lorong 3 dekat kelurahan Panaikang", []),
        ("ada maling di Pampang RT 3, dekat kel. Panaikang", [("Pampang", False)]),
        ("banjir di kelurahan Pampang, perbatasan Panaikang", [("pampang", True)]),
        ("banjir di perbatasan Pampang", []),
        ("Kebakaran di RT 03 Karuwisi, rumah Pak Amir", [("Karuwisi", False)]),
        ("saya dari Panaikang, api di RT 1 Pampang", [("Pampang", False), ("Panaikang", False)]),
        ("kebakaran RT 2/RW 05 Sinrijala", [("Sinrijala", False)]),
        ("saya dari Panaikang, kebakaran di Pampang", [("Pampang", False), ("Panaikang", False)]),
    ],
)
def test_the_village_beside_is_not_the_place(text: str, names: list[tuple[str, bool]]) -> None:
    """At a border the neighbour's name says how one gets there: its officer would be called."""
    assert named_villages(text) == names


def test_a_newcomer_may_live_beside() -> None:
    """Who has no village yet is offered the only one that they name."""
    assert named_villages("kebakaran dekat kelurahan Panaikang", beside=True) == [
        ("panaikang", True)
    ]
