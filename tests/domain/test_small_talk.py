"""Small talk is known by all of its words; whatever else is said may be a warning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.small_talk import Talk, talk

SAID = {
    Talk.THANKS: [
        "terima kasih",
        "Makasih banyak pak!",
        "terimakasih atas infonya",
        "thank you 🙏",
    ],
    Talk.AGREED: ["ok", "Oke.", "siap pak", "baik bu", "ya", "👍", "👍🏽", "iya"],
    Talk.GREETING: ["halo", "Hai!", "p", "assalamu'alaikum", "selamat malam pak", "tes"],
    Talk.CANCEL: ["batal", "Batal pak", "tidak jadi", "cancel", "gak jadi ya"],
    Talk.HELP: ["bantuan", "menu", "Bantuan?", "cara lapor", "help"],
    Talk.OFFICER: [
        "siapa bhabinkamtibmas saya?",
        "Siapa nama bhabin di sini pak",
        "nomor babinkamtibmas desa saya berapa?",
        "bagaimana cara menghubungi bhabinkamtibmas",
    ],
}
WARNINGS = [
    "ok, tapi ada maling",
    "makasih pak, masih ada orangnya",
    "halo ada kebakaran",
    "halo semua",
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
def test_small_talk_is_known(kind: Talk, text: str) -> None:
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
