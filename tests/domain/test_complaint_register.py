"""What has long been so, and a wish for works, wakes nobody; what happens now does."""

from __future__ import annotations

import pytest

from bot.domain.complaint_register import complaint_marks
from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "Setiap hujan gang kami selalu banjir, mohon pembuatan saluran baru",
        "Tiap tahun banjir di RT 03 RW 04, mohon jalannya ditinggikan",
        "Mohon pemasangan pondasi, badan jalan longsor sekitar 5 meter",
        "Pembuatan plengsengan karena tanah longsor ke saluran air",
        "Hujan sedikit saja jalan di RT 06 banjir karena pavingnya rendah",
        "Tiang lampu di jalan kampung miring, mohon diperbaiki sebelum jatuh",
        "Sungai penuh eceng gondok jadi penyebab banjir, mohon pengerukan",
        "Beberapa kali pengendara motor kecelakaan di jalan berlubang ini",
        "Tutup gorong-gorong ambrol, beberapa kali motor jatuh di jalan itu",
        "Tolong pohon depan rumah ditebang sebelum tumbang menimpa orang",
        "banyak rampok kalo malem",
        "sering ada jambret lewat sini kalau subuh",
        "di pasar itu banyak copet kalau hari minggu",
    ],
)
def test_a_complaint_to_an_office_wakes_nobody(text: str) -> None:
    """It says that it is always so, what is to be done, or what may happen one day."""
    assert complaint_marks(text)
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "Selalu banjir di sini, sekarang air sudah masuk rumah setinggi lutut",
        "Tanggul kali jebol barusan, mohon diperbaiki, air masuk perumahan",
        "Pohon tumbang menimpa rumah warga, mohon segera dipotong, ada orang di dalam",
        "Got sering meluap, malam ini air masuk ke dalam rumah dan makin tinggi",
        "Suami saya sering pukul saya, saya takut, saya lari ke jalan",
        "Di jalan ini sering ada begal, dia dibacok, tolong",
    ],
)
def test_what_happens_now_has_no_mark(text: str) -> None:
    """Whoever tells of now, or of what people do to each other, may wish for works too."""
    assert complaint_marks(text) == 0
    assert would_wake(text)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("jalan banjir di RT 02", 0),
        ("jalan selalu banjir", 1),
        ("jalan selalu banjir, takutnya ambles", 2),
        ("jalan selalu banjir, takutnya ambles, mohon perbaikan, perbaikan", 3),
        ("saya selalu takut gelap", 0),
    ],
)
def test_a_mark_counts_once_and_only_of_what_offices_mend(text: str, marks: int) -> None:
    """Habit, wish and fear are one mark each."""
    assert complaint_marks(text) == marks
