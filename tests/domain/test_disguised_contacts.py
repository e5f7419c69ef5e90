"""Contacts that are written so that nobody finds them are hidden; what an officer needs stays."""

from __future__ import annotations

from time import process_time

import pytest

from bot.domain.masking import mask, mask_contacts

MOST_S = 0.25  # on a busy machine


@pytest.mark.parametrize(
    "number",
    [
        "nol delapan satu dua tiga empat lima enam tujuh delapan sembilan nol",
        "kosong delapan satu dua, tiga empat lima enam, tujuh delapan",
        "NOL DELAPAN SATU DUA 3456 7890",
        "nol delapan dua belas tiga empat lima enam tujuh delapan",
        "nol delapan sebelas dua puluh tiga empat lima enam tujuh",
        "enam dua delapan satu dua tiga empat lima enam tujuh delapan",
        "nol empat satu satu delapan tujuh dua tiga empat lima",
        "zero eight one two three four five six seven eight",
        "08 12 34 56 78 90",
        "0 812 3456 7890",
        "08 123 456 789",
        "0812,3456,7890",
        "+6 2 8 1 2 3 4 5 6 7 8",
        "0812/3456/789",
        "0812/34567890",
        "08/12/34/56/78/90",
        "0812:3456:7890",
        "O8l2 3456 7890",
        "o8I2-3456-789",
        "0812 34S6 78B0",
        "62 8l2 3456 7890",
    ],
)
def test_a_number_told_otherwise(number: str) -> None:
    """In words, in pairs, with blanks where nobody puts them."""
    assert mask(f"hubungi {number} ya") == "hubungi [nomor] ya"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("wa saya 812-3456-7890 ya", "[nomor] ya"),
        ("WA:81234567890", "[nomor]"),
        (
            "tujuh tiga tujuh satu nol sembilan empat satu nol satu sembilan nol nol nol nol satu",
            "[NIK]",
        ),
        ("wa . me / 6281234567890", "[akun]"),
        ("wa . me / 62 812 3456 7890 ya", "[akun] ya"),
        ("t dot me slash budi_s ya", "[akun] ya"),
        ("t . me / budi_s", "[akun]"),
        ("budi at gmail dot com ya", "[email] ya"),
        ("budi.s (at) contoh (dot) co.id", "[email]"),
        ("budi et gmail titik com", "[email]"),
        ("budi @ yahoo . co . id", "[email]"),
        ("budi[at]gmail.com", "[email]"),
        ("chat @ budi_santoso saja", "chat [akun] saja"),
        ("cari @ ani99", "cari [akun]"),
    ],
)
def test_an_account_or_an_address_told_otherwise(text: str, masked: str) -> None:
    """With blanks, brackets, and words for their signs."""
    assert mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("tele @ budi ya", "[akun] ya"),
        ("instagram . com / budi", "[akun]"),
        ("akun saya: @ anidaeng", "[akun]"),
        ("@ budi", "[akun]"),
        ("saya tunggu, @ budi ya", "saya tunggu, [akun] ya"),
        ("hubungi @ budi", "[akun]"),
        ("@ Sinrijala", "@ Sinrijala"),
        ("@ pasar terong", "@ pasar terong"),
        ("hubungi @ kantor", "hubungi @ kantor"),
        ("ramai @ pasar Terong", "ramai @ pasar Terong"),
        ("kumpul @ Sinrijala", "kumpul @ Sinrijala"),
    ],
)
def test_a_conversation_hides_more(text: str, masked: str) -> None:
    """What may be a place in a report is an account where somebody says that it is one."""
    assert mask_contacts(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
        "korban delapan orang, luka dua, rumah tiga puluh lima",
        "jam dua belas lewat lima belas, tiga motor, empat orang",
        "rumah nomor nol delapan dekat gang dua",
        "RT nol dua RW nol delapan, rumah nomor lima belas",
        "rugi dua juta lima ratus ribu rupiah",
        "DD satu dua tiga empat AB",
        "tgl 08 12 26 22 15",
        "tgl 08.12.26 22.15",
        "tanggal 08 2026 2215",
        "08-12-2026 10.30",
        "blok 08 no 12 34 rumah",
        "surat 0812/345/2026",
        "surat 0812/345/678/2026",
        "tgl 08/12/26 22.15",
        "tgl 08/12/26/22/15",
        "RT 08 is 20 01 15 ob",
        "RT 08 Sisi 20 01 15",
        "08:12:30 sampai 08:45:10",
        "wa 8 orang, 12 motor",
        "ketemu di pos jam 8.15",
        "fire at school. Come quickly",
        "the man at gate 2 dot dot dot",
        "kumpul @ pasar Terong jam 9",
        "minyak 10 liter @ 15000",
        "T. me nunggu / berdiri",
        "posisi -5.140200, 119.412100",
        "lampu mati di Jl. Sunu No. 8, RT 003/RW 008",
        "antara jam 08 30 sampai 09 15 ada 4 orang",
    ],
)
def test_what_an_officer_needs_stays(text: str) -> None:
    """Counts, times, days, houses, prices, plates, positions, places."""
    assert mask(text) == text
    assert mask_contacts(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("wa" + " " * 4000, "a" + " " * 4000 + "b", "t" + "\n" * 2000 + "(" + " " * 2000),
        *("a at " + "x" * 4000, "a . " * 1000, "0 8" * 1300, "satu " * 800, "o8 l" * 1000),
    ],
)
def test_no_text_holds_the_bot_up(text: str) -> None:
    """Whoever is paged waits while a text is masked: blanks alone had cost more than a second."""
    began = process_time()
    mask_contacts(text)
    assert process_time() - began < MOST_S
