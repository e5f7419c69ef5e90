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

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REQUIRED = "KAMTIBMAS_REQUIRE_BROWSER"
START_S = 120


def _path() -> str:
    """Return where Chromium is; without one the test is skipped, or fails where it is required."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, and there is no Chromium")
    if found is None:
        pytest.skip("there is no Chromium here: the page was not looked at")
    return found


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open the system's Chromium."""
    path = _path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def demonstrating(kept: Path) -> Iterator[str]:
    """Run ``kamtibmas demo`` on a free port; yield the address that it prints."""
    environment = os.environ | {"KAMTIBMAS_DATA": str(kept)}
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if (address := re.search(r"http://\S+", line)) is not None:
                break
        else:
            pytest.fail(f"the demo did not start:\n{''.join(said)}")
        yield address[0].rstrip("/")
        process.send_signal(signal.SIGINT)
        assert process.wait(START_S) == 0
