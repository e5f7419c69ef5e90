"""Small talk is known by all of its words; whatever else is said may be a warning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.small_talk import SmallTalk, talk
from bot.settings import load_config

SAID = {
    SmallTalk.THANKS: [
        "terima kasih",
        "Makasih banyak pak!",
        "terimakasih atas infonya",
        "thank you 🙏",
        "MAKASIHHH 🙏🙏",
        "matur nuwun",
        "Matur suwun, pak",
        "hatur nuhun",
        "kurru sumange'",
        "mksh",
        "ok makasih pak",
        "iya bu terima kasih banyak",
    ],
    SmallTalk.AGREED: [
        "ok",
        "Oke.",
        "siap pak",
        "baik bu",
        "ya",
        "👍",
        "👍🏽",
        "iya",
        "Iye",
        "iye' pak",
        "nggih",
        "maaf pak",
        "okeee",
        "ya",
    ],
    SmallTalk.GREETING: [
        "halo",
        "Hai!",
        "p",
        "assalamu'alaikum",
        "selamat malam pak",
        "tes",
        "HALOOO",
        "halo min 👋",
        "tabe",
        "Tabe' daeng",
        "punten",
        "kulo nuwun",
        "met pagi",
        "pagi pak",
        "Siang",
        "assalamu alaikum",
    ],
    SmallTalk.CANCEL: [
        "batal",
        "Batal pak",
        "tidak jadi",
        "cancel",
        "gak jadi ya",
        "BATAL",
        "ndak jadi",
        "ora sido",
    ],
    SmallTalk.HELP: [
        "kamu siapa?",
        "Siapa kamu",
        "ini siapa ya",
        "cara lapor gimana",
        "cara lapor gimana pak?",
        "who are you?",
        "bantuan",
        "menu",
        "Bantuan?",
        "cara lapor",
        "help",
        "MENU",
        "gimana cara lapornya",
    ],
    SmallTalk.OFFICER: [
        "siapa bhabinkamtibmas saya?",
        "Siapa nama bhabin di sini pak",
        "nomor babinkamtibmas desa saya berapa?",
        "SIAPA BHABINKAMTIBMAS SAYA",
        "bhabinkamtibmas saya siapa",
        "siapa bhabin kamtibmas saya",
        "siapa bhabinkamtibnas di desa ini",
        "sapa bhabinku",
        "minta nomor bhabinkamtibmas",
        "bagaimana cara menghubungi bhabinkamtibmas",
    ],
}
WARNINGS = [
    "ok, tapi ada maling",
    "makasih pak, masih ada orangnya",
    "halo ada kebakaran",
    "halo semua",
    "halo pak ada kebakaran",
    "HALO PAK ADA KEBAKARAN",
    "tabe pak, ada orang berkelahi",
    "matur nuwun pak, tapi malinge isih neng kene",
    "iye masih",
    "iye adami polisi tapi masih baku pukul",
    "assalamualaikum pak rumah saya kemalingan",
    "selamat malam pak ada yang dibegal",
    "nggih wonten maling",
    "😭",
    "bantuannn",
    "minta bantuan polisi",
    "minta polisi di sini",
    "no",
    "tolong",
    "bantuan!",
    "help!",
    "help me",
    "butuh bantuan",
    "minta bantuan pak",
    "tolong bantuan",
    "ya masih",
    "masih",
    "sudah aman",
    "aman",
    "🔥",
    "ok 🔥",
    "🆘",
    "terima kasih, kami diancam",
    "selamatkan kami",
    "batalkan arisan ada begal",
    "siapa bhabinkamtibmas saya? dia memukul saya",
    "bhabinkamtibmas saya minta uang",
    "bhabinkamtibmas",
    "siapa pencurinya",
    "pak",
    "malam",
    "malam pak ada",
    "malam ini",
    "110",
    "",
    "...",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in SAID for text in SAID[kind]])
def test_small_talk_is_known(kind: SmallTalk, text: str) -> None:
    """Thanks, yes, hello, never mind, how does it work, who is my officer."""
    assert talk(text) is kind


@pytest.mark.parametrize("text", WARNINGS)
def test_a_message_that_could_be_a_warning_is_none(text: str) -> None:
    """One word more, a cry, a sign of fire."""
    assert talk(text) is None


@given(st.text(max_size=100), st.sampled_from([text for texts in SAID.values() for text in texts]))
def test_nothing_is_swallowed_with_it(words: str, said: str) -> None:
    """Whatever stands beside a "maling": it is a report."""
    assert talk(f"{said} maling {words}") is None


def test_no_word_of_an_incident_is_small_talk() -> None:
    """Each word that the rules know, alone and behind a greeting, thanks or a yes."""
    known = [
        phrase
        for category in load_config(None).categories.values()
        for phrase in (*category.words, *category.regional_words, *category.weak_words)
    ]
    ahead = ("", "halo pak ", "tabe' ", "makasih, ", "iye ", "batal ", "bantuan ", "SIAP ")
    swallowed = [
        f"{polite}{phrase}" for phrase in known for polite in ahead if talk(f"{polite}{phrase}")
    ]
    assert len(known) > 100
    assert swallowed == []
