"""/ringkasan leads on: before and after, up and down, and to the reports behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

pytestmark = pytest.mark.nation
NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
BIREUEN = "11.11"
KUPANG, PONTIANAK = "53.71", "61.71"  # WITA, WIB
RUNS = "Minggu terakhir belum selesai."
SMALL = "Di bawah 10: jumlah kecil, tanpa persen."
HURT_AT_HOME = "Suami tetangga memukul istrinya, KDRT"


async def test_a_chief_goes_down_back_in_time_and_to_the_reports(world: World) -> None:
    """All in one message, until a report is opened; what is confidential stays with its unit."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, NOISE)
    hidden = await world.report(neighbour, HURT_AT_HOME)
    await world.writes(chief, "/ringkasan bulan ini")
    assert "November 2026 (sampai" in chief.last.text
    summary, count = chief.last, len(chief.inbox)
    await world.presses(chief, "Lainnya", "Tempat lain")
    assert SMALL in chief.last.text
    await world.presses(chief, "1. Karuwisi: 1")
    assert "Ringkasan Kel. Karuwisi" in chief.last.text
    assert "Kejadian: 1 " in chief.last.text
    await world.presses(chief, "◀ Oktober 2026")
    assert "Kejadian: 0 " in chief.last.text
    await world.presses(chief, "November 2026 ▶", "Rincian")
    assert "12 minggu sampai 29 November 2026" in chief.last.text
    assert RUNS in chief.last.text
    assert (chief.last.message_id, len(chief.inbox)) == (summary.message_id, count)
    await world.presses(chief, "Lainnya", "Daftar laporan")
    assert SMALL in chief.last.text
    await world.presses(chief, "1. Semua kejadian")
    assert ticket in chief.last.text
    assert hidden not in chief.last.text
    assert "1 laporan" in chief.last.text


async def test_weeks_that_are_over_are_not_said_to_run(world: World) -> None:
    """On Tuesday those until Sunday; what runs is told where it is the last of the twelve."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    await world.writes(chief, "/ringkasan minggu lalu")
    await world.presses(chief, "Rincian")
    assert "12 minggu sampai 22 November 2026" in chief.last.text
    assert RUNS not in chief.last.text


async def test_hours_days_and_what_is_open_lead_to_their_reports(world: World) -> None:
    """Of Tuesday, of the evening, of what is not finished here: each its list, and no more."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    beside = await world.enrol("Daeng Tata", region=NEIGHBOUR_VILLAGE)
    evening = await world.report(neighbour, NOISE)
    await world.outage(hours=8)
    night = await world.report(beside, NOISE)
    await world.writes(chief, "/ringkasan minggu ini")
    await world.presses(chief, "Lainnya", "Daftar laporan")
    assert "Menurut hari" in chief.last.text
    figures = chief.last
    await _pressed(world, chief, "Menurut hari")
    assert list(chief.last.buttons)[:2] == ["1. Sel: 1", "2. Rab: 1"]
    await world.presses(chief, "1. Sel: 1")
    assert evening in chief.last.text
    assert night not in chief.last.text
    chief.presses("Kembali", figures)
    await world.settle()
    chief.presses("Lainnya", figures)
    await world.settle()
    chief.presses("Daftar laporan", figures)
    await world.settle()
    await _pressed(world, chief, "Menurut jam", figures)
    chief.presses("1. 00-06: 1", figures)
    await world.settle()
    assert night in chief.last.text
    assert evening not in chief.last.text


async def test_what_is_not_finished_is_listed_by_place(world: World) -> None:
    """Of the village that the summary shows; the one beside it has its own."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    here = await world.report(await world.enrol("Daeng Ngalle"), NOISE)
    beside = await world.enrol("Daeng Tata", region=NEIGHBOUR_VILLAGE)
    there = await world.report(beside, NOISE)
    await world.outage(hours=3)
    for place, ticket, other in (("Karuwisi", here, there), ("Panaikang", there, here)):
        await world.writes(chief, f"/ringkasan {place}")
        await world.presses(chief, "Lainnya", "Daftar laporan")
        await _pressed(world, chief, "Laporan yang belum selesai")
        assert "1 laporan belum selesai" in chief.last.text
        assert ticket in chief.last.text
        assert other not in chief.last.text


async def _pressed(world: World, person: Person, label: str, card: Message | None = None) -> None:
    """Press an entry of a list, on whichever of its pages it is."""
    card = card or person.last
    while not (found := [one for one in card.buttons if one.endswith(label)]):
        person.presses("Berikutnya", card)
        await world.settle()
    person.presses(found[0], card)
    await world.settle()


async def test_a_coordinator_who_reads_no_reports_is_offered_no_list(world: World) -> None:
    """Neither by a button nor by one that somebody else was shown."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.writes(coordinator, "/ringkasan Panakkukang minggu ini")
    await world.presses(coordinator, "Lainnya")
    assert "Daftar laporan" not in coordinator.last.buttons
    await world.presses(coordinator, "Tempat lain")
    (up,) = (label for label in coordinator.last.buttons if label.startswith("▲"))
    await world.presses(coordinator, up)
    assert "Ringkasan Kota Makassar" in coordinator.last.text


@pytest.mark.parametrize(
    "words",
    [
        *("minggu entah", "Rappocinni bulan lalu", "???", "6 jam terakhir", "3 sampai 9"),
        *("awal entah", "minggu pertama entah", "minggu depan", "senin depan"),
        *("november 2026 - januari 2026", "2026-11 - 2026-09"),
    ],
)
async def test_what_is_not_understood_is_answered_by_buttons(world: World, words: str) -> None:
    """Never by a dead end: each of them opens a summary."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    await world.writes(coordinator, f"/ringkasan {words}")
    assert "Tempat itu belum" not in coordinator.last.text or "Rappocinni" in words
    assert 0 < len(coordinator.last.buttons) <= 4
    await world.presses(coordinator, coordinator.last.buttons[0])
    assert coordinator.last.text.startswith("Ringkasan")


@pytest.mark.parametrize(
    ("words", "told", "place"),
    [
        ("2 bulan terakhir", "25 September sampai 24 November 2026", "Panakkukang"),
        ("the week of 3 november", "Minggu ke-45", "Panakkukang"),
        ("akhir pekan kemarin Karuwisi", "21\u201322 November 2026", "Karuwisi"),
        ("sejak awal tahun", "1 Januari sampai 24 November 2026", "Panakkukang"),
        ("mingu lalu karuwisi", "Minggu ke-47", "Karuwisi"),
        ("oktobr", "Oktober 2026", "Panakkukang"),
        ("november - september", "1 September sampai 30 November 2026", "Panakkukang"),
        ("triwulan 1 - 3 Karuwisi", "1 Januari sampai 30 September 2026", "Karuwisi"),
    ],
)
async def test_periods_as_people_type_them(world: World, words: str, told: str, place: str) -> None:
    """Until now, by a day in it, with a slip: never a place that is not there."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    await world.writes(coordinator, f"/ringkasan {words}")
    assert told in coordinator.last.text
    assert place in coordinator.last.text.splitlines()[0]


async def test_a_village_that_is_called_like_a_month_is_found(world: World) -> None:
    """Juli Payaru is no July, and July of its district is one; so is the month alone."""
    chief = await world.enrol("Iptu Teuku", role="supervisor", region=BIREUEN)
    for words, place, told in (
        ("juli payaru", "Juli Payaru", "Minggu ke-"),
        ("juli payaru semester 1", "Juli Payaru", "Semester 1 tahun 2026"),
        ("senin kecamatan juli", "Juli", "November 2026"),
        ("juli bireuen", "Bireuen", "Juli 2026"),
        ("juli", "Bireuen", "Juli 2026"),
    ):
        await world.writes(chief, f"/ringkasan {words}")
        assert place in chief.last.text.splitlines()[0], words
        assert told in chief.last.text, words


async def test_a_day_that_has_begun_in_one_zone_has_not_in_another(world: World) -> None:
    """At half past midnight in Kupang it is still yesterday in Pontianak."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=KUPANG)
    await world.writes(coordinator, f"/start {await world.invite('coordinator', PONTIANAK)}")
    await world.passes(hours=4, minutes=30)
    for words in ("hari ini", f"hari ini {KUPANG}"):
        await world.writes(coordinator, f"/ringkasan {words}")
        assert "25 November 2026" in coordinator.last.text, words
    await world.writes(coordinator, f"/ringkasan hari ini {PONTIANAK}")
    assert "24 November 2026" in coordinator.last.text
    await world.writes(coordinator, f"/ringkasan 25 november 2026 {PONTIANAK}")
    assert "Waktu itu belum mulai" in coordinator.last.text
    await world.writes(coordinator, "/ringkasan hari ini")
    await world.presses(coordinator, "Lainnya", "Tempat lain")
    await _pressed(world, coordinator, "Kota Pontianak: 0")
    assert "Waktu itu belum mulai" in coordinator.last.text
    await world.presses(coordinator, "Minggu ini")
    assert "Ringkasan Kota Pontianak" in coordinator.last.text


async def test_an_officer_of_two_villages_goes_into_one_and_back(world: World) -> None:
    """All one's own regions are above each of them."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.writes(officer, f"/start {await world.invite('officer', NEIGHBOUR_VILLAGE)}")
    await world.writes(officer, "/ringkasan minggu ini")
    await world.presses(officer, "Lainnya", "Tempat lain")
    await world.presses(officer, officer.last.buttons[0])
    assert officer.last.text.count("Kel.") == 1
    await world.presses(officer, "Lainnya", "Tempat lain", "▲ Semua wilayah saya")
    assert officer.last.text.splitlines()[0].count("Kel.") == 2
