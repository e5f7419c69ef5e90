"""The table, for a terminal and for docs/reliability.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.chaos.row import Row
    from tests.chaos.stage import Ground
    from tests.chaos.verdict import Count

HEAD = (
    "row", "ground", "written", "confirmed", "lost", "doubled",
    "pages due", "sent", "told otherwise", "twice", "slowest urgent", "verdict",
)  # fmt: skip
WIDTHS = (12, 18, 7, 9, 4, 7, 9, 4, 14, 5, 14, 7)

Line = tuple["Row", "Ground", "Count"]


def cells(row: Row, ground: Ground, count: Count) -> list[str]:
    """Return one line of the table."""
    return [
        row.name,
        str(ground),
        *(str(n) for n in (count.written, count.confirmed, count.lost, count.doubled)),
        *(str(n) for n in (count.due, count.sent, count.told, count.twice)),
        f"{count.slowest_s:.1f} s",
        "ok" if count.is_good else "FAILED: " + "; ".join(count.failures),
    ]


def plain(line: Sequence[str]) -> str:
    """Write a line for a terminal."""
    return "  ".join(cell.ljust(width) for cell, width in zip(line, WIDTHS, strict=True)).rstrip()


def markdown(lines: Sequence[Line]) -> str:
    """Write the table for a page, each row with what was done."""
    head = ["row", "what was done", *HEAD[1:]]
    rows = [[row.name, row.done, *cells(row, ground, count)[1:]] for row, ground, count in lines]
    return "\n".join(f"| {' | '.join(one)} |" for one in [head, ["---"] * len(head), *rows])
