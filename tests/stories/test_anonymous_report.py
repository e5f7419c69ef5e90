"""Who is hidden: by Anonim, by the kind of report, and from the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Report

if TYPE_CHECKING:
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
VIOLENCE = "Istri tetangga dipukul suami tiap malam, kdrt"
EXTORTION = "Ada pungli di pasar, dipaksa bayar oleh preman"


async def test_anonim_joins_to_nothing(world: World) -> None:
    """Two reports of one person, each under a name of its own, no role, and none in the list."""
    neighbour = await world.enrol("Ani", role="watch")
    for text in (NOISE, "Balap liar di jalan raya"):
        neighbour.writes(text)
        await world.settle()
        neighbour.presses("Anonim")
        await world.settle()
        assert "tidak muncul di /laporanku" in neighbour.last.text
        neighbour.presses("Kirim")
        await world.settle()
    reports = await world.all(Report)
    assert len({report.alias for report in reports}) == 2
    assert all(report.alias.startswith("Anonim ") for report in reports)
    assert all(report.role is None for report in reports)
    neighbour.writes("/laporanku")
    await world.settle()
    assert not any(report.ticket in neighbour.last.text for report in reports)
    assert "anonim" in neighbour.last.text


async def test_anonim_can_be_taken_back(world: World) -> None:
    """A second press shows the alias again."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    for _ in range(2):
        neighbour.presses("Anonim")
        await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    (report,) = await world.all(Report)
    assert report.alias.startswith("Warga ")


async def test_who_reports_extortion_is_always_hidden(world: World) -> None:
    """The category itself hides its reporter, who is told so and finds the report in the list."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(EXTORTION)
    await world.settle()
    assert "tidak pernah ditampilkan" in neighbour.last.text
    neighbour.presses(next(label for label in neighbour.last.buttons if "irim" in label))
    await world.settle()
    (report,) = await world.all(Report)
    assert report.alias.startswith("Anonim ")
    assert report.role is None
    neighbour.writes("/laporanku")
    await world.settle()
    assert report.ticket in neighbour.last.text


async def test_a_confidential_report_is_not_listed(world: World) -> None:
    """Telephones are shared: the list says that such reports are left out, and no more."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(VIOLENCE)
    await world.settle()
    assert "Rahasia" in neighbour.last.text
    neighbour.presses("Masih, kirim")
    await world.settle()
    ticket = await world.newest_ticket()
    neighbour.writes("/laporanku")
    await world.settle()
    assert ticket not in neighbour.last.text
    assert "rahasia" in neighbour.last.text
