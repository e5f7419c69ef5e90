"""What the words around an alarming one say of it: when, where, and whether it is so."""

from __future__ import annotations

import pytest

from bot.domain.context import ContextReader
from bot.domain.triage_words import TriageWords
from bot.domain.word_forms import tokens

READER = ContextReader(
    TriageWords(
        harmless=("banjir air mata",),
        no_threat=("kerja bakti bawa parang",),
        general=("rawan", "simulasi"),
        unreal=("skripsi",),
        news=("dikabarkan",),
        asks=("bagaimana caranya",),
        here=("rumah saya",),
        now=("sekarang",),
        past=("tadi",),
        long_past=("tahun lalu",),
        handled=("sudah padam",),
        night=("subuh",),
    )
)


@pytest.mark.parametrize(
    ("text", "ongoing"),
    [
        ("ada kebakaran", None),
        ("ada kebakaran sekarang", True),
        ("tadi ada kebakaran", False),
        ("tadi kecil, sekarang besar", True),
        ("kebakaran sekarang sudah padam", False),
        ("kebakaran tahun lalu", False),
        ("kebakaran sudah hampir padam", True),
        ("kebakaran belum sudah padam", True),
        ("api nyaris sudah padam", True),
    ],
)
def test_when_it_was(text: str, ongoing: bool | None) -> None:  # noqa: FBT001
    """What is handled or long past is over, whatever else is said; "tadi" gives way to "now"."""
    assert READER.read(tokens(text)).ongoing is ongoing


def test_a_risk_is_no_incident_and_reaches_two_words_of_its_sentence() -> None:
    """In "rawan kecelakaan dan begal. Maling!" the thief alone is meant."""
    words = tokens("jalan rawan kecelakaan dan begal. Maling")
    void = READER.read(words).void
    assert {words[place] for place in void} == {"kecelakaan", "dan", "begal"}


def test_a_tool_is_no_threat_and_still_an_incident() -> None:
    """What only makes no threat leaves an incident that stands beside it."""
    context = READER.read(tokens("kerja bakti bawa parang"))
    assert context.calm
    assert not context.void


def test_feelings_are_not_meant_unless_a_place_is() -> None:
    """A thesis drives nobody to death; in somebody's house it is another matter."""
    assert READER.read(tokens("mau mati karena skripsi")).is_unreal
    assert not READER.read(tokens("mau mati karena skripsi di rumah saya")).is_unreal
    assert READER.read(tokens("bagaimana caranya melapor")).asks
    assert READER.read(tokens("jam 3 subuh")).is_at_night
