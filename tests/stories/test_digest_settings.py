"""``/atur``: the hour of one's own digests, and which one does without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.fires import data_of
from tests.stories.test_digest import digests_of
from tests.stories.test_digest_hours import arrivals, with_hours
from tests.world import CITY, opened_again

if TYPE_CHECKING:
    from tests.world import World

DAILY = "Sejak "  # of the daily digest alone


@pytest.mark.both_databases
async def test_an_officer_reads_at_the_hour_that_they_chose(world: World) -> None:
    """By the button an hour earlier, then by typing; each counts from the next one on."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.writes(officer, "/atur")
    assert "Laporan harian: berikutnya Rab 25 Nov 06.00 WITA" in officer.last.text
    await world.presses(officer, "Jam harian")
    assert "Matikan harian" not in officer.last.buttons
    await world.presses(officer, "◀ 05.00 WITA")
    assert "Rab 25 Nov 05.00 WITA" in officer.last.text
    await world.passes(hours=12)
    await world.writes(officer, "/atur jam 21.30")
    assert "berikutnya Rab 25 Nov 21.30 WITA" in officer.last.text
    await world.passes(hours=40)
    assert arrivals(officer, DAILY) == ["Wed 05:00", "Wed 21:30", "Thu 21:30"]


async def test_the_operators_hour_is_not_that_of_who_chose(world: World) -> None:
    """Changed in the file: who chose an hour keeps it, all others move."""
    chosen = await world.enrol("Aipda Rahman", role="officer")
    other = await world.enrol("Bripka Sitti", role="deputy")
    await world.writes(chosen, "/atur 07.15")
    config = with_hours(world.app.config, daily="04:00")
    async with opened_again(world, world.url, config) as again:
        await again.tick()
        await again.passes(hours=36)
    assert arrivals(chosen, DAILY) == ["Wed 07:15", "Thu 07:15"]
    assert arrivals(other, DAILY) == ["Wed 04:00", "Thu 04:00"]


async def test_a_cadre_does_without_and_has_it_again(world: World) -> None:
    """Off: nothing comes, after a restart neither. On again: the next morning's."""
    cadre = await world.enrol("Bu Kader", role="cadre")
    await world.writes(cadre, "/atur")
    await world.presses(cadre, "Jam harian", "Matikan harian")
    assert "Laporan harian: tidak dikirim" in cadre.last.text
    async with opened_again(world, world.url, world.app.config) as again:
        await again.tick()
        await again.passes(hours=36)
        assert digests_of(cadre, DAILY) == []
        await again.presses(cadre, "Kirim harian")
        await again.passes(hours=24)
    assert len(digests_of(cadre, DAILY)) == 1


async def test_an_hour_is_chosen_for_what_is_off(world: World) -> None:
    """By a button that a phone kept, or typed: who says when they want it has it again."""
    cadre = await world.enrol("Bu Kader", role="cadre")
    await world.writes(cadre, "/atur")
    card = cadre.last
    await world.presses(cadre, "Jam harian")
    earlier = data_of(card, "◀")
    await world.presses(cadre, "Matikan harian")
    cadre.presses_data(earlier, card)
    await world.settle()
    await world.presses(cadre, "Matikan harian")
    assert "tidak dikirim" in card.text
    await world.writes(cadre, "/atur 07.15")
    assert "Laporan harian: berikutnya" in cadre.last.text
    await world.passes(hours=24)
    assert len(digests_of(cadre, DAILY)) == 1


async def test_what_is_not_for_somebody_is_not_offered(world: World) -> None:
    """A neighbour has no such command; a coordinator sets the week alone."""
    neighbour = await world.enrol("Daeng Ngalle")
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.writes(neighbour, "/atur 05.00")
    assert "berikutnya" not in neighbour.last.text
    await world.writes(coordinator, "/atur 08.30")
    assert "Ringkasan mingguan: berikutnya Sen 30 Nov 08.30 WITA" in coordinator.last.text
    assert list(coordinator.last.buttons) == ["Jam mingguan", "Jam senyap"]
    await world.writes(coordinator, "/atur besok")
    assert "belum saya kenali" in coordinator.inbox[-2].text
