"""What rules and model decide together: how alarming a text must be, and when it is believed."""

from __future__ import annotations

import pytest

from bot.domain.category import Severity
from bot.domain.paging_rules import severity
from tests.domain.waking import CONFIG, would_wake

TRIAGE = CONFIG.triage
AT_LENGTH = (
    "teman kantor cerita kalau di jalan dekat rumahnya ada kecelakaan motor, orangnya lecet"
    " lalu dibawa pakai mobil tetangga ke klinik terdekat"
)


@pytest.mark.parametrize(
    "text",
    [
        "umahe tonggo puun, apine suba gede",  # a hint of the kind that it is much like
        "PLEASE HELP we are stuck",  # short, alarming, and like no kind
        "tiga bocah berenang di waduk, satu belum muncul dari tadi",  # what alarms by being missed
        "anak saya nyelam cari kerang, sudah lama tidak muncul",
        "adikku lanang durung mulih awit wingi, hpne mati",  # since yesterday: it goes on
        "bapakku durung bali ket wingi esuk",
    ],
)
def test_what_is_told_by_hints_wakes(text: str) -> None:
    """No phrase names it for sure."""
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "sidang kasus pembunuhan minggu depan",  # "depan" is no place
        "sirine ambulans lewat terus dari tadi",
    ],
)
def test_what_the_model_thinks_harmless_wakes_nobody_though_it_is_short(text: str) -> None:
    """The rules hear a word in it; of short texts they are believed only where that is likely."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    ("text", "worst"),
    [
        ("kebakaran rumah pak haji di lorong 3, api besar", Severity.DARURAT),
        (
            AT_LENGTH,
            Severity.TINGGI,
        ),
    ],
)
def test_what_is_told_at_length_must_be_surer_to_be_an_emergency(
    text: str, worst: Severity
) -> None:
    """It may wake all the same, once its writer says that it goes on."""
    guess = TRIAGE.classify(text)
    assert severity(guess, CONFIG.categories[guess.category]) is worst
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "izin perantingan pohon mangga, sudah rimbun dan takut roboh",
        "banyak ranting merambat di kabel, dikhawatirkan konslet, mohon dipangkas",
        "mohon pemangkasan pohon trembesi, rentan tumbang kalau hujan angin",
    ],
)
def test_what_is_feared_of_a_tree_is_asked_for_and_wakes_nobody(text: str) -> None:
    """Trees are trimmed before they fall: a public facility."""
    guess = TRIAGE.classify(text)
    assert "fasum" in (guess.category, *guess.alternatives)
    assert not would_wake(text)


def test_a_tree_that_fell_wakes() -> None:
    """Whatever is asked for beside it."""
    text = "pohon tumbang menimpa rumah warga, mohon dipotong"
    assert TRIAGE.classify(text).category == "bencana"
    assert would_wake(text)


def test_unlike_any_kind_in_words_of_a_region_must_alarm_more() -> None:
    """Of few known words a likeness says little: talk of guests in Bugis called somebody."""
    assert not would_wake("Iyaro tauwe maega tapparenta ri bolae, de'na engka massuro")
