"""What each reader of one and the same report is shown of it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Delivery

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, rumah Bu Sitti, saya lihat si Rudi yang bakar"
NEAR = (-5.14321, 119.44321)
EXACT = "-5.14321"


async def _reported(world: World, neighbour: Person, *, anonymous: bool = False) -> None:
    neighbour.writes(FIRE)
    neighbour.sends_location(*NEAR)
    await world.settle()
    if anonymous:
        for label in ("Lainnya", "Anonim"):
            neighbour.presses(label)
            await world.settle()
        assert "tidak pernah persis" in neighbour.last.text
    neighbour.presses("Masih, kirim")
    await world.settle()


async def test_who_is_only_told_reads_no_words_until_the_holder_passes_them_on(
    world: World,
) -> None:
    """The village head reads kind and spot; the officer sees what goes on, then it goes."""
    officer = await world.enrol("Bripka Ilham", "officer")
    head = await world.enrol("Pak Lurah", "village_head")
    watch = await world.enrol("Daeng Ngalle", "watch")
    await _reported(world, await world.enrol("Daeng Naba"))
    told = head.last.text
    assert "Kebakaran - RT 03, Kel. Karuwisi" in told
    assert not [word for word in ("Rudi", "Sitti", "Pelapor", EXACT) if word in told]
    await world.presses(officer, "Lainnya")
    assert "Kabari pos ronda" not in officer.last.buttons  # nobody holds it yet
    await world.presses(officer, "Kembali")
    assert EXACT not in officer.last.text
    await world.presses(officer, "Saya tangani", "Lainnya", "Kabari pos ronda")
    preview = officer.last.text
    assert "poskamling (1)" in preview
    assert "Kepala desa/Lurah (1)" in preview
    assert "si Rudi" in preview
    await world.presses(officer, "Kirim")
    for helper in (head, watch):
        assert "si Rudi" in helper.last.text
        assert not [word for word in ("Pelapor", EXACT) if word in helper.last.text]
        assert helper.last.buttons == []
    assert await world.count(Delivery, Delivery.kind == "relayed") == 2


async def test_nothing_is_passed_on_of_what_is_over(world: World) -> None:
    """Its reporter takes it back before the holder presses Kirim, or before it has left."""
    officer = await world.enrol("Bripka Ilham", "officer")
    watch = await world.enrol("Daeng Ngalle", "watch")
    neighbour = await world.enrol("Daeng Naba")
    for over_first in (True, False):
        await _reported(world, neighbour)
        await world.presses(officer, "Saya tangani", "Lainnya", "Kabari pos ronda")
        before = len(watch.inbox)
        await world.writes(neighbour, "salah kirim")
        presses = [(neighbour, "Ya, salah kirim"), (officer, "Kirim")]
        for person, label in presses if over_first else reversed(presses):
            person.presses(label)
        await world.settle()
        assert len(watch.inbox) == before
        assert (officer.toasts[-1] == "Laporan ini sudah selesai.") is over_first


async def test_the_exact_place_comes_with_taking_it_and_never_with_anonim(world: World) -> None:
    """The draft says so; two reports, one of them anonymous."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    for anonymous in (False, True):
        await _reported(world, neighbour, anonymous=anonymous)
        page = world.pages_to(officer)[-1]
        assert EXACT not in page.text
        assert "Perkiraan lokasi (dalam 500 m)" in page.text
        officer.presses("Saya tangani")
        await world.settle()
        assert (EXACT in world.pages_to(officer)[-1].text) is not anonymous
        await world.presses(officer, "Selesai", "Tertangani")
