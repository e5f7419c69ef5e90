"""How a benchmark says what it measured: one JSON line for each figure."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, the floor measured in the same run, and the goal for ``ratio`` or ``value``.

    ``goal`` is a number with its direction, as ``">=0.5"`` (of the ratio where there is a
    baseline, of the value otherwise); None: nothing is asked.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    goal: str | None = None

    @property
    def ratio(self) -> float | None:
        """Return the value over its baseline."""
        return None if not self.baseline else self.value / self.baseline

    @property
    def ok(self) -> bool:
        """Tell whether the goal is met; without a goal it is."""
        if self.goal is None:
            return True
        measured = self.value if self.ratio is None else self.ratio
        bound = float(self.goal[2:])
        return measured >= bound if self.goal.startswith(">=") else measured <= bound

    def show(self) -> None:
        """Print the line."""
        line = {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "baseline": None if self.baseline is None else round(self.baseline, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "goal": self.goal,
            "ok": self.ok,
        }
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
