"""A real Chromium, and the demo as its own process."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",  # which a container has no room for; the only page opened is our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)
STOP_S = 120


def path() -> str | None:
    """Return where the system's Chromium is; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def browsing(executable: str) -> Iterator[Browser]:
    """Open the Chromium at ``executable``."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def demonstrating(kept: Path) -> Iterator[str]:
    """Run ``kamtibmas demo`` on a free port; yield the address that it prints.

    ``kept``: the folder in which it keeps its migrated database from one start to the next.
    """
    environment = os.environ | {"KAMTIBMAS_DATA": str(kept)}
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield _address(process)
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(STOP_S)
    assert code == 0, "the demo did not end cleanly"


def _address(process: subprocess.Popen[str]) -> str:
    """Return what it prints once it is ready; where it ends instead, say what it said."""
    said = []
    for line in process.stderr or ():
        said.append(line)
        if (address := re.search(r"http://\S+", line)) is not None:
            return address[0].rstrip("/")
    raise AssertionError(f"the demo did not start:\n{''.join(said)}")
