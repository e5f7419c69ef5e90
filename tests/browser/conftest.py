"""A Chromium, the demo, and somebody who opens its page."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo import demo_database
from tests.browser.chromium import browsing, demonstrating, path
from tests.browser.visit import PATIENCE_MS, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

REQUIRED = "KAMTIBMAS_REQUIRE_BROWSER"
WIDTH, HEIGHT = 1440, 900


@pytest.fixture(scope="session")
def kept(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder with the demo's migrated database, made as the demo makes it, for all workers."""

    def make(folder: Path) -> None:
        folder.mkdir()
        laying = demo_database.lay(folder / "demo", folder / "copy", lambda _done, _total: None)
        with ThreadPoolExecutor(1) as thread:  # a browser's loop runs in this one
            thread.submit(asyncio.run, laying).result()
        (folder / "copy").unlink()

    return made_once("demo", make)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, once for all files; none: skipped, or failed where it is required."""
    executable = path()
    if executable is None and os.environ.get(REQUIRED, "") not in ("", "0"):
        pytest.fail(f"{REQUIRED} is set, and there is no Chromium on PATH")
    if executable is None:
        pytest.skip("there is no Chromium on PATH: the page was not looked at")
    expect.set_options(timeout=PATIENCE_MS)  # as long as its actions wait
    with browsing(executable) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(browser: Browser, kept: Path) -> Iterator[str]:
    """The demo, started once for the stories of a file; each leaves the phones usable."""
    del browser  # without one nothing needs to start
    with demonstrating(kept) as url:
        yield url


@pytest.fixture
def pace() -> float:
    """How much faster than for people the stories play."""
    return 2.0


@pytest.fixture
def page(browser: Browser, address: str, pace: float) -> Iterator[Page]:
    """The page, live; whatever it complains of in its console fails the story."""
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.request.post(f"{address}/demo/language", data={"language": "id"})
    page.goto(f"{address}/?pace={pace}")
    expect(page.locator("body")).to_have_attribute("data-live", "true")
    yield page
    page.close()
    assert complaints == []


@pytest.fixture
def visit(page: Page) -> Visit:
    """Somebody on the page."""
    return Visit(page)
