"""Tables that go out to spreadsheets and come back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli.rows import WRITTEN_DELIMITER, rows
from bot.domain.spreadsheet_values import armed, disarmed

HEADER = ("village", "category", "text", "created_at")
# What may end a cell, hide at its beginning, or make a formula of it.
SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    ",",
    ";",
    "\t",
    "|",
    "\r",
    "\n",
    '"',
    "'",
    " ",
    "a1",
)
texts = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


def _written(text: str) -> str:
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=WRITTEN_DELIMITER, lineterminator="\r\n")
    table.writerows([HEADER, ("73.71.09.1001", "lain", disarmed(text), "2026")])
    return file.getvalue()


@given(texts)
@example("abc;=HYPERLINK(1)")
@example('x";"=1')
@example("baris\rsatu")
def test_what_goes_out_comes_back(text: str) -> None:
    """Whatever it begins with, and with a lone carriage return in it."""
    assert armed(str(disarmed(text))) == text
    ((number, fields),) = rows(io.BytesIO(_written(text).encode("utf-8-sig")))
    assert number == 2
    assert isinstance(fields, dict)
    assert fields["text"] == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@given(text=texts)
@example(text="abc;=HYPERLINK(1)")
@example(text='x;"=1"')
@example(text="＝1+1")
def test_no_cell_is_run_whatever_parts_them(delimiter: str, text: str) -> None:
    """A file of semicolons, opened in a spreadsheet that expects something else."""
    lines = io.StringIO(_written(text), newline="")
    for row in csv.reader(lines, delimiter=delimiter):
        for cell in row:
            assert not cell.lstrip(' \t\r\n"').startswith(tuple("=+-@＝＋－＠")), row


@pytest.mark.parametrize("hint", ["", "sep=;\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_known_by_its_header(hint: str, delimiter: str) -> None:
    """Parted by whatever; a line may name it before."""
    table = "".join(delimiter.join(row) + "\r\n" for row in (HEADER, ("a", "b", "c", "d")))
    content = io.BytesIO((hint + table).encode("utf-8-sig"))
    number = 3 if hint else 2
    assert list(rows(content)) == [(number, dict(zip(HEADER, "abcd", strict=True)))]
