"""/ringkasan: what the days, the weekend or the running week are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.test_summary import NOISE, asks
from tests.world import DISTRICT

if TYPE_CHECKING:
    from tests.world import World


async def test_the_running_week_is_compared_with_as_much_of_the_last(world: World) -> None:
    """On Tuesday evening a week ago there was one; what came on Wednesday does not count yet."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.outage(days=1)
    await world.report(neighbour, NOISE)
    await world.outage(days=6, minutes=5)
    text = await asks(world, coordinator)
    assert "Minggu ke-48" in text
    assert "Kejadian: 2 (sebelumnya 0" in text
    assert (
        "0 kejadian (minggu sebelumnya sampai hari dan jam yang sama: 1, -1, jumlah kecil)" in text
    )


async def test_a_quiet_day_says_nothing_of_answers_that_lack(world: World) -> None:
    """Nobody waits where nothing was reported; a Monday is compared with the Monday before."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    text = await asks(world, officer, "/ringkasan kemarin")
    assert "23 November 2026, dibanding Senin sebelumnya." in text
    assert "Kejadian: 0 (sama dengan sebelumnya)" in text
    assert "Waktu jawab: belum ada data" in text
    assert "dibanding Selasa sebelumnya sampai jam yang sama." in await asks(
        world, officer, "/ringkasan hari ini"
    )
    await world.presses(officer, "Rincian")
    assert "Belum ada data." in officer.last.text


async def test_a_weekend_is_compared_with_the_weekend_before(world: World) -> None:
    """Noise on Saturday, noise on Friday: this Saturday has one, the Saturday before had one."""
    chief = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.outage(days=4)  # from Tuesday to Saturday
    await world.report(neighbour, NOISE)
    await world.outage(days=6)
    await world.report(neighbour, NOISE)
    await world.report(neighbour, f"{NOISE}, rumah lain")
    await world.outage(days=1)
    await world.report(neighbour, NOISE)
    await world.outage(days=1)
    text = await asks(world, chief, "/ringkasan kemarin")
    assert "5 Desember 2026, dibanding Sabtu sebelumnya." in text
    assert "Kejadian: 1 (sama dengan sebelumnya)" in text
    text = await asks(world, chief, "/ringkasan akhir pekan")
    assert ", dibanding akhir pekan sebelumnya sampai hari dan jam yang sama." in text
    assert "Kejadian: 1 (sama dengan sebelumnya)" in text
    await world.presses(chief, "Rincian")


async def test_days_until_now_are_compared_until_the_same_hour(world: World) -> None:
    """Two days with the same two of the week before. One hour stands out, in English."""
    coordinator = await world.enrol("Mrs Ratna", "coordinator", DISTRICT, language="en")
    chief = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    for number in range(3):
        await world.report(neighbour, f"{NOISE}, rumah {number}")
    text = await asks(world, chief, "/ringkasan 2 hari")
    until = "(sampai Sel 24 Nov 20.00 WITA)"
    assert f"{until}, dibanding hari yang sama minggu sebelumnya sampai jam yang sama." in text
    assert "Reports that are not finished: 3, " in await asks(world, coordinator, "/summary today")
    await world.presses(coordinator, "Details")
    assert "Most often: Tue 20:00-21:00, 3 incidents" in coordinator.last.text
