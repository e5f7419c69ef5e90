"""A table as every document shows it: the same cells in PDF, XLSX and CSV."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Cell: TypeAlias = str | int | float | date | datetime | None


class Kind(StrEnum):
    """What stands in a column. ``GROWTH``: a ratio, 0.5 for half as much again."""

    TEXT = "text"
    CODE = "code"  # short words of our own: a region's code, a ticket
    NUMBER = "number"
    CHANGE = "change"  # a number with its sign
    GROWTH = "growth"
    DATE = "date"
    MOMENT = "moment"  # by the clocks of the place


NUMBERS = (Kind.NUMBER, Kind.CHANGE, Kind.GROWTH)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands below it; ``narrow``: one of many, as the hours of a day."""

    heading: str
    kind: Kind = Kind.TEXT
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows of cells, one for each column; ``name``: of a sheet, 31 letters at most."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    def packed(self) -> dict[str, Any]:
        """Return it as JSON; dates as ISO writes them."""
        columns = [asdict(column) for column in self.columns]
        rows = [[_packed(cell) for cell in row] for row in self.rows]
        return {"name": self.name, "title": self.title, "columns": columns, "rows": rows}

    @classmethod
    def unpacked(cls, data: Mapping[str, Any]) -> FigureTable:
        """Return the table that was packed."""
        columns = [
            Column(one["heading"], Kind(one["kind"]), one["narrow"]) for one in data["columns"]
        ]
        readers = [_READERS.get(column.kind) for column in columns]
        rows = [
            [read(cell) if read and cell else cell for read, cell in zip(readers, row, strict=True)]
            for row in data["rows"]
        ]
        return cls(data["name"], data["title"], columns, rows)


def _packed(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, date) else cell


_READERS: Mapping[Kind, Callable[[Any], Cell]] = {
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
}
