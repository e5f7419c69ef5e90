"""Somebody new finds the village on the page: four stories of it, and by one's own hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo.newcomer import MOST_STEPS, NAMES
from bot.demo.tour_scripts import HELLO, WAYS
from tests.browser.visit import WIDTHS

if TYPE_CHECKING:
    from bot.demo.tour_scripts import TourScript
    from tests.browser.visit import Phone, Visit

pytestmark = [pytest.mark.browser, pytest.mark.whole_matrix]
KARUWISI = "Kel. Karuwisi, Kec. Panakkukang, Kota Makassar"
HOMES = {
    "location": KARUWISI,
    "name": KARUWISI,
    "slip": KARUWISI,
    "shared": "Desa Sidomulyo, Kec. Godean, Kabupaten Sleman",
}


# Keeps all that is said of the steps, and beside the story: what passes quickly is not missed.
LISTEN = """() => {
    window.said = {};
    for (const where of ["#phone-newcomer .steps", "#caption"]) {
        const all = window.said[where] = [];
        new MutationObserver(() => {
            const now = document.querySelector(where).textContent;
            if (now !== all.at(-1)) all.push(now);
        }).observe(document.querySelector(where), { childList: true });
    }
}"""


@pytest.fixture
def pace() -> float:
    """Nobody reads along: every word is kept."""
    return 20.0


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("way", WAYS, ids=[way.key for way in WAYS])
def test_a_way_is_played(visit: Visit, way: TourScript, width: int) -> None:
    """Location, name, slip, a name that 98 share: counted, at most three, the right village."""
    newcomer, page, many = visit.newcomer, visit.page, len(way.steps)
    assert many <= MOST_STEPS
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(LISTEN)
    visit.plays(way.title["id"])
    newcomer.says("Desa/kelurahan Anda:", HOMES[way.key])
    expect(newcomer.steps).to_be_visible()
    expect(page.locator("#caption")).to_have_text(way.end["id"])
    taps = sum(step.taps for step in way.steps)
    expect(newcomer.own).to_have_count(1 + many - taps)  # /start, and what counts
    assert page.evaluate("window.said") == {
        "#phone-newcomer .steps": [
            "Langkah dihitung setelah Setuju",
            f"Paling banyak {MOST_STEPS} langkah",
            *(f"Langkah {step}, paling banyak {MOST_STEPS}" for step in range(1, many + 1)),
            f"✓ {HOMES[way.key]}{many} langkah",
        ],
        "#caption": [said["id"] for said in (HELLO, *(s.caption for s in way.steps), way.end)],
    }
    expect(newcomer.frame).to_be_in_viewport(ratio=0.9)
    expect(visit.button("Putar cerita")).to_be_visible()


def test_a_newcomer_sends_where_they_are_by_keyboard(visit: Visit) -> None:
    """The clip, `Lokasi`, `Posisi telepon ini`, a tap: no mouse is needed."""
    newcomer, keyboard = _agreed(visit), visit.page.keyboard
    visit.tabs_to(newcomer.clip)
    keyboard.press("Enter")
    visit.tabs_to(newcomer.choice("Lokasi"))
    keyboard.press("Enter")
    expect(newcomer.choice("Posisi telepon ini")).to_be_focused()
    keyboard.press("Enter")
    expect(newcomer.clip).to_be_focused()
    newcomer.says("Lokasi itu di", KARUWISI)
    visit.tabs_to(newcomer.key("Ya, Karuwisi"))
    keyboard.press("Enter")
    expect(newcomer.steps).to_have_text(f"✓ {KARUWISI}2 langkah")


def test_near_a_border_the_neighbours_are_offered(visit: Visit) -> None:
    """35 m of doubt, 20 m from the border: both stand on buttons, the farther one may be meant."""
    newcomer = _agreed(visit)
    newcomer.sends("Lokasi", "Dekat batas Karuwisi dan Sinrijala")
    newcomer.says("dekat batas")
    expect(newcomer.key("Karuwisi")).to_be_visible()
    newcomer.presses("Sinrijala")
    expect(newcomer.steps).to_contain_text("✓ Kel. Sinrijala")


def test_abroad_is_said_and_a_name_still_helps(visit: Visit) -> None:
    """Singapore has no village of ours: said so, then the name is typed; three steps in all."""
    newcomer = _agreed(visit)
    newcomer.sends("Lokasi", "Singapura, luar negeri")
    newcomer.says("di luar Indonesia")
    newcomer.writes("Karuwisi")
    newcomer.presses("Karuwisi")
    expect(newcomer.steps).to_have_text(f"✓ {KARUWISI}3 langkah")


def test_any_degrees_can_be_sent(visit: Visit) -> None:
    """Lintang and Bujur by hand: Yogyakarta, far from every phone; what is no degree is refused."""
    newcomer = _agreed(visit)
    newcomer.clip.click()
    newcomer.choice("Lokasi").click()
    latitude, longitude = (
        newcomer.frame.get_by_label("Lintang"),
        newcomer.frame.get_by_label("Bujur"),
    )
    latitude.fill("-97.8017")
    longitude.fill("110.3647")
    longitude.press("Enter")
    expect(newcomer.own).to_have_count(1)  # /start
    latitude.fill("-7.8017")
    longitude.press("Enter")
    expect(newcomer.own.last).to_contain_text("7,80170° LS, 110,36470° BT")
    newcomer.says("Kota Yogyakarta")


def test_a_picture_sent_as_a_file_tells_where_it_was_taken(visit: Visit) -> None:
    """Its GPS is still in it: the bot reads it, and offers Pampang."""
    newcomer = _agreed(visit)
    newcomer.sends("Foto sebagai dokumen", "Di tengah Kelurahan Pampang")
    newcomer.says("Kel. Pampang")


def test_a_live_location_goes_on_until_it_is_stopped(visit: Visit) -> None:
    """It moves every few seconds, asks nothing twice, and `Berhenti berbagi` ends it."""
    newcomer = _agreed(visit)
    visit.page.clock.install()
    newcomer.sends("Lokasi langsung", "Posisi telepon ini")
    bubble = newcomer.own.last
    expect(bubble).to_contain_text("Lokasi langsung5,14180° LS")
    newcomer.says("Lokasi itu di", KARUWISI)
    visit.page.clock.fast_forward(5_000)
    expect(bubble).to_contain_text("5,14176° LS")
    expect(bubble).to_contain_text("diperbarui")
    newcomer.presses("Berhenti berbagi")
    expect(newcomer.key("Berhenti berbagi")).to_have_count(0)
    newcomer.presses("Ya, Karuwisi")
    expect(newcomer.steps).to_have_text(f"✓ {KARUWISI}2 langkah")


def test_escape_closes_the_sheet(visit: Visit) -> None:
    """And gives the focus back to the clip; `Kembali` goes back to what can be sent."""
    watch, keyboard = visit.watch, visit.page.keyboard
    watch.clip.click()
    watch.choice("Lokasi langsung").click()
    watch.choice("Kembali").click()
    expect(watch.choice("Lokasi langsung")).to_be_focused()
    keyboard.press("Escape")
    expect(watch.sheet).to_be_hidden()
    expect(watch.clip).to_be_focused()


def test_another_newcomer_takes_the_phone(visit: Visit) -> None:
    """`Orang lain`: another name, an empty chat, nothing counted; no name is cut at 1280 pixels."""
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    newcomer = _agreed(visit)
    name = newcomer.frame.locator("h2")
    for _ in NAMES:
        before = name.inner_text()
        newcomer.frame.get_by_role("button", name="Orang lain").click()
        expect(name).not_to_have_text(before)
        assert name.evaluate("one => one.scrollWidth <= one.clientWidth"), name.inner_text()
    newcomer.is_silent()
    expect(newcomer.steps).to_have_text("Langkah dihitung setelah Setuju")
    newcomer.frame.get_by_role("button", name="Poskamling").click()
    expect(visit.watch.frame).to_be_visible()
    expect(newcomer.frame).to_be_hidden()


@pytest.mark.parametrize("pace", [4.0])  # the story is stopped before it has ended by itself
@pytest.mark.parametrize("width", [390, 760, 1024, 1280])
def test_the_sheet_fits_every_window(visit: Visit, width: int) -> None:
    """All that it holds can be reached; a story brings the newcomer into sight."""
    page, newcomer = visit.page, visit.newcomer
    page.set_viewport_size({"width": width, "height": 720})
    visit.plays(WAYS[1].title["id"])
    newcomer.says("Di desa atau kelurahan mana")
    expect(newcomer.frame).to_be_in_viewport(ratio=0.5)
    visit.button("Hentikan").click()
    newcomer.clip.click()
    newcomer.choice("Lokasi").click()
    for name in ("Posisi telepon ini", "Singapura, luar negeri"):
        newcomer.choice(name).scroll_into_view_if_needed()
        expect(newcomer.choice(name)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _agreed(visit: Visit) -> Phone:
    """Let somebody new come, who agrees to the notice and is asked for the village."""
    visit.watch.frame.get_by_role("button", name="Warga baru").click()
    newcomer = visit.newcomer
    newcomer.frame.get_by_role("button", name="Orang lain").click()
    newcomer.is_silent()
    newcomer.writes("/start")
    newcomer.presses("Setuju")
    newcomer.says("Di desa atau kelurahan mana")
    return newcomer
