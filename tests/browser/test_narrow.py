"""The page on a phone, 390 pixels wide: one phone of it is in sight, and its tab says so."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.visit import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, ViewportSize

    from tests.browser.visit import Phone, Visit

pytestmark = [pytest.mark.browser, pytest.mark.whole_matrix]
NARROW: ViewportSize = {"width": 390, "height": 800}
WIDE = 760
ACTED = ["watch", "officer", "deputy", "coordinator"]  # whose phones the story leads to
# Keeps to which phone the page turned, one after the other.
LISTEN = """() => {
    window.turned = [];
    new MutationObserver((changes) => {
        window.turned.push(...changes.map((one) => one.oldValue));
    }).observe(document.body, { attributeFilter: ["data-turned"], attributeOldValue: true });
}"""
# Whether a click in the middle of an element meets it, and nothing that lies over it.
IS_FREE = """one => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === one;
}"""
ENDS_IN_SIGHT = """one => {
    const log = one.closest(".log").getBoundingClientRect();
    const { top, bottom } = one.getBoundingClientRect();
    return one.complete && bottom <= log.bottom && bottom > log.top;
}"""
# Whether the newest card of a phone is in sight from its first words to its last button.
WHOLE = """one => {
    const log = one.querySelector(".log").getBoundingClientRect();
    const words = [...one.querySelectorAll(".log .bubble .words")].at(-1);
    const [key] = [...one.querySelectorAll(".log .keys button")].slice(-1);
    const line = document.createRange();
    line.selectNode(words.firstChild);
    const begins = line.getBoundingClientRect().top;
    return begins >= log.top && key.getBoundingClientRect().bottom <= log.bottom;
}"""


@pytest.fixture
def narrow(visit: Visit) -> Visit:
    """Somebody who opens the page on a phone."""
    visit.page.set_viewport_size(NARROW)
    expect(visit.tab("Ngalle")).to_have_attribute("aria-current", "true")
    return visit


@pytest.mark.parametrize("pace", [6.0])
def test_the_story_moves_to_the_phone_that_acts(narrow: Visit) -> None:
    """Ngalle reports, Tayu answers, Rannu has the digest, Kanang her summary: each is in sight."""
    narrow.page.evaluate(LISTEN)
    narrow.button("Putar cerita").click()
    narrow.coordinator.says("Ringkasan Kota Makassar", patience_ms=3 * PATIENCE_MS)
    expect(narrow.tab("Kanang")).to_have_attribute("aria-current", "true")
    expect(narrow.coordinator.frame).to_be_in_viewport(ratio=0.9)
    expect(narrow.button("Putar cerita")).to_be_visible()
    assert set(ACTED) <= {*narrow.page.evaluate("window.turned"), "coordinator"}


@pytest.mark.parametrize(("width", "height"), [(390, 664), (1280, 720)])
def test_the_notice_is_seen_from_its_first_words_to_its_buttons(
    visit: Visit, width: int, height: int
) -> None:
    """A stranger in danger reads which number to call, and that nothing is sent, without a hand."""
    visit.page.set_viewport_size({"width": width, "height": height})
    if width < WIDE:
        visit.turns_to("Warga baru")
    else:
        visit.page.get_by_role("button", name="Warga baru").first.click()
    newcomer = visit.newcomer
    newcomer.frame.get_by_role("button", name="Orang lain").click()
    newcomer.writes("Kebakaran! Tolong!")
    newcomer.says("Telepon 110", "BELUM terkirim")
    visit.page.wait_for_function(WHOLE, arg=newcomer.frame.element_handle())


def test_one_tab_is_current_where_the_next_phone_touches_the_edge(narrow: Visit) -> None:
    """Tayu's begins where Rannu's ends: it is not looked at, and its tab counts what comes."""
    for name in ("Kanang", "Tayu", "Rannu"):
        narrow.turns_to(name)
    expect(narrow.page.locator(".tabs [aria-current=true]")).to_have_count(1)


def test_a_tab_counts_what_has_not_been_read(narrow: Visit) -> None:
    """A page on the officer's phone: 1, until it is looked at; nothing where one looks already."""
    unread = narrow.tab("Rannu").locator(".unread")
    narrow.turns_to("Rannu")
    narrow.turns_to("Ngalle")
    expect(unread).to_be_hidden()
    narrow.watch.writes("Kebakaran di lorong 8, dekat masjid")
    narrow.watch.presses("Masih, kirim")
    expect(unread).to_have_text("1")
    expect(narrow.tab("Ngalle").locator(".unread")).to_be_hidden()
    narrow.turns_to("Rannu")
    expect(unread).to_be_hidden()
    narrow.officer.presses("Tidak ada kejadian")
    narrow.officer.says("dekat masjid", "SELESAI")


def test_a_toast_and_the_foot_cover_nothing(narrow: Visit) -> None:
    """The field and every button of the newest card can be pressed while a toast shows."""
    officer = narrow.officer
    narrow.watch.writes("Kebakaran di lorong 9, dekat sumur")
    narrow.watch.presses("Masih, kirim")
    narrow.turns_to("Rannu")
    officer.presses("Saya tangani")
    toast = officer.frame.locator(".toast")
    expect(toast).to_contain_text("Anda yang menangani")
    _free(officer.field, officer.key("Selesai"), officer.key("Lainnya"), narrow.button("ID"))
    assert _bottom(toast) <= _top(officer.frame.locator(".log")) + 1
    officer.presses("Selesai")
    officer.presses("Tertangani")
    officer.says("dekat sumur", "SELESAI")


def test_pictures_and_files_come_into_sight(narrow: Visit) -> None:
    """A photo is seen to its lower edge once it is loaded; a file has name, size and kind."""
    watch = narrow.watch
    watch.writes("Sampah menumpuk di lorong 12")
    watch.says("Sampah menumpuk", "BELUM TERKIRIM")
    watch.attaches(_picture())
    picture = watch.frame.locator(".log img").last
    expect(picture).to_be_visible()
    narrow.page.wait_for_function(ENDS_IN_SIGHT, arg=picture.element_handle())
    watch.presses("Batal")
    watch.writes("/dataku")
    watch.says("Data Anda")
    file = watch.frame.locator(".file").last
    expect(file.locator("strong")).to_have_text("data-saya.json")
    expect(file.locator("em")).to_contain_text("KB · JSON")


def test_the_newcomer_blocks_the_bot_too(narrow: Visit) -> None:
    """Blocked, nothing can be written; another newcomer has not blocked it."""
    narrow.turns_to("Warga baru")
    newcomer: Phone = narrow.newcomer
    newcomer.switch.click()
    expect(newcomer.field).to_be_disabled()
    newcomer.frame.get_by_role("button", name="Orang lain").click()
    expect(newcomer.switch).to_have_attribute("aria-checked", "false")
    expect(newcomer.field).to_be_enabled()


def test_the_count_says_what_it_counts(narrow: Visit) -> None:
    """The reports of twenty neighbours, and a process that was killed among them."""
    narrow.button("Matikan proses").click()
    expect(narrow.page.locator("#counted")).to_have_text(
        "Laporan 20 tetangga; di tengahnya proses dimatikan"
    )
    expect(narrow.button("Matikan proses")).to_be_enabled(timeout=3 * PATIENCE_MS)
    _free(narrow.watch.field)


def _free(*elements: Locator) -> None:
    for one in elements:
        expect(one).to_be_in_viewport(ratio=1)
        assert one.evaluate(IS_FREE), one


def _top(element: Locator) -> float:
    return float(element.evaluate("one => one.getBoundingClientRect().top"))


def _bottom(element: Locator) -> float:
    return float(element.evaluate("one => one.getBoundingClientRect().bottom"))


def _picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (900, 1200), "#7a5c3d").save(held, "JPEG")
    return held.getvalue()
