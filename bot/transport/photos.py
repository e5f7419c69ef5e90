"""Photos are fetched and written anew: nobody ever gets the file that was sent."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import update
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.geography import exif
from bot.locales import mark, say_in
from bot.models import Attachment, Delivery
from bot.models.attachment_file import FOLDER
from bot.services import drafting, positions, redrawing
from bot.transport import picture_decoder
from bot.views.card import Card

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.geography import Found
    from bot.models import Database
    from bot.settings import Config
    from bot.transport.client import Client
    from bot.transport.menus import Shelf
    from bot.vault import Vault

log = structlog.get_logger()

DOWNLOAD_S = 30.0  # seconds: within the lease
DECODE_S = 15.0  # seconds of wall time for one picture; the process limits its own processor time
# By its file and isolated: nothing of the bot, of its folder or environment is loaded with it.
DECODER = (sys.executable, "-I", picture_decoder.__file__)
AT_ONCE = 2  # pictures in memory
TOO_BIG = "file is too big"  # Telegram's words above 20 MB

LARGE = mark(
    "Foto terlalu besar (paling besar {megabytes} MB) dan tidak disimpan. Teksnya tetap dapat"
    " dikirim; kirim foto yang lebih kecil bila perlu."
)
BROKEN = mark(
    "Foto tidak dapat dibuka (rusak, terlalu rumit, atau jenis lain seperti HEIC) dan tidak"
    " disimpan. Teksnya tetap dapat dikirim; kirim sebagai foto biasa, bukan sebagai berkas."
)


class UnusableError(Exception):
    """A photo that will not be kept; ``state`` is the attachment's: large or broken."""

    def __init__(self, state: str) -> None:
        """Say which of the two it is."""
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a photo: the attachment's state, and what lies where it was taken."""

    state: str
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Workbench:
    """What long work takes. ``data``: the folder that holds the attachments."""

    client: Client
    database: Database
    config: Config
    data: Path
    vault: Vault
    shelf: Shelf
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


Work = Callable[[Delivery, Workbench, "datetime"], Awaitable[Card | None]]


async def check(delivery: Delivery, bench: Workbench, now: datetime) -> Card | None:
    """Keep a new photo, re-encoded; return a card where it cannot be kept.

    Raises a TelegramError while Telegram cannot be asked: the promise stays owed. Killed in
    between, it is done again and comes to the same.
    """
    assert delivery.subject_id is not None  # noqa: S101 - the promise names its attachment
    async with bench.database.reading() as session:
        photo = await session.get(Attachment, delivery.subject_id)
    if photo is None:
        return None
    kept = Kept(photo.state)
    if kept.state == "new":
        async with bench.places:
            kept = await _keep(photo, bench)
        await _write_down(photo, kept, bench, now)
    return _refusal(delivery, kept.state, bench)


async def _keep(photo: Attachment, bench: Workbench) -> Kept:
    try:
        content = await _fetch(photo, bench)
        target = bench.data / FOLDER / f"{photo.id}.jpg"
        picture = await reencode(content)
        await asyncio.to_thread(_store, picture, target)
    except UnusableError as error:
        log.info("photo_refused", state=error.state, attachment=photo.id)
        return Kept(error.state)
    return Kept("ready", await _taken_at(content))


async def _taken_at(content: bytes) -> Found | None:
    """Return what lies where a picture was taken: one that was sent as a file tells it."""
    fix = await asyncio.to_thread(exif.position, content)
    return await positions.at(*fix) if fix is not None else None


async def _fetch(photo: Attachment, bench: Workbench) -> bytes:
    limit = bench.config.limits.photo.largest_bytes
    if (photo.size or 0) > limit:
        raise UnusableError("large")
    try:
        file = await bench.client.call("getFile", {"file_id": photo.file_id})
        if file.get("file_size", 0) > limit:
            raise UnusableError("large")
        content = await bench.client.download(file["file_path"], timeout_s=DOWNLOAD_S)
    except BadRequest as error:
        raise UnusableError("large" if TOO_BIG in error.message.lower() else "broken") from error
    except (Forbidden, KeyError) as error:  # there is no such file any more
        raise UnusableError("broken") from error
    if len(content) > limit:
        raise UnusableError("large")
    if len(content) != file.get("file_size", len(content)):
        raise NetworkError("another file came than Telegram told of")  # a portal's page, say
    return content


def _store(picture: bytes, target: Path) -> None:
    """Write the new picture whole or not at all."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    partial.write_bytes(picture)
    partial.chmod(0o600)
    partial.replace(target)


async def reencode(content: bytes, *, longest_s: float = DECODE_S) -> bytes:
    """Return a picture as a JPEG of our own, decoded in a process that is killed on time-out.

    Raises UnusableError for what is no picture, is cut off, or costs too much to decode.
    """
    child = await asyncio.create_subprocess_exec(  # without our environment: it holds the secrets
        *DECODER, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}
    )
    try:
        picture, _ = await asyncio.wait_for(child.communicate(content), longest_s)
    except TimeoutError:
        raise UnusableError("broken") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise UnusableError("broken")
    return picture


async def erase(delivery: Delivery, bench: Workbench, now: datetime) -> Card | None:
    """Take the file of an erased photo off the disk; that it is gone already is as well."""
    del now
    path = bench.data / FOLDER / f"{delivery.subject_id}.jpg"
    await asyncio.to_thread(path.unlink, missing_ok=True)
    return None


async def _write_down(photo: Attachment, kept: Kept, bench: Workbench, now: datetime) -> None:
    """Note what became of it, and show it on the draft's card where that has to change."""
    path = f"{FOLDER}/{photo.id}.jpg" if kept.state == "ready" else None

    async def work(session: AsyncSession) -> int | None:
        noted: int | None = await session.scalar(
            update(Attachment)
            .where(Attachment.id == photo.id)
            .values(state=kept.state, path=path)
            .returning(Attachment.id)
        )
        draft = await drafting.load(session, photo.draft_id) if photo.draft_id else None
        if path is None and draft is not None and draft.status == drafting.OPEN:
            await redrawing.redraw(session, draft, now=now)
        if noted is not None and draft is not None and kept.found is not None:
            await positions.taken_at(session, draft, kept.found, now=now)
        return noted

    noted = await bench.database.transact(work)
    if noted is None and path is not None:  # erased while it was fetched
        await asyncio.to_thread((bench.data / path).unlink, missing_ok=True)


def _refusal(delivery: Delivery, state: str, bench: Workbench) -> Card | None:
    say = say_in(delivery.recipient.language)
    if state == "large":
        return Card(say(LARGE, megabytes=f"{bench.config.limits.photo.largest_mb:g}"))
    return Card(say(BROKEN)) if state == "broken" else None


WORK: Mapping[str, Work] = {"photo_check": check, "photo_erase": erase}
