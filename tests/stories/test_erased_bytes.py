"""Deleted is deleted: no file of the data folder holds what somebody had erased."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, DeadLetter, Delivery, DeliveryStatus, Report
from tests.stories.test_photo import picture

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.person import Person
    from tests.world import World

PLANTED = "zirkonium di pekarangan belakang"
WORDS = f"Sampah menumpuk, {PLANTED}"
REFUSAL = "of quintessence"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What PostgreSQL keeps lies elsewhere, and is not promised: see docs/operating.md."""
    return sqlite_url


async def _erases(world: World, person: Person) -> None:
    person.writes("/hapus")
    await world.settle()
    person.presses("Ya, hapus")
    await world.settle()


def _holding(folder: Path, planted: bytes) -> list[str]:
    """Return the files of a folder that hold something: database, log, pictures, whatever it is."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if planted in path.read_bytes()]


async def test_after_hapus_no_file_holds_the_words_or_the_picture(world: World) -> None:
    """A draft with a picture that is never sent; then its writer erases everything."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture(), caption=f"Musik keras, {PLANTED}")
    await world.settle()
    assert list((world.data / "attachments").iterdir())
    await _erases(world, neighbour)
    assert not list((world.data / "attachments").iterdir())
    assert not _holding(world.data, PLANTED.encode())


async def test_after_hapus_a_report_and_the_copy_in_its_draft_are_gone(world: World) -> None:
    """One with a picture, edited once, was sent and told; then its writer erases everything."""
    await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture(), caption=WORDS)
    await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    assert _holding(world.data, PLANTED.encode())
    (photo,) = await world.all(Attachment)
    kept = (world.data / photo.path).read_bytes()
    await _erases(world, neighbour)
    assert not _holding(world.data, PLANTED.encode())
    assert not _holding(world.data, kept[-64:])


async def test_when_its_days_are_over_no_file_holds_a_report(world: World) -> None:
    """Two years and a day: the words, the picture, and the draft that was never sent."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture(), caption=WORDS)
    await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    neighbour.writes(f"Belum jadi dikirim, {PLANTED}")
    await world.settle()
    await world.outage(days=40)
    await world.outage(days=731)
    assert await world.count(Report) == 1
    assert not _holding(world.data, PLANTED.encode())
    assert not list((world.data / "attachments").iterdir())


async def _dead_letter(world: World, member: int) -> bytes:
    """Keep a message of a member that could not be handled; return it as it is sealed."""
    sealed, now = world.app.vault.seal(PLANTED), world.clock.now()
    of_member = {"update_id": 1, "member_id": member, "sealed": sealed, "error": "ValueError"}
    kept = {"created_at": now, "purge_at": now + timedelta(days=7)}
    async with world.app.database.writing() as session:
        session.add(DeadLetter(**of_member, **kept))
    return sealed


async def test_letters_and_refusals_that_are_over_are_in_no_file(world: World) -> None:
    """A message that nobody could handle goes after a week, what could not be sent after 90 days.

    The letter is sealed: nobody reads it, and yet its bytes go.
    """
    neighbour = await world.enrol("Ani")
    sealed = await _dead_letter(world, await world.member_id(neighbour))
    world.telegram.faults.add(
        "bad_request", method="sendMessage", description=f"Bad Request: a chat {REFUSAL}"
    )
    neighbour.writes("/bantuan")
    await world.settle()
    assert await world.count(Delivery, Delivery.status == DeliveryStatus.FAILED) == 1
    assert _holding(world.data, sealed)
    assert _holding(world.data, REFUSAL.encode())
    await world.outage(days=8)
    assert not _holding(world.data, sealed)
    await world.outage(days=91)
    assert not _holding(world.data, REFUSAL.encode())


async def test_a_picture_that_a_kill_left_behind_goes(world: World) -> None:
    """Of one taken out of a draft just before ``/hapus``, and of one that was just being written.

    The second was erased while it was decoded, and the bot killed: a file and a half are left.
    """
    neighbour = await world.enrol("Ani")
    message = neighbour.sends_photo(picture(), caption=WORDS)
    neighbour.writes("/hapus")
    await world.settle()
    neighbour.replaces_photo(message, picture(500))
    await world.takes()
    (second,) = await world.all(Attachment)
    folder = world.data / "attachments"
    (folder / f"{second.id}.jpg").write_bytes(b"a picture")
    (folder / f"{second.id}.jpg.abc.partial").write_bytes(b"half of it")
    assert len(list(folder.iterdir())) == 3
    neighbour.presses("Ya, hapus")
    await world.takes()
    await world.settle()
    assert not list(folder.iterdir())
