"""The log: JSON lines in which no word of a person stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import asyncio, logging, structlog
from bot.cli import log_setup
log_setup.begin()
log = structlog.get_logger()
def fails():
    raise ValueError("Ada kebakaran di rumah Bu Sari, 081234567890")
try:
    fails()
except ValueError as error:
    log.error("handler_failed", exc_info=error, update_id=17)
    log.exception("job_failed", job="daily")
    logging.getLogger("apscheduler").exception("job %s raised %s", "tick", error)
"""


def logged() -> tuple[str, list[dict[str, Any]]]:
    """Run the program above; return what it logged, raw and read."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    return done.stderr, [json.loads(line) for line in done.stderr.splitlines()]


def test_an_error_is_told_by_its_type_and_place() -> None:
    """Its own text may hold what somebody wrote; a library's line too."""
    raw, lines = logged()
    assert "Sari" not in raw
    assert "0812" not in raw
    assert [line["event"] for line in lines] == [
        "handler_failed",
        "job_failed",
        "job %s raised %s",
    ]
    assert all(line["error"] == "ValueError" for line in lines)
    assert all(line["at"][-1].endswith("fails") for line in lines)
    assert lines[0]["update_id"] == 17


def test_a_log_that_cannot_be_written_stops_nothing() -> None:
    """The disk is full, log and all: lines are lost, and the program goes on to its end."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM + "\nprint('went on')"],
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
        )
    assert done.stdout == b"went on\n"
