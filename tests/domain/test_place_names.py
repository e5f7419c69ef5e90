"""Names of places as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.place_names import bare, normalise, read_code, words


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


def test_words_are_parted_by_signs_and_digits_not_by_apostrophes() -> None:
    """Ma'rang is one word however its apostrophe is written; "Baru3" is two."""
    assert words("Ma'rang, Baru3") == words("Ma\u2019rang Baru 3") == ["marang", "baru", "3"]


@given(st.text(max_size=200))
def test_any_text_in_any_script_can_be_read(text: str) -> None:
    """Nothing that people type breaks it."""
    assert "".join(words(text)) == normalise("".join(words(text)))
    read_code(text)
