"""Numbers that identify people are hidden, those that officers need are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.masking import holds_name, mask, mask_contacts


@pytest.mark.parametrize(
    "number",
    [
        "7371094101900001",
        "7371 0941 0190 0001",
        "737109.410190.0001",
        "73.71.09.41.01.90.0001",
        "7 3 7 1 0 9 4 1 0 1 9 0 0 0 0 1",
        "7371 - 0941 - 0190 - 0001",
        "７３７１０９４１０１９０００01",
        "7371\u200b0941\u200b0190\u200b0001",
    ],
)
def test_nik_is_masked(number: str) -> None:
    """Sixteen digits, together or in groups."""
    assert mask(f"NIK {number} atas nama saya") == "NIK [NIK] atas nama saya"


@pytest.mark.parametrize(
    "number",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456789",
        "+6281234567890",
        "+62 812-3456-7890",
        "+62 411 872345",
        "6281234567890",
        "62 812 3456 7890",
        "081.234.567.890",
        "0 8 1 2 3 4 5 6 7 8",
        "081234567",
        "0812   3456   7890",
        "0812_3456_7890",
        "０８１２３４５６７８９０",
        "＋６２ ８１２ ３４５６ ７８９０",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "0\ufe0f\u20e38\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e3345678",
        "0812\u200b3456\u200b7890",
        "006281234567890",
        "0411-872345",
        "(0411) 872345",
        "(0411)-872 345",
        "0411 872 345",
        "0411872345",
        "021-5551234",
        "021 555 1234",
        "021.555.1234",
        "(0473) 21234",
        "0473-21234",
        "+62 (411) 872345",
        "62-411-872345",
    ],
)
def test_phone_numbers_are_masked(number: str) -> None:
    """However people write them."""
    masked = mask(f"hubungi {number} ya").replace("(", "").replace(")", "")
    assert masked == "hubungi [nomor] ya"


@pytest.mark.parametrize(
    "text",
    [
        "motor DD 1234 AB",
        "RT 03/RW 05",
        "jam 22.15 WITA",
        "tgl 08-11-2026 22.15",
        "harga Rp 1.500.000",
        "rugi Rp 625.000.000",
        "rugi 628.000.000 rupiah",
        "tiket KT-081234 22.15",
        "tahun 2026, 16 orang",
        "telepon 110 atau 113",
        "kode 73.71.09.1001",
        "Jl. Sunu No. 0411, blok 02",
        "rumah nomor 21/345 RT 021/003",
        "jam 0430-0530, 25 orang",
        "pukul 0215 5 orang datang",
        "posisi -5.140200, 119.412100",
        "posisi 5.140200 119.412100",
        "posisi -5.14020/119.41210",
        "titik 0771234 9430123",
        "bensin 10 liter @15.000",
        "kumpul @pasar Terong",
        "tiket KT-041187 234567",
        "surat 03052026 tentang ronda",
        "tgl 24-11-2026 22.15 sampai 24-11",
        "tgl 12-11-2026 08.12 30-11",
        "kode pos 90231, 2 km",
        "lihat https://www.facebook.com/berita/123",
        "",
    ],
)
def test_what_an_officer_needs_stays(text: str) -> None:
    """Plates, RT/RW, times, dates, prices, tickets, years."""
    assert mask(text) == text


def test_the_time_after_a_number_stays() -> None:
    """The number ends where it ends."""
    assert mask("telp 081234567890 22.15") == "telp [nomor] 22.15"
    assert mask("telp 0812 3456 7890 22.15") == "telp [nomor] 22.15"
    assert mask("telp 0411 872345 07:30 lewat") == "telp [nomor] 07:30 lewat"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("chat @budi_santoso saja", "chat [akun] saja"),
        ("IG ＠budi.santoso", "IG [akun]"),
        ("https://t.me/budi_santoso ya", "[akun] ya"),
        ("t.me/+AbCdEf123, masuk", "[akun] masuk"),
        ("tg://user?id=12345", "[akun]"),
        ("wa.me/6281234567890", "[akun]"),
        ("https://budi_santoso.t.me ya", "[akun] ya"),
        ("surat budi.s+1@contoh.co.id!", "surat [email]!"),
    ],
)
def test_accounts_and_addresses_are_masked(text: str, masked: str) -> None:
    """Of Telegram and others, by name or by link; e-mail."""
    assert mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("saya di facebook.com/ani.daeng, ya", "saya di [akun] ya"),
        ("https://www.instagram.com/budi_s?igsh=1", "[akun]"),
        ("m.me/ani atau fb.com/ani", "[akun] atau [akun]"),
        ("vt.tiktok.com/ZS1/ x.com/budi line.me/ti/p/abc", "[akun] [akun] [akun]"),
        ("IG: budi_s", "IG: [akun]"),
        ("ig saya budi.s99", "ig saya [akun]"),
        ("FB Ani_Daeng. Telegram = anidg", "FB [akun]. Telegram = [akun]"),
        ("telepon 081234567890", "telepon [nomor]"),
        ("di depan RT.03 dekat toko Line Fashion", "di depan RT.03 dekat toko Line Fashion"),
        ("fb sedang ramai, ig juga", "fb sedang ramai, ig juga"),
        ("lihat https://bmkg.go.id/gempa", "lihat https://bmkg.go.id/gempa"),
    ],
)
def test_no_account_passes_between_two_who_do_not_know_each_other(text: str, masked: str) -> None:
    """Of any network, by a link or by its name; what is none stays."""
    assert mask_contacts(text) == masked


@pytest.mark.parametrize(
    ("name", "text", "holds"),
    [
        ("Daeng Naba Rahman", "saya rahman, rumah saya kemalingan", True),
        ("Daeng Naba", "ada maling di lorong 5", False),
        ("Muhammad Ali", "ditolong Muhammad tetangga", False),
        ("Ani", "kemarin ani ikut", True),
        ("", "apa saja", False),
    ],
)
def test_a_writer_s_own_name_is_noticed(name: str, text: str, holds: bool) -> None:  # noqa: FBT001
    """A word of it that tells who it is; what half the village is called does not."""
    assert holds_name(text, name) == holds


@given(
    st.lists(st.sampled_from(["", " ", "-", "."]), min_size=8, max_size=8),
    st.text("0123456789", min_size=8, max_size=8),
)
def test_no_spelling_of_a_mobile_number_slips_through(gaps: list[str], digits: str) -> None:
    """Separators in any place change nothing."""
    number = "081" + "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))
    assert mask(number) == "[nomor]"


@given(st.text(max_size=300) | st.text("0812+62@a.-() t/meKT７\u200b", max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    """Any text in any script; what is masked hides nothing more."""
    assert mask(mask(text)) == mask(text)
