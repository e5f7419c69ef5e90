"""Codes among words: found wherever they stand, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.code_mention import Mention, hide, mentions

BOT, CODE = "kamtibmas_bot", "4F7Q2M8K3T"

PASTED = {
    CODE: "",
    CODE.lower(): "",
    "4F7Q2-M8K3T": "",
    "4F7Q2 M8K3T": "",
    "4 f 7 q 2 m 8 k 3 t": "",
    f"start {CODE}": "",
    f"Ini kode saya: {CODE}.": "",
    f"https://t.me/{BOT}?start={CODE}": "",
    f"t.me/{BOT.upper()}?start={CODE}": "",
    f"https://telegram.me/{BOT}/?start={CODE}&x=1": "",
    f"tg://resolve?domain={BOT}&start={CODE}": "",
    f"https://{BOT}.t.me/?start={CODE}": "",
    f"<https://t.me/{BOT}?start={CODE}>": "",
    f"({CODE}) ada maling di RT 03": "([kode]) ada maling di RT 03",
    f"tolong https://t.me/{BOT}?start={CODE} kebakaran": "tolong [kode] kebakaran",
    f"kode {CODE}\ntolong": "kode [kode]\ntolong",
}


@pytest.mark.parametrize("text", PASTED)
def test_a_code_is_found_and_the_rest_stays(text: str) -> None:
    """Alone, in a link, in small letters, parted, beside a cry for help."""
    (found,) = mentions(text, BOT)
    assert found.is_deliberate
    assert hide(text, [found]) == PASTED[text]


@pytest.mark.parametrize(
    "text",
    [
        "perampokan",  # ten letters that codes are made of, beside others
        "ada perampokan di rumah kosong",
        "telepon 0812345678",
        "hubungi 081234567890 segera",
        "RT003-RW005 kebanjiran",
        "tiket KT-4F7Q2M belum selesai",
        "DD 1234 AB menabrak lalu kabur",
        "https://maps.app.goo.gl/4F7Q2M8K3T",
        "https://youtu.be/4F7Q2M8K3T lihat ini",
        "NIK 7371091001900001",
        "73.71.09.1001",
        "[kode]",
        "",
    ],
)
def test_words_are_no_codes(text: str) -> None:
    """Words, numbers, tickets, plates and other people's addresses count as no guess."""
    assert not [one for one in mentions(text, BOT) if one.is_deliberate]


def test_a_link_of_this_bot_is_meant_whatever_it_carries() -> None:
    """Another bot's link is none of ours, unless what it carries is a code."""
    (ours,) = mentions(f"https://t.me/{BOT}?start=abc", BOT)
    assert ours.linked
    assert ours.code == "abc"
    assert mentions("https://t.me/other_bot?start=abc", BOT) == []
    (code,) = mentions(f"https://t.me/other_bot?start={CODE}", BOT)
    assert not code.linked


@given(st.text(max_size=200))
def test_any_text_may_be_searched(text: str) -> None:
    """No error in any script, and what is hidden is gone."""
    found = mentions(text, BOT)
    rest = hide(text, found)
    assert not found or rest != text or not text
    assert all(isinstance(one, Mention) for one in found)
