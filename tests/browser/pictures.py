"""The README's pictures, taken anew: ``python -m tests.browser.pictures``.

They show the real bot: nothing is drawn, and nothing is typed that a visitor could not type.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.chromium import browsing, demonstrating, path
from tests.browser.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WIDTH, HEIGHT = 1440, 900
SLOWLY = 0.5  # so that what has just come can come to rest before the next scene
STORY_MS = 180_000


def main() -> None:
    """Play the story once, and take a picture at three moments of it."""
    executable = path()
    if executable is None:
        sys.exit("There is no Chromium on PATH: install it, then try again.")
    with (
        tempfile.TemporaryDirectory() as kept,
        browsing(executable) as browser,
        demonstrating(Path(kept)) as address,
    ):
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"{address}/?pace={SLOWLY}")
        _take(page)


def _take(page: Page) -> None:
    """``page.png``: one phone; ``story.png``: escalated and answered; ``morning.png``: the end."""
    visit = Visit(page)
    visit.button("Putar cerita").click()
    visit.officer.says("Menunggu jawaban petugas")
    visit.comes_to_rest()
    visit.officer.frame.screenshot(path=FOLDER / "page.png")
    visit.deputy.says(re.compile("MENUJU LOKASI, sejak"), patience_ms=STORY_MS)
    _whole(visit, "story")
    visit.coordinator.says("Ringkasan Kota Makassar", patience_ms=STORY_MS)
    expect(visit.button("Putar cerita")).to_be_visible(timeout=STORY_MS)
    _whole(visit, "morning")


def _whole(visit: Visit, name: str) -> None:
    visit.comes_to_rest()
    visit.page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
