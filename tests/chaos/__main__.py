"""``python -m tests.chaos [ROW ...]``: a table of what the bot kept of its word; 1 if it failed."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chaos import table
from tests.chaos.play import Theatre
from tests.chaos.rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.chaos.row import Row
    from tests.chaos.stage import Setup
    from tests.chaos.verdict import Count

SEED = 20261124
PAGE = Path("docs/reliability.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the rows that were asked for, or all."""
    asked = _parser().parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="kamtibmas-chaos-"))
    try:
        lines = asyncio.run(_play(asked, folder))
    finally:
        if not asked.keep:
            shutil.rmtree(folder)
    if asked.markdown:
        PAGE.write_text(table.put_into(PAGE.read_text(), lines))
    return 0 if lines and all(count.is_good for _, _, count in lines) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(r.name for r in ROWS))
    parser.add_argument("--on", default="", help="only setups with this word: postgres, webhook")
    parser.add_argument("--seed", type=int, default=SEED, help="plays the same chances again")
    parser.add_argument("--markdown", action="store_true", help=f"write it into {PAGE}")
    parser.add_argument("--keep", action="store_true", help="keep the folders with logs and data")
    return parser


async def _play(asked: argparse.Namespace, folder: Path) -> list[table.Line]:
    """Play the rows of each database one after the other, and the two databases side by side."""
    turns = [
        (row, setup)
        for row in _chosen(asked.rows)
        for setup in row.setups
        if asked.on in str(setup)
    ]
    lines: dict[tuple[Row, Setup], Count] = {}
    _say(table.plain(table.HEAD))
    async with Theatre(folder) as theatre, asyncio.TaskGroup() as lanes:
        for database in {setup.database for _, setup in turns}:
            lane = [turn for turn in turns if turn[1].database == database]
            lanes.create_task(_play_in_turn(lane, theatre, asked.seed, lines))
    if asked.keep:
        _say(f"kept in {folder}")
    return [(row, setup, lines[row, setup]) for row, setup in turns]


async def _play_in_turn(
    turns: Sequence[tuple[Row, Setup]],
    theatre: Theatre,
    seed: int,
    lines: dict[tuple[Row, Setup], Count],
) -> None:
    for row, setup in turns:
        count = lines[row, setup] = await theatre.play(row, setup, seed)
        _say(table.plain(table.cells(row, setup, count)))


def _chosen(names: Sequence[str]) -> list[Row]:
    unknown = set(names) - {row.name for row in ROWS}
    if unknown:
        raise SystemExit(f"no such row: {', '.join(sorted(unknown))}")
    return [row for row in ROWS if not names or row.name in names]


def _say(line: str) -> None:
    """Write progress where it does not get into the table of --markdown."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
