"""Few words, in a regional language or as spoken: what alarms wakes, everyday talk does not.

The rules hear nothing in most of these; the model is alarmed and knows what they are like.
"""

from __future__ import annotations

import pytest

from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "umah tiange puun",  # Balinese: my house burns
        "romana engkok katonoan",  # Madurese
        "nanre api bolaku",  # Bugis: eaten by fire
        "kulawarga kuring kabeuleuman",  # Sundanese: my family is burnt
        "nak kanak kalebbu ka somor",  # Madurese: fell into a well
        "mabuang ri bujung e",  # Bugis: fell into the well
        "orang jatu di parigi",  # Manado
        "madabu tu sumur",  # Batak
        "urang gugur ka sumur",  # Banjar
        "bocah cilik kleleb neng kali",  # Javanese: drowned
        "dang marhosa be amang",  # Batak: breathes no more
        "inya kada bahinak lagi",  # Banjar
        "mak lon pansan",  # Acehnese: fainted
        "rumah rabah, urang tahimpit",  # Banjar: the house fell
        "adik saya ketindih lemari",
        "dorang baku cincang di pasar",  # Manado: they hack at each other
        "roma ambruk kenneng angen raja",  # Madurese: a house fell in the storm
        "adhiku dipenthungi wong telu nang ngarep sekolahan",  # Javanese: beaten by three
        "beus asup jungkrang, seueur nu tatu",  # Sundanese: a bus in a ravine
        "wonten lare kentir ing lepen",  # polite Javanese: a child in the river
    ],
)
def test_few_words_that_alarm_wake(text: str) -> None:
    """Whoever writes so little is in haste."""
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "lapar bana",  # Minang: very hungry; "bana" is a flood only elsewhere
        "takuik bana den",
        "api cinta membara",
        "jatuh hati padamu",
        "hujan labek bana",
        "atiku ajur",
        "nyeri hate",
        "hp jatuh ke air",
        "keputusan sudah diambil",
        "ketindihan semalam serem",
        "kucingku hilang",
        "kopi kenangan \U0001f525",
        "promo di toko kami \U0001f525\U0001f525",
        "gas terus bang",
        "pohon mangga berbuah",
    ],
)
def test_few_words_of_everyday_do_not(text: str) -> None:
    """Hunger, love, rain, a telephone."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "anak saya hilang kemarin sore",
        "nenek hilang tadi malam di pasar",
        "anak saya tidak pulang semalam",
    ],
)
def test_who_is_missing_since_yesterday_is_missing_now(text: str) -> None:
    """The hour tells since when, and not that it is over."""
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "anak yang hilang kemarin sudah ketemu",
        "dompet saya hilang kemarin",
        "tahun lalu anak tetangga hilang, sudah ditemukan",
    ],
)
def test_who_was_found_and_what_was_lost_are_not(text: str) -> None:
    """Found, or no person."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "tribun ambruk penonton jatuh",
        "\U0001f525\U0001f525\U0001f525 rumah di belakang masjid",
        "\U0001f525 gang 5 rt 03",
        "dapur Bu Nanik apinya sudah sampai plafon",
        "bau gas kuat trus dapur sebelah nyala",
        "landslide buried two houses, people are trapped",
        "my dad collapsed and isn't breathing",
        "guy on the bridge railing wants to jump",
        "smoke pouring out of the apartment upstairs",
        "satu keluarga muntah2 habis makan jamur",
        "ibu saya stroke kayaknya, ngomongnya pelo",
        "pintu belakang didobrak, saya sendirian",
        "penambang emas ketimbun di lubang",
        "pemancing jatoh ke laut, dicari belum ada",
    ],
)
def test_what_is_seen_is_told_without_its_name(text: str) -> None:
    """A stand is no newspaper ("Tribun"), and a door that was broken open a theft."""
    assert would_wake(text)
