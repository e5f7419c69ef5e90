"""What a spreadsheet does to codes and numbers, and what can still be read for certain."""

from __future__ import annotations

import pytest

from bot.domain import spreadsheet_values

VILLAGE = "73.71.09.1001"
READ = [
    (VILLAGE, VILLAGE),
    ("7371091001", VILLAGE),
    ("7371091001.0", VILLAGE),
    ("7371091001,00", VILLAGE),
    ("7.371.091.001", VILLAGE),
    ("7,371,091,001", VILLAGE),
    ("73,71,09,1001", VILLAGE),
    ("73.71", "73.71"),
    ("73,71", "73.71"),
    ("7371", "73.71"),
    ("7.371", "73.71"),
    ("73", "73"),
    ("73.0", "73"),
]
LOST = [
    "73.1",
    "73.71.9.1001",
    "7,37109E+09",
    "7.37109e9",
    "11/1/2001",
    "Karuwisi",
    "737109100",
    "",
]


@pytest.mark.parametrize(("cell", "code"), READ)
def test_one_code_can_be_meant(cell: str, code: str) -> None:
    """It is read, however it was written."""
    assert spreadsheet_values.region_code(cell) == code


@pytest.mark.parametrize("cell", LOST)
def test_what_lost_a_digit_is_no_code(cell: str) -> None:
    """Nobody guesses which one."""
    assert spreadsheet_values.region_code(cell) is None


def test_what_may_have_stood_there_is_told() -> None:
    """A zero is lost behind a comma, or before a number; rounding loses too much to tell."""
    assert spreadsheet_values.possible_codes("73.1") == ("73.10", "73.01")
    assert VILLAGE in spreadsheet_values.possible_codes("73.71.9.1001")
    assert spreadsheet_values.possible_codes("7,37109E+09") == ()
    assert spreadsheet_values.possible_codes("Karuwisi") == ()


def test_a_name_is_no_number() -> None:
    """But for what holds nothing else than digits and what parts them."""
    numbers = ("73.71", "7.371.091.001", "11/1/2001", "7,37E+09")
    assert all(spreadsheet_values.is_number(cell) for cell in numbers)
    assert not any(
        spreadsheet_values.is_number(cell) for cell in ("Karuwisi", "RW 03", "Blok 7", "", "2 Ilir")
    )


def test_digits_alone_are_left_of_a_number() -> None:
    """A Telegram id that a spreadsheet made a decimal, or parted by thousands."""
    assert spreadsheet_values.digits("123456789.0") == "123456789"
    assert spreadsheet_values.digits("1.234.567.890") == "1234567890"
    assert spreadsheet_values.digits("-100123") is None
    assert spreadsheet_values.digits("1,23E+09") is None
