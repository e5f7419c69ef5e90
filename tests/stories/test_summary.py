"""/ringkasan: a week in figures, within one's own region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, PROVINCE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
WASTE = "Sampah menumpuk di depan pasar"
FIRE = "Ada kebakaran di RT 03, api besar"


async def asks(world: World, person: Person, command: str = "/ringkasan") -> str:
    """Ask for a summary and return the answer."""
    person.writes(command)
    await world.settle()
    return person.last.text


async def test_the_last_full_week_against_the_one_before(world: World) -> None:
    """Two reports, then three: +1 and jumlah kecil, by village and category; no percentage."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    other = await world.enrol("Daeng Kulle", region=NEIGHBOUR_VILLAGE)
    for person in (neighbour, other):
        await world.report(person, NOISE)
    await world.outage(days=7)
    for number, person in enumerate((neighbour, neighbour, other)):
        await world.report(person, f"{NOISE}, rumah {number}")
    await world.outage(days=7)
    text = await asks(world, coordinator)
    assert "Ringkasan Kec. Panakkukang" in text
    assert "Minggu ke-49" in text
    assert "Kejadian: 3 (sebelumnya 2, +1, jumlah kecil)" in text
    assert "- Karuwisi: 2 (+1)" in text
    assert "kebisingan: 3 (+1)" in text
    assert "Di bawah 10: jumlah kecil, tanpa persen." in text


async def test_no_percentage_where_there_was_nothing(world: World) -> None:
    """From 0 to 1 is +1, not infinitely many percent."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    text = await asks(world, coordinator, "/ringkasan minggu ini")
    assert "Kejadian: 1 (sebelumnya 0, +1, jumlah kecil)" in text
    assert "%" not in text


async def test_twelve_after_ten_counted_by_hand(world: World) -> None:
    """Ten of noise; then twelve, and two of waste: +4, +40%; noise +2, +20%; waste is too few."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    for week in ([NOISE] * 10, [NOISE] * 12 + [WASTE] * 2):
        for number, text in enumerate(week):
            await world.report(neighbour, f"{text}, rumah {number}")
        await world.outage(days=7)
    lines = (await asks(world, coordinator, "/ringkasan minggu lalu")).splitlines()
    assert "Kejadian: 14 (sebelumnya 10, +4, +40%)" in lines
    assert "- Karuwisi: 14 (+4, +40%)" in lines
    assert "- Balap liar / knalpot brong / kebisingan: 12 (+2, +20%)" in lines
    assert "- Sanitasi / sampah / air / drainase: 2 (+2)" in lines


@pytest.mark.both_databases
async def test_open_alerts_and_the_median_time_to_answer(world: World) -> None:
    """Answered after four minutes; a second one is still open."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.report(neighbour, FIRE, send="Masih, kirim")
    await world.passes(minutes=4)
    officer.presses("Saya tangani")
    await world.settle()
    await world.report(neighbour, "Ada tawuran di pasar sekarang, bawa parang", send="Masih, kirim")
    text = await asks(world, coordinator, "/ringkasan minggu ini")
    assert "Laporan yang belum selesai: 2, belum dijawab: 1" in text
    assert "Waktu jawab (nilai tengah): 4 menit, dari 1 panggilan" in text


async def test_a_false_alarm_is_named_and_not_counted(world: World) -> None:
    """What was sent by mistake or turned out to be nothing swells no statistics."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.report(neighbour, FIRE, send="Masih, kirim")
    officer.presses("Tidak ada kejadian")
    await world.settle()
    text = await asks(world, coordinator, "/ringkasan minggu ini")
    assert "Kejadian: 0" in text
    assert "Tidak dihitung: 1 tidak ada kejadian, 0 salah kirim." in text


@pytest.mark.both_databases
async def test_villages_without_an_officer_and_officers_out_of_reach(world: World) -> None:
    """Where people are enrolled and nobody answers for them stands first."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.enrol("Daeng Kulle", region=NEIGHBOUR_VILLAGE)
    officer.blocks()
    await world.settle()
    text = await asks(world, coordinator)
    (missing,) = (line for line in text.splitlines() if line.startswith("Tanpa Bhabinkamtibmas"))
    assert "Karuwisi," not in missing
    assert "Petugas tidak dapat dihubungi: 1 (Karuwisi)" in text


async def test_a_village_that_has_gone_silent_is_named(world: World) -> None:
    """A report three weeks ago, nothing since; "nihil" would not be silence."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    watch = await world.enrol("Daeng Tata", role="watch", region=NEIGHBOUR_VILLAGE)
    await world.report(neighbour, NOISE)
    watch.writes("/aman 3")
    await world.settle()
    await world.outage(days=12)
    watch.writes("/aman 3")
    await world.settle()
    await world.outage(days=2)
    text = await asks(world, coordinator)
    assert "Tidak lagi memberi kabar (7 hari): 1 desa/kelurahan (Karuwisi)" in text


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        ("Oknum bhabinkamtibmas minta uang kepada warga", False),
        ("Suami memukul istrinya, KDRT di rumah sebelah", True),
    ],
)
async def test_a_village_is_silent_for_whoever_may_not_know(
    world: World, words: str, *, reads: bool
) -> None:
    """Were it not named, the officer would know of the report against them by its absence."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.outage(days=10)
    await world.report(neighbour, words)
    await world.outage(days=1)
    silent = "Tidak lagi memberi kabar (7 hari): 1 desa/kelurahan (Karuwisi)"
    assert silent in await asks(world, coordinator, "/ringkasan minggu ini")
    text = await asks(world, officer, "/ringkasan minggu ini")
    assert (silent in text) is not reads
    assert ("Kejadian: 1 " in text) is reads


async def test_nobody_counts_outside_the_own_region(world: World) -> None:
    """Another district by name or code: one's own is named, and offered by buttons."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    for place in ("Rappocini", "73.71.03", PROVINCE):
        text = await asks(world, coordinator, f"/ringkasan {place}")
        assert "Wilayah Anda: Kec. Panakkukang." in text
        assert coordinator.last.buttons
        assert "Rappocini" not in text


@pytest.mark.both_databases
async def test_a_place_within_the_region_may_be_named(world: World) -> None:
    """By name, by code, with a period before it."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    for place in (f"minggu lalu {DISTRICT}", "Panakkukang 2026-W47", "panakkukang"):
        text = await asks(world, coordinator, f"/ringkasan {place}")
        assert "Ringkasan Kec. Panakkukang" in text
        assert "Minggu ke-47" in text


@pytest.mark.both_databases
async def test_several_regions_of_one_person_are_one_summary(world: World) -> None:
    """An officer of two villages reads both together."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    officer.writes(f"/start {await world.invite('officer', NEIGHBOUR_VILLAGE)}")
    await world.settle()
    text = await asks(world, officer)
    (title,) = (line for line in text.splitlines() if line.startswith("Ringkasan"))
    assert title.count("Kel.") == 2


@pytest.mark.parametrize("week", ["2026-W54", "2027-W01"])
async def test_a_week_that_is_none_or_has_not_come(world: World, week: str) -> None:
    """A sentence with an example, and the periods that people ask for."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    assert "misalnya: /ringkasan" in await asks(world, coordinator, f"/ringkasan {week}")
    await world.presses(coordinator, "Minggu lalu")
    assert "Minggu ke-47" in coordinator.last.text


async def test_a_neighbour_is_told_that_it_is_not_for_them(world: World) -> None:
    """Nothing is counted for who may not ask."""
    neighbour = await world.enrol("Daeng Ngalle")
    assert "tidak tersedia untuk peran Anda" in await asks(world, neighbour)


async def test_a_code_without_dots_is_asked_about(world: World) -> None:
    """It may be another list's code: the place that it would be here is named."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    text = await asks(world, coordinator, "/ringkasan 7371031001")
    assert text.startswith("Tempat mana yang dimaksud?")
    (offered,) = (label for label in coordinator.last.buttons if "Maricaya" in label)
    await world.presses(coordinator, offered)
    assert "Ringkasan Kel. Maricaya" in coordinator.last.text


async def test_what_waits_now_is_told_as_of_now(world: World) -> None:
    """A noise of today that nobody took: beside last week's figures, it is open at this moment."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    text = await asks(world, officer, "/ringkasan")
    week, now = text.split("Saat ini")
    assert "belum selesai" not in week
    assert "Laporan yang belum selesai: 1, belum dijawab: 1" in now
    assert "Laporan yang belum selesai: 1" in await asks(world, officer, "/tugas")


async def test_a_confidential_report_is_counted_for_its_recipients_alone(world: World) -> None:
    """One is in no figure of a coordinator's; five are "at least five", and six are no more."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, "Ada orang hilang, belum pulang sejak kemarin")
    text = await asks(world, officer, "/ringkasan minggu ini")
    assert "Kejadian: 1 " in text
    text = await asks(world, coordinator, "/ringkasan minggu ini")
    assert "Kejadian: 0 " in text
    assert "Laporan yang belum selesai: 0, belum dijawab: 0" in text
    assert "rahasia" not in text
    for count in range(2, 7):
        await world.report(neighbour, f"Bandar sabu transaksi di lorong {count}")
        text = await asks(world, coordinator, "/ringkasan minggu ini")
        assert "Kejadian: 0 " in text
        assert ("sedikitnya 5" in text) is (count >= 5)
