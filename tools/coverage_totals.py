"""The last line of ``make coverage``: how many lines, and how many branches, the tests reach."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(report: Path) -> None:
    """Print both as percentages, from what ``coverage json`` wrote."""
    totals = json.loads(report.read_text())["totals"]
    lines = totals["covered_lines"] / totals["num_statements"]
    branches = totals["covered_branches"] / totals["num_branches"]
    print(f"lines {lines:.1%}, branches {branches:.1%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
