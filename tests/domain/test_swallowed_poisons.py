"""What nobody should swallow is poison, whatever is sold under that name."""

from __future__ import annotations

import pytest

from bot.domain.swallowed_poisons import POISON, with_poisons_told
from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "anakku minum karbol",
        "ponakan minum pembersih kaca, bibirnya bengkak",
        "adek nelen baterai kancing",
        "si kecil kemakan racun tikus",
        "balita menenggak bensin di bengkel",
        "kakak nenggak wipol sekamar",
        "bapak minum air aki",
        "bocah nelen paku",
    ],
)
def test_who_swallowed_it_needs_help(text: str) -> None:
    """Cleaners, fuel, what kills rats, and what nobody can digest."""
    words = text.replace(",", "").split()
    read = with_poisons_told(words)

    assert POISON in read
    assert len(read) == len(words)
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "sabun pembersih lantai yang wangi merk apa ya",
        "jangan simpan cairan pembersih di botol minum ya bu ibu",
        "mobil tua minum bensin banyak",
        "bensin naik lagi, minum bensin aja sekalian",
        "minum soda gembira siang siang enak",
        "anak saya minum air es batuk terus",
        "minyak tanah langka, antri 2 jam",
    ],
)
def test_who_has_swallowed_nothing_is_left_in_peace(text: str) -> None:
    """An advert, an engine, a joke and a drink."""
    words = text.replace(",", "").split()

    assert with_poisons_told(words) == words
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "habis nenggak oplosan tadi malam, kakak udah ga sadar",
        "habis minum miras semalam, satu sudah pingsan",
        "keracunan jamur semalam, anak saya muntah terus",
    ],
)
def test_what_is_now_counts_more_than_when_it_began(text: str) -> None:
    """They drank last night, and lie there now."""
    assert would_wake(text)
