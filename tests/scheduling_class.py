"""Says how it is scheduled: run by a test in a process of its own."""

from __future__ import annotations

import os

if __name__ == "__main__":
    print(os.sched_getscheduler(0))  # noqa: T201 - it is read from its output
