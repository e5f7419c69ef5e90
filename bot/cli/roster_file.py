"""Reads a list of officers from a spreadsheet or standard input: every line, good or bad."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import spreadsheets
from bot.cli.errors import Failure
from bot.domain import roster_line
from bot.domain.report_line import BadLine, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.roster_line import PersonLine
    from bot.services.people.roster_plan import Numbered
STANDARD_INPUT = "-"
MOST_IGNORED = 20  # column names that are told


def content(path: str) -> bytes:
    """Read a file, or standard input. Raises Failure where it cannot be read."""
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read(spreadsheets.LARGEST + 1)
        with Path(path).open("rb") as file:
            return file.read(spreadsheets.LARGEST + 1)
    except OSError as error:
        raise Failure(f"{path} cannot be read ({error.strerror}); name a file, or - ") from None


def parse(content: bytes) -> list[Numbered]:
    """Return every line of a list, good or bad. Raises Failure where it is no list."""
    sheet = spreadsheets.parse_spreadsheet(content)
    try:
        named = roster_line.columns(sheet.header)
    except roster_line.WrongHeaderError as error:
        raise Failure(str(error)) from None
    _tell_ignored([cell for cell, name in zip(sheet.header, named, strict=True) if name is None])
    return [(number, _line(cells, named)) for number, cells in sheet.rows]


def _line(cells: list[str] | BadLine, named: Sequence[str | None]) -> PersonLine | BadLine:
    if isinstance(cells, BadLine):
        return cells
    fields = {name: cell for name, cell in zip(named, cells, strict=True) if name is not None}
    try:
        return roster_line.parse_person(fields)
    except BadLine as bad:
        return bad


def _tell_ignored(columns: Sequence[str]) -> None:
    for column in [column for column in columns if column.strip()][:MOST_IGNORED]:
        typer.echo(f"the column {quoted(column)} is none of ours and not taken", err=True)
