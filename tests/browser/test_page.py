"""What else a visitor does on the page, in a real Chromium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo.captions import CAPTIONS
from tests.browser.visit import PATIENCE_MS

if TYPE_CHECKING:
    from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.whole_matrix]
NOTHING_LOST = ["20", "20", "20", "0", "0"]  # sent, stored, receipts, lost, doubled
SAID = {
    "id": [
        ("watch", "Masih berlangsung?"),
        ("deputy", "MENUJU LOKASI"),
        ("officer", "SELESAI: Tertangani"),
        ("officer", "Laporan harian"),
        ("coordinator", "Ringkasan Kota Makassar"),
    ],
    "en": [
        ("watch", "Is it still going on?"),
        ("deputy", "ON THE WAY"),
        ("officer", "CLOSED: Dealt with"),
        ("officer", "Daily digest"),
        ("coordinator", "Summary of Kota Makassar"),
    ],
}
PLAY, KILL = {"id": "Putar cerita", "en": "Play the story"}, "Matikan proses"
# Keeps every caption, and all that the bot says, from here on: what passes quickly is not missed.
LISTEN = """() => {
    window.captions = [];
    window.heard = [];
    new MutationObserver(() => {
        for (const one of document.querySelectorAll(".log li:not(.mine) .bubble")) {
            window.heard.push(`${one.closest(".phone").id}: ${one.textContent}`);
        }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    new MutationObserver(() => {
        const said = document.querySelector("#caption").textContent;
        if (said !== window.captions.at(-1)) window.captions.push(said);
    }).observe(document.querySelector("#caption"), { childList: true });
}"""


HEARD = """([phone, text]) =>
    window.heard.some((said) => said.startsWith(`phone-${phone}: `) && said.includes(text))"""


@pytest.mark.parametrize("pace", [6.0])
@pytest.mark.parametrize(("language", "width"), [("id", 1440), ("en", 1280)])
def test_the_story_plays_to_its_end(visit: Visit, language: str, width: int) -> None:
    """Every caption in its turn, in the visitor's language; the kill in it loses nothing."""
    page = visit.page
    page.set_viewport_size({"width": width, "height": 800})
    visit.button(language.upper()).click()
    expect(visit.button(PLAY[language])).to_be_visible()
    page.evaluate(LISTEN)
    visit.button(PLAY[language]).click()
    for phone, text in SAID[language]:
        page.wait_for_function(HEARD, arg=[phone, text], timeout=2 * PATIENCE_MS)
    expect(page.locator("#count dd")).to_have_text(NOTHING_LOST, timeout=2 * PATIENCE_MS)
    expect(visit.button(PLAY[language])).to_be_visible()
    assert page.evaluate("window.captions") == [said[language] for said in CAPTIONS.values()]


def test_a_killed_process_loses_nothing(visit: Visit) -> None:
    """The real bot is killed while twenty people write: 0 lost, 0 doubled, and another runs."""
    process = visit.page.locator("#process")
    before = process.inner_text()
    visit.button(KILL).click()
    expect(visit.page.locator("#count dd")).to_have_text(NOTHING_LOST, timeout=2 * PATIENCE_MS)
    expect(process).to_contain_text("dinyalakan ulang")
    assert process.inner_text() != before
    expect(visit.button(KILL)).to_be_enabled()


def test_a_blocked_officer_sends_the_page_to_the_deputy_at_once(visit: Visit) -> None:
    """The officer has blocked the bot: no five minutes are waited for, the deputy is paged."""
    officer, deputy = visit.officer, visit.deputy
    officer.switch.click()
    expect(officer.switch).to_have_attribute("aria-checked", "true")
    expect(officer.field).to_be_disabled()
    visit.watch.writes("Kebakaran di lorong 7, samping sekolah")
    visit.watch.says("samping sekolah", "Masih berlangsung?")
    visit.watch.presses("Masih, kirim")
    deputy.says("samping sekolah", "Menunggu jawaban")
    expect(officer.bubbles.filter(has_text="samping sekolah")).to_have_count(0)
    officer.switch.click()
    expect(officer.field).to_be_enabled()
    deputy.presses("Tidak ada kejadian")
    deputy.says("samping sekolah", "SELESAI")


def test_a_visitor_uses_the_keyboard_alone(visit: Visit) -> None:
    """Alt+1 leads to the watch's phone; a message is typed, its button reached and pressed."""
    keyboard = visit.page.keyboard
    keyboard.press("Alt+Digit1")
    keyboard.type("Lampu jalan mati di lorong 5")
    keyboard.press("Enter")
    visit.watch.says("Lampu jalan mati", "BELUM TERKIRIM")
    visit.tabs_to(visit.watch.key("Kirim"))
    keyboard.press("Enter")
    visit.watch.says("Tersimpan", re.compile("KT-"))


def test_tab_reaches_all_that_can_be_pressed(visit: Visit) -> None:
    """And each of it has words for who cannot see it."""
    visit.watch.writes("Sampah menumpuk di lorong 2")
    visit.watch.says("Sampah menumpuk", "BELUM TERKIRIM")
    wanted = visit.everything_to_press()
    assert not {name for name in wanted if name.endswith(": ")}
    assert wanted - visit.everything_tabs_reach() == set()
    visit.watch.presses("Batal")


def test_english_changes_all_that_was_said(visit: Visit) -> None:
    """The card that lies there, its buttons, a stranger's notice, the page; and back again."""
    page, watch = visit.page, visit.watch
    watch.writes("Sampah menumpuk di lorong 16")
    watch.says("lorong 16", "BELUM TERKIRIM")
    watch.frame.get_by_role("button", name="Warga baru").click()
    visit.newcomer.frame.get_by_role("button", name="Orang lain").click()
    visit.newcomer.writes("halo")
    visit.newcomer.says("Setuju?")
    visit.button("EN").click()
    visit.newcomer.says("Do you agree?")
    watch.bubbles.filter(has_text="NOT SENT").wait_for(state="attached")
    expect(visit.button("Play the story")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(visit.officer.frame.get_by_role("button", name="/tasks", exact=True)).to_be_attached()
    page.reload()
    expect(visit.button("Kill the process")).to_be_visible()
    watch.presses("Cancel")
    watch.says("lorong 16", "cancelled")
    visit.button("ID").click()
    watch.says("lorong 16", "dibatalkan")
    expect(visit.button("Putar cerita")).to_be_visible()


@pytest.mark.parametrize("width", [390, 760, 820, 1024, 1280])
def test_no_window_is_too_narrow(visit: Visit, width: int) -> None:
    """Nothing sticks out to the side; a phone and the story's button can be reached."""
    visit.page.set_viewport_size({"width": width, "height": 720})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(visit.button(PLAY["id"])).to_be_in_viewport()
    expect(visit.watch.frame).to_be_in_viewport()


def test_the_clock_can_be_moved_on_a_phone_in_english_too(visit: Visit) -> None:
    """Each button of the clock is whole, to the last one."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.button("EN").click()
    for name in ("+1 min", "+5 min", "+30 min", "At 06:00", "Mon 07:00"):
        expect(visit.button(name)).to_be_in_viewport(ratio=1)


def test_a_smaller_window_keeps_the_buttons_in_sight(visit: Visit) -> None:
    """A draft waits to be sent while its window shrinks: `Kirim` is still there to be pressed."""
    visit.watch.writes("Got tersumbat di lorong 6, baunya sampai ke jalan")
    visit.watch.says("Got tersumbat", "BELUM TERKIRIM")
    expect(visit.watch.key("Batal")).to_be_in_viewport(ratio=1)
    visit.page.set_viewport_size({"width": 1280, "height": 640})
    expect(visit.watch.key("Batal")).to_be_in_viewport(ratio=1)
    visit.watch.presses("Batal")
