"""Reads a table that a spreadsheet has saved, in any encoding, with any delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.errors import Failure
from bot.cli.rows import DELIMITERS, delimiter_of, is_hint, numbered
from bot.domain.report_line import BadLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 1 << 25  # bytes: a list of a hundred thousand people is a third of it
WORKBOOK = b"PK\x03\x04"  # how .xlsx and .ods begin
_OTHER = "cp1252"  # what a spreadsheet writes that does not write UTF-8


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """The cells of the first row, and of each row below it with the number of its first line."""

    header: list[str]
    rows: Iterator[tuple[int, list[str] | BadLine]]


def parse_spreadsheet(content: bytes) -> Spreadsheet:
    """Read a sheet. Raises Failure where there is none in ``content``."""
    if content.startswith(WORKBOOK):
        raise Failure("this is a workbook; save it as CSV (UTF-8) and name that file")
    if len(content) > LARGEST:
        raise Failure(f"the list is longer than {LARGEST >> 20} MB; part it")
    text = _decoded(content)
    if "\0" in text:
        raise Failure("this is no text; save the list as CSV (UTF-8)")
    lines = list(io.StringIO(text, newline=""))
    skipped = int(bool(lines) and is_hint(lines[0]))
    while skipped < len(lines) and not _filled(lines[skipped]):
        skipped += 1
    if skipped == len(lines):
        raise Failure("the list is empty; begin it with: name,role,region")
    first = lines[skipped]
    try:
        header, table = numbered(lines[skipped:], delimiter_of(first), skipped=skipped)
    except csv.Error as error:
        raise Failure(
            f"its first row is no CSV ({error}); begin it with: name,role,region"
        ) from None
    return Spreadsheet(header, _rows(table, len(header)))


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8, or UTF-16 that says so, or else what older programs write."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_OTHER, "replace")


def _filled(row: str) -> bool:
    return bool(row.strip(DELIMITERS + '" \r\n'))


def _rows(
    table: Iterable[tuple[int, list[str] | BadLine]], width: int
) -> Iterator[tuple[int, list[str] | BadLine]]:
    for number, cells in table:
        if isinstance(cells, BadLine):
            yield number, cells
        elif any(cell.strip() for cell in cells):
            yield number, _fitted(cells, width)


def _fitted(cells: list[str], width: int) -> list[str] | BadLine:
    """Return the cells of a row; empty ones at its end may be missing, or too many."""
    if any(cell.strip() for cell in cells[width:]):
        return BadLine(
            f"it has {len(cells)} cells, the first line {width}; quote a cell with commas"
        )
    return [*cells[:width], *[""] * (width - len(cells))]
