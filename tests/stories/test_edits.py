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
    heard = len(neighbour.inbox)
    neighbour.edits(said, said.text)
    await world.settle()
    assert len(neighbour.inbox) == heard
    neighbour.presses("Kirim")
    await world.settle()
    heard = len(neighbour.inbox)
    neighbour.edits(said, said.text)
    await world.settle()
    assert len(neighbour.inbox) == heard
    neighbour.edits(said, "Sampah menumpuk di RT 04")
    await world.settle()
    assert "sudah terkirim" in neighbour.last.text


async def test_an_album_keeps_its_second_caption(world: World, photo: bytes) -> None:
    """The first caption, edited without a change, drops nothing of what the others say."""
    neighbour = await world.enrol("Sari")
    first = neighbour.sends_photo(photo, caption="Ada kebakaran", media_group="7")
    neighbour.sends_photo(photo, caption="di RT 03", media_group="7")
    await world.settle()
    neighbour.edits(first, "Ada kebakaran")
    await world.settle()
    [draft] = await world.all(Draft)
    assert draft.text == "Ada kebakaran\ndi RT 03"


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
