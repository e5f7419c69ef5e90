"""What a stranger sent first is carried over the consent, and nothing of it is stored before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, MemberGrant, Report
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
HERE = (-5.14, 119.44)


async def _agrees(world: World, person: Person) -> None:
    person.presses("Setuju")
    await world.settle()


@pytest.mark.both_databases
async def test_before_consent_the_database_is_empty(world: World, photo: bytes) -> None:
    """Words, a photo, a place, a sticker, commands, an edit, another language: no word anywhere."""
    stranger = world.telegram.person("Cici")
    wrote = stranger.writes(FIRE)
    stranger.sends_photo(photo, FIRE)
    stranger.sends_location(*HERE)
    stranger.sends_sticker()
    for command in ("/start", "/darurat", "/dataku", "/hapus", "/batal", "/bahasa", "/tugas"):
        stranger.writes(command)
    stranger.edits(wrote, f"{FIRE}!")
    await world.settle()
    stranger.presses("English")
    await world.settle()
    assert any("I agree" in notice.buttons for notice in stranger.inbox)
    stranger.blocks()
    stranger.unblocks()
    await world.settle()
    mark = world.app.vault.fingerprint(stranger.id)
    rows = await world.dump()
    assert [row[0] for row in rows] == [mark]  # that somebody wrote, and nothing of what
    assert not [word for word in (FIRE, str(stranger.id), "119.44") if word in repr(rows)]
    assert not (world.data / "attachments").exists()


async def test_a_place_is_carried(world: World) -> None:
    """A location sent first is on the draft."""
    stranger = world.telegram.person("Cici")
    stranger.sends_location(*HERE)
    await world.settle()
    await _agrees(world, stranger)
    (draft,) = await world.all(Draft)
    assert (draft.lat, draft.lon) == HERE
    assert any("📌 lokasi" in message.text for message in stranger.inbox)


@pytest.mark.both_databases
async def test_a_code_is_carried(world: World) -> None:
    """``/start CODE`` need not be typed again."""
    code = await world.invite("officer", VILLAGE)
    stranger = world.telegram.person("Bripka Ilham")
    stranger.writes(f"/start {code}")
    await world.settle()
    assert await world.count(MemberGrant) == 0
    await _agrees(world, stranger)
    (grant,) = await world.all(MemberGrant)
    assert (grant.role, grant.region_code) == ("officer", VILLAGE)
    assert "Bhabinkamtibmas" in stranger.last.text


@pytest.mark.both_databases
async def test_a_wrong_code_is_told_after_the_consent(world: World) -> None:
    """The reason stands in a sentence of its own, and the person is in all the same."""
    stranger = world.telegram.person("Cici")
    stranger.writes("/start ABCDE12345")
    await world.settle()
    await _agrees(world, stranger)
    assert any("tidak dikenal" in message.text for message in stranger.inbox)


async def test_darurat_alone_is_carried(world: World) -> None:
    """It asks; the next message waits for the village alone, and is sent with it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    stranger = world.telegram.person("Cici")
    stranger.writes("/darurat")
    await world.settle()
    await _agrees(world, stranger)
    assert "Pesan berikutnya LANGSUNG dikirim" in stranger.last.text
    stranger.writes("tolong di lorong 5")
    await world.settle()
    stranger.writes(VILLAGE)
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    (report,) = await world.all(Report)
    assert report.text == "tolong di lorong 5"
