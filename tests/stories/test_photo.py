"""Photos: fetched, written anew, and never sent on as they came."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.media import decoder_process, picture_decoder
from tests.world import Attachment

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"
KILO = 1 if sys.platform == "darwin" else 1024  # bytes in a unit of ru_maxrss
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def full(_file: int) -> None:
    """Fail as a disk without room does."""
    raise OSError(errno.ENOSPC, "No space left on device")


def picture(width: int = 400, height: int = 300, *, turned: bool = False) -> bytes:
    """A JPEG as a telephone makes it: with its maker and its place inside."""
    image = Image.new("RGB", (width, height), "darkred")
    exif = Image.Exif()
    exif[MAKE] = "Telepon Rahasia"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS)[2] = (5.0, 8.0, 24.0)
    written = BytesIO()
    image.save(written, "JPEG", exif=exif, comment=b"milik Ani")
    return written.getvalue()


async def test_the_officer_sees_the_picture_and_nothing_else_of_it(world: World) -> None:
    """No maker, no place, no comment; the page comes first, and its card again below it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    original = picture(turned=True)
    neighbour.sends_photo(original, caption=FIRE)
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.settle()
    await world.passes(seconds=5)
    shown = _photos(officer)[0]
    assert await world.newest_ticket() in shown.caption
    assert shown.photo is not None
    assert shown.photo != original
    assert b"Rahasia" not in shown.photo
    assert b"milik Ani" not in shown.photo
    with Image.open(BytesIO(shown.photo)) as seen:
        assert seen.size == (300, 400)  # upright
        assert not seen.getexif()
    page, *pictures, card = officer.inbox[-3:]
    assert pictures == [shown]
    assert "lanjut di bawah" in page.text
    assert world.pages_to(officer) == [card]


async def test_what_is_stored_is_ours_alone_to_read(world: World) -> None:
    """The file lies below the data folder, readable by its owner only."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture())
    await world.settle()
    (kept,) = await world.all(Attachment)
    assert kept.state == "ready"
    path = world.data / kept.path
    assert path.stat().st_mode & 0o077 == 0
    assert not [left for left in path.parent.iterdir() if left != path]


async def test_a_photo_of_ten_megabytes_is_refused_and_its_text_goes_on(world: World) -> None:
    """One sentence; the card says that it does not go along; the text can be sent."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture() + bytes(10_000_000), caption=NOISE)
    await world.settle()
    await world.passes(seconds=1)
    assert "8 MB" in _refusal(neighbour, "Foto terlalu besar").text
    *_, card = [message for message in neighbour.inbox if message.rows]
    assert "terlalu besar" in card.text
    neighbour.presses("Kirim")
    await world.settle()
    assert await world.newest_ticket() in card.text


async def test_a_broken_photo_is_said_and_its_text_goes_on(world: World) -> None:
    """Cut off half-way, or no picture at all: said so, and the text can be sent."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture()[:600], caption=NOISE)
    await world.settle()
    assert "berkas" in _refusal(neighbour, "Foto tidak dapat dibuka").text
    assert [kept.state for kept in await world.all(Attachment)] == ["broken"]
    neighbour.presses("Kirim")
    await world.settle()
    assert await world.newest_ticket()


async def test_a_picture_sent_as_a_file_is_a_photo_too(world: World) -> None:
    """Some people send them so; it is re-encoded like any other."""
    neighbour = await world.enrol("Ani")
    png = BytesIO()
    Image.new("RGBA", (3000, 2000), (255, 0, 0, 128)).save(png, "PNG")
    neighbour.sends_document(png.getvalue(), "bukti.png", "image/png", caption=NOISE)
    await world.settle()
    (kept,) = await world.all(Attachment)
    with Image.open(world.data / kept.path) as seen:
        assert (seen.format, max(seen.size)) == ("JPEG", 1600)


async def test_while_telegram_cannot_be_asked_the_photo_is_owed(world: World) -> None:
    """The file server is down for a while: the photo is not called broken, it comes later."""
    neighbour = await world.enrol("Ani")
    world.telegram.faults.add("bad_gateway", method="getFile", times=3)
    neighbour.sends_photo(picture(), caption=NOISE)
    await world.settle()
    assert [kept.state for kept in await world.all(Attachment)] == ["new"]
    await world.passes(seconds=30)
    assert [kept.state for kept in await world.all(Attachment)] == ["ready"]


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff", picture()[:300], b"<svg xmlns='x'/>", b"%PDF-1.7"]
)
async def test_what_is_no_picture_is_broken(content: bytes) -> None:
    """Whatever a decoder makes of it, it is one answer."""
    with pytest.raises(decoder_process.UnusableError, match="broken"):
        await decoder_process.reencode(content)


def _bomb() -> bytes:
    written = BytesIO()
    Image.new("1", (6_000, 6_000)).save(written, "PNG")
    return written.getvalue()


def _wide_webp() -> bytes:
    """36 bytes that claim 16383 x 3600 pixels of one colour."""
    size = (16382 | 3599 << 14).to_bytes(4, "little")
    body = b"WEBPVP8L" + (16).to_bytes(4, "little") + b"\x2f" + size + bytes(11)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _many_scans() -> bytes:
    """A progressive JPEG whose last scan stands in it 2,000 times."""
    written = BytesIO()
    Image.effect_noise((300, 300), 80).save(written, "JPEG", progressive=True)
    content = written.getvalue()
    last = content.rindex(picture_decoder.START_OF_SCAN)
    return content[:last] + content[last:-2] * 2000 + content[-2:]


@pytest.mark.parametrize("hostile", [_bomb(), _wide_webp(), _many_scans()])
async def test_a_small_file_that_costs_much_is_not_decoded(hostile: bytes) -> None:
    """It claims many pixels or many scans: seen before decoding, and no picture grows here."""
    with pytest.raises(picture_decoder.TooLargeError):  # for what it claims, not as a broken file
        picture_decoder.reencode(hostile)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(decoder_process.UnusableError, match="broken"):
        await decoder_process.reencode(hostile)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000_000 // KILO


async def test_a_picture_for_which_there_is_no_process_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for a while, in which the machine may have one again; then its sender reads so."""
    monkeypatch.setattr(decoder_process, "DECODER", ("/nowhere/python",))
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture(), caption=NOISE)
    await world.passes(minutes=1)
    assert [kept.state for kept in await world.all(Attachment)] == ["new"]
    await world.passes(minutes=10)
    assert [kept.state for kept in await world.all(Attachment)] == ["failed"]
    _refusal(neighbour, "Foto tidak berhasil diolah")


async def test_a_picture_waits_for_room_on_the_disk(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the operator takes to make some: it is kept, and its sender hears no refusal."""
    neighbour = await world.enrol("Ani")
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        neighbour.sends_photo(picture(), caption=NOISE)
        await world.passes(minutes=20)
        assert [kept.state for kept in await world.all(Attachment)] == ["new"]
    await world.passes(minutes=1)
    assert [kept.state for kept in await world.all(Attachment)] == ["ready"]
    assert not any("tidak berhasil" in message.text for message in neighbour.inbox)


async def test_a_picture_that_takes_too_long_is_given_up_and_its_process_ends() -> None:
    """The time is over: one answer, and no process is left behind."""
    with pytest.raises(decoder_process.UnusableError, match="broken"):
        await decoder_process.reencode(picture(), longest_s=0.001)


def test_the_decoder_limits_its_memory() -> None:
    """What passes the header and still wants a gigabyte gets none."""
    limit = f"limit(memory_bytes={picture_decoder.MEMORY_BYTES}, cpu_s={picture_decoder.CPU_S})"
    greedy = f"from bot.media.process_limits import limit; {limit}; bytearray(1 << 30)"
    ended = subprocess.run([sys.executable, "-c", greedy], capture_output=True, check=False)  # noqa: S603 - our own words
    assert b"MemoryError" in ended.stderr


async def test_who_sends_a_heic_is_told_how_to_send_it(world: World) -> None:
    """It is not decoded here: that is said, and the words wait in the draft."""
    neighbour = await world.enrol("Ani")
    heic = b"\0\0\0\x18ftypheic" + bytes(200)
    neighbour.sends_document(heic, "bukti.heic", "image/heic", caption=NOISE)
    await world.settle()
    assert any("HEIC" in (message.text or "") for message in neighbour.inbox)
    assert [kept.state for kept in await world.all(Attachment)] == ["broken"]


def _refusal(person: Person, begins: str) -> Message:
    """Return the one answer that refuses a photo: above the card, or below if it came before it."""
    (refused,) = [message for message in person.inbox if message.text.startswith(begins)]
    return refused


def _photos(person: Person) -> list[Message]:
    return [message for message in person.inbox if message.photo is not None]
