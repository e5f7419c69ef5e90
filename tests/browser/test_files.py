"""Monday's meeting on the page: pictures are seen whole and enlarged, documents are taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo.meeting import MEETING_TITLE
from tests.browser.visit import PATIENCE_MS, WIDTHS

if TYPE_CHECKING:
    from tests.browser.visit import Phone, Visit

pytestmark = [pytest.mark.browser, pytest.mark.whole_matrix]
# Whether a picture is shown to its edges: in the proportions that it has, all of it in the window.
WHOLE = """one => {
    const { left, top, right, bottom, width, height } = one.getBoundingClientRect();
    const fits = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return fits && Math.abs(width / height - one.naturalWidth / one.naturalHeight) < 0.02;
}"""
UNCUT = """one => getComputedStyle(one).objectFit === "contain" && one.complete"""
UNCUT_TABLES = "all => all.every((one) => one.scrollWidth <= one.clientWidth)"
FILES = {"pdf": (b"%PDF-", "KB · PDF"), "xlsx": (b"PK", "KB · XLSX")}


@pytest.fixture
def pace() -> float:
    """Nobody reads along."""
    return 20.0


@pytest.mark.parametrize("width", WIDTHS)
def test_the_coordinator_shows_pictures_and_documents(visit: Visit, width: int) -> None:
    """The story ends with the map, a PDF and a workbook on her phone; each opens by a tap."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.plays(MEETING_TITLE["id"])
    coordinator = visit.coordinator
    coordinator.says("Peta kejadian", patience_ms=2 * PATIENCE_MS)
    expect(coordinator.frame.locator(".file strong").last).to_contain_text(
        ".xlsx", timeout=PATIENCE_MS
    )
    expect(visit.button("Putar cerita")).to_be_visible()
    expect(coordinator.frame).to_be_in_viewport(ratio=0.9)
    _is_enlarged(visit, coordinator)
    for form in FILES:
        _is_taken(visit, coordinator, form)


def _is_enlarged(visit: Visit, coordinator: Phone) -> None:
    picture = coordinator.frame.locator(".log img").last
    assert picture.evaluate(UNCUT)
    before = picture.evaluate("one => one.getBoundingClientRect().width")
    coordinator.frame.get_by_role("button", name="ketuk untuk memperbesar").last.click()
    enlarged = visit.page.locator("#viewer img")
    expect(enlarged).to_be_visible()
    assert enlarged.evaluate(WHOLE)
    assert enlarged.evaluate("one => one.getBoundingClientRect().width") > before
    visit.page.keyboard.press("Escape")
    expect(enlarged).to_be_hidden()
    expect(coordinator.frame.get_by_role("button", name="memperbesar").last).to_be_focused()


def _is_taken(visit: Visit, coordinator: Phone, form: str) -> None:
    begins, about = FILES[form]
    file = coordinator.frame.locator(".file").filter(has_text=f".{form}").last
    expect(file.locator("em")).to_contain_text(about)
    with visit.page.expect_download() as started:
        file.click()
    taken = started.value
    assert taken.suggested_filename == file.locator("strong").inner_text()
    assert Path(taken.path()).read_bytes().startswith(begins)


@pytest.mark.parametrize("width", WIDTHS)
def test_tables_are_unfolded_on_the_phone(visit: Visit, width: int) -> None:
    """By a button alone: the first table is open, another one opens by a tap; none is cut."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.turns_to("Kanang")
    coordinator = visit.coordinator
    coordinator.writes("/ringkasan")
    coordinator.says("Ringkasan Kota Makassar")
    coordinator.presses("Lainnya")
    tables = coordinator.frame.locator(".rich")
    before = tables.count()  # of a story before: the phone keeps its chat
    coordinator.presses_with("Tabel")
    expect(tables).to_have_count(before + 1)
    tables = tables.last
    expect(tables.locator("h3")).to_have_text("Ringkasan Kota Makassar")
    expect(tables.locator("details[open]")).to_have_count(1)
    tables.locator("summary", has_text="Kejadian menurut wilayah").click()
    expect(tables.locator("td", has_text="Panakkukang")).to_be_visible()
    assert tables.locator("details[open]").evaluate_all(UNCUT_TABLES)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
