"""What spreadsheets spoil, read back where only one thing can be meant; what they would run."""

from __future__ import annotations

import re
from itertools import product

from bot.domain.place_names import read_code

_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+", re.ASCII)  # 7,37109E+09
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*", re.ASCII)  # 7.371.091.001
_WHOLE = re.compile(r"(\d+)[.,]0+", re.ASCII)  # 7371091001.0
_NUMBERS = re.compile(r"\d+(?:[.,/\-\s]\d+)*", re.ASCII)
_PARTING = re.compile(r"[.,/\-\s]")
# Where a spreadsheet set to another language sees a cell begin, and what it runs there: formulas,
# in full width too, behind spaces and quotation marks.
_CELL = r"(^|[,;|\t\r\n])"
_RUNS = r"(?=[\s\"']*[=+\-@\uff1d\uff0b\uff0d\uff20])"
_FORMULA, _DISARMED = re.compile(_CELL + _RUNS), re.compile(_CELL + "'" + _RUNS)
_WIDTHS = (2, 2, 2, 4)  # digits of the parts of a region's code


def is_rounded(cell: str) -> bool:
    """Tell whether a spreadsheet wrote a long number as a short one: its digits are lost."""
    return _ROUNDED.fullmatch(cell) is not None


def digits(cell: str) -> str | None:
    """Return a whole number without what a spreadsheet adds to it; None for anything else."""
    whole = _WHOLE.fullmatch(cell)
    if whole is not None:
        return whole[1]
    if _THOUSANDS.fullmatch(cell):
        return re.sub(r"\D", "", cell)
    return cell if cell.isascii() and cell.isdigit() else None


def is_number(cell: str) -> bool:
    """Tell whether a cell holds nothing but digits and what parts them: no name of a place."""
    return _NUMBERS.fullmatch(cell) is not None or is_rounded(cell)


def region_code(cell: str) -> str | None:
    """Return the code of a region, with its dots; None where a cell holds none for certain.

    Without dots, with commas for dots, as a decimal or with its thousands parted it is the same.
    A zero that was eaten (``73.1``) leaves two codes possible: that is none.
    """
    number = digits(cell)
    return read_code(number) if number is not None else read_code(cell.replace(",", "."))


def possible_codes(cell: str) -> tuple[str, ...]:
    """Return the codes that may have stood in a cell before it lost its zeros."""
    parts = _PARTING.split(cell)
    if not is_number(cell) or is_rounded(cell) or len(parts) > len(_WIDTHS):
        return ()
    ways = [_filled(part, width) for part, width in zip(parts, _WIDTHS, strict=False)]
    return tuple(dict.fromkeys(".".join(way) for way in product(*ways)))


def _filled(part: str, width: int) -> tuple[str, ...]:
    """Return what a part may have been: zeros are lost before a number, or behind a comma."""
    return (part.ljust(width, "0"), part.zfill(width)) if len(part) <= width else ()


def disarmed(value: object) -> object:
    """Escape with an apostrophe whatever a spreadsheet would run as a formula.

    That is at the beginning, and after whatever may part cells: a file that is opened with another
    delimiter than it was written with falls apart there. Before what already looks so too: the one
    that is taken away again is always ours.
    """
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def armed(value: str) -> str:
    """Take the apostrophes of :func:`disarmed` away again."""
    return _DISARMED.sub(r"\1", value)
