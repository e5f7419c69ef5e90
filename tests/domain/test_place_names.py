"""Names of places as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.place_names import bare, lies_in, normalise, read_code, readings

KARUWISI = ("Panakkukang", "Kota Makassar", "Sulawesi Selatan")


def test_a_name_is_looked_for_by_letters_and_digits_alone() -> None:
    """Accents, case, spaces and signs do not count."""
    assert normalise("Tapian Nauli/ Saurmanggita") == "tapiannaulisaurmanggita"
    assert normalise("Alue Lhôk") == "aluelhok"


def test_the_word_for_its_kind_does_not_count() -> None:
    """Kel., Desa and Kota are dropped; Kampung and Gampong are part of the name."""
    assert bare("Kel. Bontolebang") == "bontolebang"
    assert bare("Kota Administrasi Jakarta Pusat") == "jakartapusat"
    assert bare("Kampung Baru") == "kampungbaru"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("73.71.09.1001", "73.71.09.1001"),
        (" 7371091001 ", "73.71.09.1001"),
        ("73.71.", "73.71"),
        ("7371", "73.71"),
        ("737", None),
        ("Karuwisi", None),
        ("٧٣", None),
    ],
)
def test_codes_are_read_with_dots_or_without(typed: str, code: str | None) -> None:
    """What is no code is none."""
    assert read_code(typed) == code


def test_all_of_it_is_the_name_before_a_part_is() -> None:
    """Without a comma the last words may say where it lies."""
    first, second, *_ = readings("Kel. Karuwisi Panakkukang")
    assert first.names == ("kelkaruwisipanakkukang", "karuwisipanakkukang")
    assert second.above == ("Panakkukang",)
    assert "karuwisi" in second.names


def test_after_a_comma_comes_where_it_lies() -> None:
    """Then there is one reading."""
    (only,) = readings("Karuwisi, Panakkukang, Makassar")
    assert only.names == ("karuwisi",)
    assert lies_in(only.above, KARUWISI)


@pytest.mark.parametrize(
    ("above", "fits"),
    [
        ("Panakkukang", True),
        ("kec. panakkukang kota makassar", True),
        ("Makassar", True),
        ("sulawesi selatan", True),
        ("Panak", True),
        ("Gowa", False),
        ("Panakkukang Gowa", False),
    ],
)
def test_where_it_lies_may_be_any_of_the_names_above(above: str, fits: bool) -> None:  # noqa: FBT001
    """District, regency, province, or several in a row."""
    assert lies_in((above,), KARUWISI) is fits


def test_a_sentence_is_no_name() -> None:
    """More than eight words are not even looked for."""
    assert readings("ada maling masuk rumah di RT tiga tolong cepat datang") == []


@given(st.text(max_size=200))
def test_any_text_in_any_script_can_be_read(text: str) -> None:
    """Nothing that people type breaks it."""
    assert all(name == normalise(name) for reading in readings(text) for name in reading.names)
    read_code(text)
