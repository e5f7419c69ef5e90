"""The table, for a terminal and for docs/reliability.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.chaos.row import Row
    from tests.chaos.stage import Setup
    from tests.chaos.verdict import Count

HEAD = (
    "row", "setup", "written", "confirmed", "lost", "doubled",
    "pages due", "sent", "told otherwise", "twice", "slowest urgent", "verdict",
)  # fmt: skip
WIDTHS = (12, 18, 7, 9, 4, 7, 9, 4, 14, 5, 14, 7)

# Between them stands the table in docs/reliability.md.
BEGINS, ENDS = "<!-- make chaos -->", "<!-- the table ends -->"

Line = tuple["Row", "Setup", "Count"]


def cells(row: Row, setup: Setup, count: Count) -> list[str]:
    """Return one line of the table."""
    return [
        row.name,
        str(setup),
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
    rows = [[row.name, row.done, *cells(row, setup, count)[1:]] for row, setup, count in lines]
    return "\n".join(f"| {' | '.join(one)} |" for one in [head, ["---"] * len(head), *rows])


def put_into(page: str, lines: Sequence[Line]) -> str:
    """Return the page with the table in place of the one that stands between its marks."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n{markdown(lines)}\n{ENDS}{after}"


def shown_in(page: str) -> list[tuple[str, str]]:
    """Return the rows of a page's table: name and setup."""
    table = page.partition(BEGINS)[2].partition(ENDS)[0]
    lines = [line.split(" | ") for line in table.strip().splitlines()[2:]]
    return [(line[0].removeprefix("| "), line[2]) for line in lines]
