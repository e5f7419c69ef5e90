"""The edition of the regions, and what decrees did to their codes: ``decrees.txt``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from bot.places.data import RegionRow, regions

DECREES = Path(__file__).with_name("decrees.txt")


class CodeChange(NamedTuple):
    """A code that passed on: by a new number, a split, a merger."""

    day: date
    old: str
    new: str

    @property
    def since(self) -> datetime:
        """Return the moment from which it holds."""
        return _begins(self.day)


@dataclass(frozen=True, slots=True)
class Nation:
    """All regions as they are from ``day`` on, and how they came to be."""

    day: date
    rows: tuple[RegionRow, ...]
    code_changes: tuple[CodeChange, ...] = ()

    @property
    def since(self) -> datetime:
        """Return the moment from which these regions hold."""
        return _begins(self.day)

    @property
    def digest(self) -> str:
        """Return what tells two editions apart: the same codes and names, the same digest."""
        lines = "\n".join(f"{row.code} {row.name}" for row in self.rows)
        return hashlib.sha256(lines.encode()).hexdigest()


def shipped() -> Nation:
    """Read the nation that the product ships. Raises ValueError for a line that says nothing."""
    day, code_changes = _edition()
    return Nation(day, tuple(regions()), code_changes)


def shipped_since() -> datetime:
    """Return from when on it holds; its regions, a fraction of a second's work, are not read."""
    return _begins(_edition()[0])


def _edition() -> tuple[date, tuple[CodeChange, ...]]:
    day, code_changes = None, []
    for line in DECREES.read_text(encoding="utf-8").splitlines():
        match line.split():
            case []:
                continue
            case [sign, *_] if sign.startswith("#"):
                continue
            case ["edition", written]:
                day = date.fromisoformat(written)
            case [written, old, new]:
                code_changes.append(CodeChange(date.fromisoformat(written), old, new))
            case _:
                raise ValueError(f"{DECREES.name}: {line!r} is no line: DAY OLD NEW")
    if day is None:
        raise ValueError(f"{DECREES.name} does not say which edition it is")
    return day, tuple(code_changes)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
