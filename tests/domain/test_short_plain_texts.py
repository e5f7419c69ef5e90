"""Short texts: a grave thing told plainly wakes somebody; talk with the same words does not."""

from __future__ import annotations

import pytest

from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "pemuda kampung bawah melakukan aksi tawuran",
        "adek gue ditonjokin senior di belakang sekolah",
        "pegawai minimarket ditamparin preman",
        "mas2 dibantai rame2 di depan indomaret polisi mana nih",
        "ditendangin sama 4 orang di parkiran",
        "debt collector seret ibu-ibu dari mobil",
        "atap sekolah ambruk",
        "plafon sekolah runtuh menimpa murid",
        "panggung roboh pas acara, penonton luka",
        "pak de minum racun tikus di kebun",
        "bu de pingsan di pasar",
    ],
)
def test_what_is_told_plainly_wakes(text: str) -> None:
    """Also where a passive is colloquial, or the crowd is told beside the victim."""
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "budak maot di susukan",
        "aya nu maot di kosan",
        "budak tikerelep di situ",
        "budak labuh ka sumur",
        "wong mati nang kali",
        "bapakku ora iso ambegan",
        "tulung bapakku semaput",
        "rumah kamandahan",
        "kakanakan lamas di sungai",
        "halak mate di batang aek",
        "jabu marongkap api",
        "oreng mate neng songai",
    ],
)
def test_so_does_what_is_told_in_a_regional_language(text: str) -> None:
    """Dead, drowned, burning, out of breath."""
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "harga diri runtuh",
        "runtuh hatiku menimpa sepi",
        "paeh lampu imah urang",
        "hape kuring paeh",
        "maot mah rusiah gusti",
        "cinta nepi ka maot",
        "urip mati kuwi kersane gusti",
        "hpku mati gan",
        "orang mati meninggalkan nama",
        "lampu mati di batang",
        "innalillahi pak haji dipundut",
    ],
)
def test_proverbs_and_dead_lamps_do_not(text: str) -> None:
    """Whoever is mourned needs no officer either."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "dikeroyok nyamuk di pos ronda",
        "dihajar cicilan tiap akhir bulan",
        "hati berasa diinjek injek",
        "bedug dipukulin anak anak",
        "kucing berantem di atap",
        "sesek napas liat harga beras",
        "hampir pingsan liat saldo",
        "panas banget kaya dibakar",
        "baju plastik itu mudah terbakar",
        "jalanan kebanjiran orang jualan takjil",
        "sirine damkar kedengeran jauh, ada apa ya",
        "Tim SAR berhasil mengevakuasi korban hanyut",
        "Petugas damkar berhasil memadamkan kebakaran lahan",
        "jangan parkir depan gang nanti damkar ga bisa lewat",
        "ucapan terima kasih ke damkar",
        "Demo berakhir ricuh, polisi tembakkan gas air mata",
    ],
)
def test_nor_does_talk(text: str) -> None:
    """Mosquitoes, debts, prices, heat; and what is over."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "petugas belum berhasil memadamkan api di pasar",
        "anak geng mau tawuran nanti malam di jembatan",
        "sesak napas, lihat bibirnya biru, tolong",
        "dikeroyok orang di pos ronda",
    ],
)
def test_what_only_looks_like_talk_wakes(text: str) -> None:
    """What did not succeed, what is to come, who is really beaten."""
    assert would_wake(text)
