"""Drafts: what a person wrote, before anybody else reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.models import Draft, Report
from tests.world import NEIGHBOUR_VILLAGE

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"
STRANGE = "Ada yang ganjil di balai"


async def test_any_message_is_a_draft_that_nobody_reads_yet(world: World) -> None:
    """A neighbour writes; the card says what was understood, and nobody else hears of it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    before = len(officer.inbox)
    neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    assert NOISE in card.text
    assert "bising" in card.text
    assert "Karuwisi" in card.text
    assert "20.00 WITA" in card.text
    assert card.buttons == ["Kirim", "Anonim", "Ubah", "Batal"]
    assert len(officer.inbox) == before
    assert await world.count(Report) == 0


async def test_what_sounds_urgent_asks_whether_it_goes_on(world: World) -> None:
    """A fire takes one tap that sends and answers; what found no place is behind "Lainnya"."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    assert "Masih berlangsung?" in neighbour.last.text
    assert "110" in neighbour.last.text
    assert neighbour.last.buttons == ["Masih, kirim", "Sudah lewat, kirim", "Anonim", "Lainnya"]
    neighbour.presses("Lainnya")
    await world.settle()
    assert neighbour.last.buttons == ["Ubah", "Batal", "Kembali"]
    neighbour.presses("Kembali")
    await world.settle()
    assert "Masih, kirim" in neighbour.last.buttons


async def test_a_message_long_on_its_way_shows_both_times(world: World) -> None:
    """Poor signal held it back for 37 minutes: the card says when it was written."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE, at=world.clock.at - timedelta(minutes=37))
    await world.settle()
    assert "dikirim 19.23 WITA, sampai 20.00 WITA" in neighbour.last.text


async def test_editing_the_message_edits_the_draft(world: World) -> None:
    """Noise turns out to be a fire: the same card asks the question now."""
    neighbour = await world.enrol("Ani")
    message = neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    neighbour.edits(message, FIRE)
    await world.settle()
    assert neighbour.last is card
    assert "Kebakaran" in card.text
    assert "Masih, kirim" in card.buttons
    assert await world.count(Draft) == 1


async def test_a_chosen_category_survives_an_edit(world: World) -> None:
    """What its writer said weighs more than what words suggest."""
    neighbour = await world.enrol("Ani")
    message = neighbour.writes(STRANGE)
    await world.settle()
    await world.presses(neighbour, "Ubah", "Jenis", "Kebakaran, bencana, kecelakaan", "Kebakaran")
    assert "Kebakaran · DARURAT" in neighbour.last.text
    neighbour.edits(message, "Musik keras di pos")
    await world.settle()
    assert "Kebakaran · DARURAT" in neighbour.last.text
    assert "Musik keras" in neighbour.last.text


async def test_ubah_offers_what_else_it_may_be(world: World) -> None:
    """The guess's alternatives come first, one tap away; the card never has more than four."""
    neighbour = await world.enrol("Ani")
    neighbour.writes("Ada tabrakan lalu mereka berkelahi")
    await world.settle()
    await world.presses(neighbour, "Lainnya", "Ubah")
    offered = neighbour.last.buttons
    assert offered[-1] == "Lainnya"
    neighbour.presses(offered[0])
    await world.settle()
    assert offered[0] in neighbour.last.text


async def test_every_category_can_be_reached_with_four_buttons_at_a_time(world: World) -> None:
    """Groups, then their leaves, page by page, and back to the draft."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(STRANGE)
    await world.settle()
    await world.presses(neighbour, "Ubah", "Jenis")
    groups = neighbour.last.buttons[:-1]
    while neighbour.last.buttons[-1] == "Lainnya":
        assert len(neighbour.last.buttons) <= 4
        await world.presses(neighbour, "Lainnya")
        groups += neighbour.last.buttons[:-1]
    assert len(groups) == len({kind.group for kind in world.app.config.categories.values()})
    neighbour.presses("Kembali")
    await world.settle()
    assert "Kirim" in neighbour.last.buttons


async def test_the_severity_can_be_changed(world: World) -> None:
    """Its writer knows better how bad it is."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(STRANGE)
    await world.settle()
    await world.presses(neighbour, "Ubah", "Lainnya", "Tingkat")
    assert neighbour.last.buttons == ["RENDAH", "SEDANG", "TINGGI", "DARURAT"]
    neighbour.presses("TINGGI")
    await world.settle()
    assert "TINGGI" in neighbour.last.text
    assert "Kirim" in neighbour.last.buttons


async def test_the_village_can_be_changed(world: World) -> None:
    """It happened next door: the report goes to that village."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(STRANGE)
    await world.settle()
    await world.presses(neighbour, "Ubah", "Lainnya", "Tempat")
    neighbour.writes(NEIGHBOUR_VILLAGE)
    await world.settle()
    assert "desa mana" not in neighbour.last.text
    neighbour.presses("Kirim")
    await world.settle()
    reports = await world.all(Report)
    assert [report.village_code for report in reports] == [NEIGHBOUR_VILLAGE]


async def test_a_draft_that_names_its_writer_says_so(world: World) -> None:
    """The name that Telegram knows stands in the text: who sends it so does it knowingly."""
    neighbour = await world.enrol("Rahmawati Daeng Ngalle")
    said = neighbour.writes("Saya Rahmawati, ada musik keras di RT 02")
    await world.settle()
    assert "Nama Anda tertulis" in neighbour.last.text
    neighbour.edits(said, "Ada musik keras di rumah Daeng Sija RT 02")
    await world.settle()
    assert "Nama Anda tertulis" not in neighbour.last.text
