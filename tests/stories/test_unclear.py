"""What nobody understands may be an emergency; what is quiet is no report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Report, Situation

if TYPE_CHECKING:
    from tests.world import World

UNKNOWN = "Ada yang ganjil di balai"


async def test_what_nobody_understands_asks_whether_it_is_an_emergency(world: World) -> None:
    """A number to call, and one tap that calls the officer; ``Ubah`` lies beside it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, UNKNOWN)
    assert "Darurat sekarang?" in neighbour.last.text
    assert "Telepon 110" in neighbour.last.text
    assert neighbour.last.buttons == ["Kirim", "🚨 Ya, darurat", "Ubah", "Lainnya"]
    await world.presses(neighbour, "Lainnya")
    assert neighbour.last.buttons == ["Anonim", "Ubah", "Batal", "Kembali"]
    await world.presses(neighbour, "Kembali", "🚨 Ya, darurat")
    (report,) = await world.all(Report)
    assert report.emergency
    assert len(world.pages_to(officer)) == 1


@pytest.mark.parametrize(
    "cry",
    ["TOLONG!!!", "toolong", "🔥", "tolong pak cepat", "tolong\nbantu saya\ncara lapor gimana"],
)
async def test_a_cry_without_a_known_word_is_never_mild(world: World, cry: str) -> None:
    """It says nothing of what it is; whoever cries may be woken for, and reads whom to call."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, cry)
    assert "RENDAH" not in neighbour.last.text
    assert "Telepon 110" in neighbour.last.text
    assert neighbour.last.buttons[:2] == ["Masih, kirim", "Sudah lewat, kirim"]


async def test_a_weapon_that_is_told_of_later_raises_a_draft(world: World) -> None:
    """A theft is one thing; that he holds a machete is another."""
    neighbour = await world.enrol("Ani")
    said = neighbour.writes("Ada maling masuk rumah")
    await world.settle()
    assert "SEDANG" in neighbour.last.text
    neighbour.edits(said, "Ada maling masuk rumah, dia bawa parang!")
    await world.settle()
    (draft,) = await world.all(Draft)
    assert draft.severity == "TINGGI"


async def test_a_watch_post_says_in_words_that_all_is_quiet(world: World) -> None:
    """It is the situation report; with a "but" in it, it is a draft like any other."""
    guard = await world.enrol("Daeng Tata", role="watch")
    await world.writes(guard, "Situasi aman terkendali, ronda 5 orang")
    (said,) = await world.all(Situation)
    assert said.on_watch == 5
    assert await world.count(Draft) == 0
    await world.writes(guard, "situasi aman tapi ada yang ganjil")
    assert await world.count(Draft) == 1


async def test_a_residents_word_that_all_is_quiet_is_a_draft(world: World) -> None:
    """Only a watch post's counts as one."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, "Situasi aman terkendali")
    assert await world.count(Situation) == 0
    assert await world.count(Draft) == 1
