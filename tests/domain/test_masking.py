"""Numbers that identify people are hidden, those that officers need are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.masking import mask


@pytest.mark.parametrize(
    "number",
    ["7371094101900001", "7371 0941 0190 0001", "737109.410190.0001", "73.71.09.41.01.90.0001"],
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
        "",
    ],
)
def test_what_an_officer_needs_stays(text: str) -> None:
    """Plates, RT/RW, times, dates, prices, tickets, years."""
    assert mask(text) == text


def test_the_time_after_a_number_stays() -> None:
    """The number ends where it ends."""
    assert mask("telp 081234567890 22.15") == "telp [nomor] 22.15"


@given(
    st.lists(st.sampled_from(["", " ", "-", "."]), min_size=8, max_size=8),
    st.text("0123456789", min_size=8, max_size=8),
)
def test_no_spelling_of_a_mobile_number_slips_through(gaps: list[str], digits: str) -> None:
    """Separators in any place change nothing."""
    number = "081" + "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))
    assert mask(number) == "[nomor]"


@given(st.text(max_size=300))
def test_masking_twice_is_masking_once(text: str) -> None:
    """Any text in any script; what is masked hides nothing more."""
    assert mask(mask(text)) == mask(text)
