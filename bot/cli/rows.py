"""Reads a file of rows, JSON lines or CSV, with line numbers; bad lines are reported, not fatal."""

from __future__ import annotations

import codecs
import csv
import json
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from bot.domain.report_line import REQUIRED, BadLine
from bot.domain.spreadsheet_values import armed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Row: TypeAlias = "tuple[int, Mapping[str, Any] | BadLine]"
LONGEST_LINE = 1 << 20  # bytes; a report's is 30 times shorter
DELIMITERS = ",;\t"
WRITTEN_DELIMITER = ";"  # what a spreadsheet set to Indonesian expects


def rows(file: IO[bytes]) -> Iterator[Row]:
    """Yield each row with the number of its first line, from the beginning of ``file``.

    CSV is known by its header, whatever parts its cells; a line ``sep=;`` may stand before it. What
    cannot be read is a BadLine; bytes that are no UTF-8 become halves of characters, for whoever
    reads the fields to refuse.
    """
    file.seek(0)
    first = _first_line(file)
    skipped = int(is_hint(first))
    if skipped:
        first = _first_line(file)
    file.seek(0)
    delimiter = delimiter_of(first)
    header = next(csv.reader([first], delimiter=delimiter), [])
    return _csv(file, delimiter, skipped) if set(header) >= REQUIRED else _json(file)


def delimiter_of(header: str) -> str:
    """Return what parts the cells of a header."""
    return max(DELIMITERS, key=header.count)


def is_hint(line: str) -> bool:
    """Tell whether a line before the header only names the delimiter, for a spreadsheet."""
    return line.lower().startswith("sep=")


def _first_line(file: IO[bytes]) -> str:
    return _decoded(file.readline(LONGEST_LINE).removeprefix(codecs.BOM_UTF8))


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape")


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines; one that is too long is None, and never in memory as a whole."""
    number, following = 0, file.readline(LONGEST_LINE).removeprefix(codecs.BOM_UTF8)
    while following:
        number += 1
        line: bytes | None = following
        while len(following) == LONGEST_LINE and not following.endswith(b"\n"):
            line, following = None, file.readline(LONGEST_LINE)
        yield number, line
        following = file.readline(LONGEST_LINE)


def _json(file: IO[bytes]) -> Iterator[Row]:
    for number, line in _lines(file):
        if line is None:
            yield number, BadLine(f"longer than {LONGEST_LINE} bytes")
        elif line.strip():
            yield number, _object(line)


def _object(line: bytes) -> dict[str, Any] | BadLine:
    try:
        read = json.loads(_decoded(line))
    except (ValueError, RecursionError):
        return BadLine("it is no JSON")
    return (
        read if isinstance(read, dict) else BadLine('it is no JSON object; write {"village": ...}')
    )


def _csv(file: IO[bytes], delimiter: str, skipped: int) -> Iterator[Row]:
    lines = (_decoded(line or b"") for _, line in _lines(file))
    header, table = numbered(islice(lines, skipped, None), delimiter, skipped=skipped)
    for number, cells in table:
        if isinstance(cells, BadLine):
            yield number, cells
        elif cells:
            yield number, _record(header, cells)


def numbered(
    lines: Iterable[str], delimiter: str = ",", *, skipped: int = 0
) -> tuple[list[str], Iterator[tuple[int, list[str] | BadLine]]]:
    """Return the first row of a CSV, and each row below it with the number of its first line.

    ``skipped``: how many lines stood before. What is no CSV is a BadLine, and the end.
    """
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    header = next(table)

    def below() -> Iterator[tuple[int, list[str] | BadLine]]:
        while True:
            number = table.line_num + skipped + 1
            try:
                yield number, next(table)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, BadLine(f"it is no CSV from here on ({error})")
                return

    return header, below()


def _record(header: list[str], cells: list[str]) -> dict[str, str] | BadLine:
    if len(cells) != len(header):
        return BadLine(f"it has {len(cells)} cells, the header {len(header)}")
    return {name: armed(cell) for name, cell in zip(header, cells, strict=True)}
