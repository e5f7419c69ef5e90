"""News of elsewhere and offices' notices wake nobody; a neighbour's call does, however it looks."""

from __future__ import annotations

import pytest

from bot.domain.news_register import news_marks
from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "Kebakaran Hutan di Turki Meluas, Ratusan Orang di Canakkale Dievakuasi",
        "Gunung Semeru Erupsi Luncurkan Abu Vulkanik 800 Meter",
        "Banjir bandang terjang tiga desa, 11 orang tewas. Baca selengkapnya di tautan",
        "Kapolres Banyumas melaksanakan apel kesiapsiagaan banjir dan longsor",
        "Gempa 6,3 melanda Filipina, ribuan orang mengungsi",
        "Polisi tetapkan sopir bus sebagai tersangka kecelakaan di Subang",
        "Polisi buru sopir truk yang menabrak median jalan",
        "Detik-detik truk menabrak warung di pinggir jalan",
        "Gubernur sigap bantu korban kecelakaan beruntun di jalan lintas",
        "Mobil tabrak pagar rumah warga, tidak ada korban jiwa",
        "Lima Rumah di Matraman Terbakar http://t.co/xyz",
        "RT @radiokota: tabrakan di km 10, sudah ditangani",
        "BMKG: gempa mag 5.0 di tenggara, kedalaman 10 km",
        "Polsek amankan pelaku penganiayaan, terancam 5 tahun",
        "Anak korban banjir kembali sekolah",
        "Banjir Bandang Terjang Sumbar, 20 Tewas",
        "Pelaku Tawuran Dibina di Polsek",
        "digebukin 5-0 kasian amat",
    ],
)
def test_news_wakes_nobody(text: str) -> None:
    """A headline, a far country, "baca selengkapnya", an office that acts, how it ended."""
    assert news_marks(text)
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tolong pak, rumah di depan Polsek kebakaran, polisi belum datang",
        "Pak Tolong Ada Maling Masuk Rumah Saya Di Rt 03 Rw 05",
        "07.12 WIB Kebakaran Rumah Tinggal Di Jalan Kemang Raya Dekat Pasar Minggu",
        "Telah terjadi kebakaran di Desa Sukamaju, api masih besar, mohon dikirim pemadam",
        "Banjir setinggi 80 cm di Jl Kemang, warga belum dievakuasi",
        "KEBAKARAN DI JALAN MERDEKA DEKAT PASAR LAMA API BESAR SEKALI",
        "kebakaran di gudang kayu https://maps.app.goo.gl/Xy12 api besar",
        "gempa kuat terasa di kampung sini, rumah retak",
        "tribun ambruk, penonton pada jatuh, tribunnya penuh orang",
    ],
)
def test_what_a_neighbour_writes_has_no_mark_of_news(text: str) -> None:
    """Each word with a capital, a clock, an office or a measure is not news by itself."""
    assert news_marks(text) == 0
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "Banjir setinggi 60 cm di Perumahan Griya Cempaka Bekasi Barat",
        "Tawuran di depan Pasar Induk Kramat Jati Jakarta Timur",
        "Kebakaran di Jalan Raya Kedung Cowek Tambak Wedi Surabaya",
    ],
)
def test_the_capitals_of_a_place_are_no_headline(text: str) -> None:
    """A neighbour writes the name of a place as it is written."""
    assert news_marks(text) == 0
    assert would_wake(text)


def test_a_headline_is_known_beside_its_place() -> None:
    """What is told has capitals too, before the place and after it."""
    assert news_marks("Tabrakan Beruntun di Jalan Lintas Selatan, Empat Orang Tewas")


def test_a_date_alone_keeps_nobody_asleep() -> None:
    """Who writes formally writes the date too."""
    text = "Kebakaran di Pasar Lama RT 03 (7/7/2025), api masih besar dan merambat ke rumah warga"
    assert news_marks(text) == 1
    assert would_wake(text)


def test_a_mark_is_worth_the_same_however_often_it_stands() -> None:
    """Two marks are two kinds of them."""
    assert news_marks("kabar dari turki, israel, yunani dan jerman") == 1
    assert news_marks("kabar dari turki (7/7/2025)") == 2
