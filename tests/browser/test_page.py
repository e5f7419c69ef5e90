"""The page in a real Chromium, on the real bot: the story, and what a visitor does."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.demo.chromium import browsing, demonstrating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
WIDE = {"width": 1440, "height": 900}
PATIENCE_MS = 30_000
SCREENSHOTS = "KAMTIBMAS_SCREENSHOTS"  # a folder: the pictures of the README are taken anew


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with browsing() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, started once for all stories of this file."""
    del browser  # without one nothing needs to start
    with demonstrating(tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, live; whatever it complains of in its console fails the story."""
    complaints: list[str] = []
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]  # a dict of the right shape
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/?pace=2")
    expect(page.locator("body")).to_have_attribute("data-live", "true")
    yield page
    page.close()
    assert complaints == []


def _phone(page: Page, key: str) -> Locator:
    return page.locator(f"#phone-{key}")


def _says(page: Page, key: str, text: str | re.Pattern[str]) -> None:
    """Wait until a phone shows a message of the bot with this text."""
    bubble = _phone(page, key).locator(".log li:not(.mine) .bubble").filter(has_text=text)
    expect(bubble.last).to_be_visible(timeout=PATIENCE_MS)


def _press(page: Page, key: str, label: str) -> None:
    """Press the newest button of a phone that ends in ``label``."""
    button = _phone(page, key).locator(".keys button").filter(has_text=re.compile(f"{label}$"))
    button.last.click()


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get(SCREENSHOTS):
        page.wait_for_timeout(1000)  # what moves has come to rest
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_the_story_plays_to_its_end(page: Page) -> None:
    """Report, page, silence, the deputy, the answer, the closing, the kill, digest and summary."""
    page.get_by_role("button", name="Putar cerita").click()
    _says(page, "watch", "Masih berlangsung?")
    _says(page, "officer", "BELUM TERVERIFIKASI")
    _says(page, "deputy", "BELUM TERVERIFIKASI")
    _says(page, "watch", "menerima laporan Anda")
    _says(page, "watch", "menuju lokasi")
    _picture(page, "story")
    _says(page, "officer", re.compile("SELESAI: Tertangani"))
    _says(page, "watch", "Belum selesai?")
    figures = page.locator("#count dd")
    expect(figures).to_have_text(["20", "20", "20", "0", "0"], timeout=PATIENCE_MS)
    expect(page.locator("#process")).to_contain_text("1× dinyalakan ulang")
    _says(page, "officer", "Laporan harian")
    _says(page, "coordinator", "Ringkasan Kota Makassar")
    expect(page.locator("#caption")).to_contain_text("sekarang milik Anda", timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Putar cerita")).to_be_visible()
    _picture(page, "morning")


def test_a_visitor_uses_the_keyboard_alone(page: Page) -> None:
    """Alt+1 leads to the watch's phone; a message is typed, its button reached and pressed."""
    page.keyboard.press("Alt+Digit1")
    page.keyboard.type("Lampu jalan mati di lorong 5")
    page.keyboard.press("Enter")
    _says(page, "watch", "Lampu jalan mati")
    button = _phone(page, "watch").get_by_role("button", name="Kirim", exact=True)
    button.last.focus()
    page.keyboard.press("Enter")
    _says(page, "watch", re.compile("Terkirim.*KT-"))


def test_a_blocked_officer_sends_the_page_to_the_deputy(page: Page) -> None:
    """The switch blocks the bot: the deputy is paged at once, without five minutes of waiting."""
    officer = _phone(page, "officer")
    switch = officer.get_by_role("switch")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(officer.locator("textarea")).to_be_disabled()
    before = page.locator("#clock").inner_text()
    phone = _phone(page, "watch")
    phone.get_by_role("textbox").fill("Kebakaran di lorong 7, samping sekolah")
    phone.get_by_role("button", name="Kirim pesan").click()
    _says(page, "watch", "lorong 7")
    _press(page, "watch", "Ya, kirim")
    _says(page, "deputy", "samping sekolah")
    assert page.locator("#clock").inner_text()[:2] == before[:2]
    switch.click()
    expect(officer.locator("textarea")).to_be_enabled()
    _press(page, "deputy", "Bukan kejadian")


def test_the_clock_moves_ahead_and_a_digest_comes(page: Page) -> None:
    """Tomorrow 06.00, at one press: the clock shows it, and the digest of that morning comes."""
    day = page.locator("#day").inner_text()
    page.get_by_role("button", name="Besok 06.00").click()
    expect(page.locator("#clock")).to_have_text(re.compile("06.0[0-9]"))
    expect(page.locator("#day")).not_to_have_text(day)
    _says(page, "deputy", "Laporan harian")


def test_english_at_one_press(page: Page) -> None:
    """The page speaks English, and remembers it; what the bot says stays as its people set it."""
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.get_by_role("button", name="Play the story")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("button", name="Kill the process")).to_be_visible()
    page.get_by_role("button", name="ID", exact=True).click()


def test_everything_that_can_be_pressed_has_a_name(page: Page) -> None:
    """No button, field or region is without words for who cannot see it."""
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, textarea, input, section")]
            .filter((one) => one.offsetParent !== null)
            .filter((one) => !(one.textContent.trim() || one.getAttribute("aria-label")
                || one.closest("label")?.textContent.trim()))
            .map((one) => one.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("width", [390, 760, 1024, 1280])
def test_no_window_is_too_narrow(page: Page, width: int) -> None:
    """Nothing sticks out to the side; a phone and the story's button can be reached."""
    page.set_viewport_size({"width": width, "height": 720})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("button", name="Putar cerita")).to_be_in_viewport()
    expect(_phone(page, "watch")).to_be_in_viewport()
