"""Edits: one that changes nothing is silence, one that shows another picture shows that one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.models import Attachment, Draft

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what an edit means has nothing to do with it."""
    return sqlite_url


def _picture(colour: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, "JPEG")
    return written.getvalue()


async def test_an_edit_that_changes_nothing_is_silence(world: World) -> None:
    """Telegram tells of a link's preview by an edit: the draft's card and the receipt stay."""
    neighbour = await world.enrol("Sari")
    said = neighbour.writes("Sampah menumpuk di RT 03, lihat example.com")
    await world.settle()
    asked = _asked(world)
    neighbour.edits(said, said.text)
    await world.settle()
    assert _asked(world) == asked
    neighbour.presses("Kirim")
    await world.settle()
    heard = len(neighbour.inbox)
    neighbour.edits(said, said.text)
    await world.settle()
    assert len(neighbour.inbox) == heard
    neighbour.edits(said, "Sampah menumpuk di RT 04")
    await world.settle()
    assert "Ditambahkan ke laporan" in neighbour.last.text


async def test_a_neater_edit_is_kept_and_told_to_nobody(world: World) -> None:
    """A full stop and a capital are no addition: the officer's card has them, and nothing rings."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Sari")
    said = neighbour.writes("ada kebakaran di rt 03 api besar sekali")
    await world.settle()
    await world.presses(neighbour, "Masih, kirim")
    heard = len(officer.inbox), len(neighbour.inbox)
    neighbour.edits(said, "Ada kebakaran di RT 03, api besar sekali!")
    await world.settle()
    await world.passes(minutes=2)
    assert (len(officer.inbox), len(neighbour.inbox)) == heard
    assert "Ada kebakaran di RT 03, api besar sekali!" in world.pages_to(officer)[-1].text
    assert "tambahan" not in officer.last.text
    neighbour.edits(said, "Ada kebakaran di RT 04, api besar sekali!")
    await world.settle()
    assert "Ditambahkan ke laporan" in neighbour.last.text


async def test_the_same_words_with_darurat_before_them_call(world: World) -> None:
    """Nobody was called for it: the edit calls, once, though it says nothing else."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Sari")
    said = neighbour.writes("ada maling masuk rumah di RT 07")
    await world.settle()
    await world.presses(neighbour, "Sudah lewat, kirim")
    assert not await world.sent(officer, "page")
    for _ in range(2):
        neighbour.edits(said, "/darurat ada maling masuk rumah di RT 07")
        await world.settle()
    assert len(await world.sent(officer, "page")) == 1


def _asked(world: World) -> int:
    """Return how often Telegram was asked to show something: nobody's card is drawn in vain."""
    return sum(call.method.startswith(("send", "edit")) for call in world.telegram.calls)


async def test_an_album_keeps_its_second_caption(world: World, photo: bytes) -> None:
    """Whichever caption is edited, with a change or without, the other one stays."""
    neighbour = await world.enrol("Sari")
    first = neighbour.sends_photo(photo, caption="Ada kebakaran", media_group="7")
    second = neighbour.sends_photo(photo, caption="di RT 03", media_group="7")
    third = neighbour.sends_photo(photo, media_group="7")
    await world.settle()
    await world.passes(seconds=1)
    heard = len(neighbour.inbox)
    for said, words, text in (
        (first, "Ada kebakaran", "Ada kebakaran\ndi RT 03"),
        (first, "Ada kebakaran besar", "Ada kebakaran besar\ndi RT 03"),
        (second, "di RT 04", "Ada kebakaran besar\ndi RT 04"),
        (third, "tolong", "Ada kebakaran besar\ndi RT 04\ntolong"),
        (second, "", "Ada kebakaran besar\ntolong"),
    ):
        neighbour.edits(said, words)
        await world.settle()
        [draft] = await world.all(Draft)
        assert draft.text == text
    assert len(neighbour.inbox) == heard
    neighbour.presses("Masih, kirim")
    await world.settle()
    heard = len(neighbour.inbox)
    neighbour.edits(third, "tolong")
    await world.settle()
    assert len(neighbour.inbox) == heard
    neighbour.edits(third, "tolong cepat")
    await world.settle()
    assert "Ditambahkan ke laporan" in neighbour.last.text


async def test_each_message_of_a_draft_keeps_its_own_words(world: World, photo: bytes) -> None:
    """A photo, then its words, then a place: editing the words leaves the caption, and back."""
    neighbour = await world.enrol("Sari")
    picture = neighbour.sends_photo(photo)
    await world.settle()
    words = neighbour.writes("Ada kebakaran")
    await world.settle()
    neighbour.edits(picture, "rumah Pak RT")
    neighbour.edits(words, "Ada kebakaran di RT 03")
    await world.settle()
    [draft] = await world.all(Draft)
    assert draft.text == "rumah Pak RT\nAda kebakaran di RT 03"


async def test_one_picture_of_an_album_is_replaced(world: World) -> None:
    """The others stay, with the words; the old one's file is gone."""
    neighbour = await world.enrol("Sari")
    neighbour.sends_photo(_picture("red"), caption="Ada kebakaran", media_group="7")
    second = neighbour.sends_photo(_picture("green"), caption="di RT 03", media_group="7")
    await world.settle()
    before = {one.id for one in await world.all(Attachment)}
    neighbour.replaces_photo(second, _picture("blue"))
    await world.settle()
    kept = await world.all(Attachment)
    assert len(kept) == 2
    assert len(before & {one.id for one in kept}) == 1
    [draft] = await world.all(Draft)
    assert draft.text == "Ada kebakaran\ndi RT 03"
    assert len(list((world.data / "attachments").iterdir())) == 2


async def test_another_picture_takes_the_place_of_the_first(world: World) -> None:
    """The officer gets the newest picture alone; the old one's row and file are gone."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    said = neighbour.sends_photo(_picture("red"), caption="Ada kebakaran di RT 03")
    await world.settle()
    neighbour.replaces_photo(said, _picture("blue"))
    await world.settle()
    [kept] = await world.all(Attachment)
    assert [path.name for path in (world.data / "attachments").iterdir()] == [
        (world.data / kept.path).name
    ]
    neighbour.presses("Masih, kirim")
    await world.settle()
    [shown] = [message.photo for message in officer.inbox if message.photo is not None]
    with Image.open(BytesIO(shown)) as image:
        red, _, blue = image.convert("RGB").resize((1, 1)).tobytes()
    assert red < blue
