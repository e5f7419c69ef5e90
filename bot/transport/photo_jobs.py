"""Jobs that download photos, voices and videos and write them anew: nobody gets what was sent."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import aliased
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.domain.attachment_kind import AttachmentKind
from bot.locales import say_in
from bot.media import attachment_file, exif, media_process
from bot.media.decoder_process import UnusableError, reencode
from bot.media.media_process import Bounds
from bot.models import Attachment, Delivery
from bot.services.alerts import notes
from bot.services.reports import draft_card, draft_changes, draft_lookup, position_candidates
from bot.transport.client import TOO_BIG
from bot.transport.job_context import JobContext
from bot.views import attachment_refusal as views
from bot.views.card import Card

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.places.geography import PositionMatch
    from bot.transport.fair_slots import FairSlots

log = structlog.get_logger()

DOWNLOAD_S = 30.0  # seconds: within the lease
REFUSALS = 60  # some five minutes in which the machine has no process
FULL = (errno.ENOSPC, errno.EDQUOT)  # an operator makes room: what is given up by then is lost
ATTEMPTS = 3  # decodings begun and not ended: each time the bot itself was killed in the midst


@dataclass(frozen=True, slots=True)
class Kept:
    """The result for a photo: the attachment's state, and the village where it was taken."""

    state: str
    found: PositionMatch | None = None


Work = Callable[[Delivery, JobContext, "datetime"], Awaitable[Card | None]]


async def check(delivery: Delivery, context: JobContext, now: datetime) -> Card | None:
    """Keep a new photo, re-encoded; return a card where it cannot be kept.

    Raises a TelegramError while Telegram cannot be asked: the promise stays owed. Killed in
    between, it is done again and comes to the same.
    """
    assert delivery.subject_id is not None  # noqa: S101 - the promise names its attachment
    async with context.database.reading() as session:
        photo = await session.get(Attachment, delivery.subject_id)
    if photo is None:  # erased; a process that was killed may have left its file
        return await erase(delivery, context, now)
    kept = Kept(photo.state)
    if kept.state == "new":
        async with _slots(photo, context).held(delivery.recipient_id):
            kept = await _keep(photo, delivery, context)
        if not await _write_down(photo, kept, context, now):
            return None
    return await _refusal(delivery, photo, kept.state, context)


async def _keep(photo: Attachment, delivery: Delivery, context: JobContext) -> Kept:
    try:
        await _require_quota(delivery, context)
        content = await _fetch(photo, context)
        await _prepare(photo, content, delivery, context)
    except UnusableError as error:
        log.info("photo_refused", state=error.state, attachment=photo.id)
        return Kept(error.state)
    if AttachmentKind(photo.kind).is_recognisable:
        return Kept("ready")
    return Kept("ready", await _taken_at(content))


def _slots(photo: Attachment, context: JobContext) -> FairSlots:
    """Return where it waits for its turn: no picture waits for a video."""
    recorded = AttachmentKind(photo.kind).is_recognisable
    return context.recording_slots if recorded else context.slots


async def _require_quota(delivery: Delivery, context: JobContext) -> None:
    """Raise UnusableError where its sender has sent too many: their words go on all the same.

    The promises count, not the attachments: a picture that was taken out again has cost as much.
    """
    limits = context.config.limits.photo
    before = select(func.count()).where(
        Delivery.recipient_id == delivery.recipient_id,
        Delivery.kind == delivery.kind,
        Delivery.created_at > delivery.created_at - limits.within,
        Delivery.id < delivery.id,
    )
    async with context.database.reading() as session:
        if (await session.scalar(before) or 0) >= limits.per_person:
            raise UnusableError("quota")


async def _prepare(
    photo: Attachment, content: bytes, delivery: Delivery, context: JobContext
) -> None:
    """Decode and keep a picture. The attempt counts when it begins: a kill in the midst counts too.

    One that the machine refused (no process to be had, a full disk) is no attempt. Where it has no
    process for long, its sender is told; room on a disk is waited for as long as it takes.
    """
    if not await _counted(photo, 1, context):
        log.error("photo_given_up", attachment=photo.id, attempts=ATTEMPTS)
        raise UnusableError("failed")
    try:
        kind = AttachmentKind(photo.kind)
        cleaned = await _cleaned(kind, content, context)
        await asyncio.to_thread(attachment_file.write, context.data, photo.id, cleaned, kind)
    except OSError as error:
        await _counted(photo, -1, context)
        if error.errno in FULL or context.count_failure(delivery) <= REFUSALS:
            raise
        log.exception("photo_given_up", attachment=photo.id, attempts=REFUSALS)
        raise UnusableError("failed") from None


async def _cleaned(kind: AttachmentKind, content: bytes, context: JobContext) -> bytes:
    if not kind.is_recognisable:
        return await reencode(content)
    limits = context.config.limits.media
    bounds = Bounds(limits.longest.total_seconds(), limits.deadline.total_seconds())
    return await media_process.clean(content, kind, bounds)


async def _counted(photo: Attachment, by: int, context: JobContext) -> bool:
    """Commit that an attempt begins (or was none); False where there were enough."""

    async def work(session: AsyncSession) -> bool:
        count = (
            update(Attachment)
            .where(Attachment.id == photo.id, Attachment.attempts + by <= ATTEMPTS)
            .values(attempts=Attachment.attempts + by)
            .returning(Attachment.id)
        )
        return await session.scalar(count) is not None

    return await context.database.claim(work)


async def _taken_at(content: bytes) -> PositionMatch | None:
    """Return what lies where a picture was taken: one that was sent as a file tells it."""
    fix = await asyncio.to_thread(exif.position, content)
    return await position_candidates.at(*fix) if fix is not None else None


async def _fetch(photo: Attachment, context: JobContext) -> bytes:
    limits = context.config.limits
    recorded = AttachmentKind(photo.kind).is_recognisable
    limit = (limits.media if recorded else limits.photo).largest_bytes
    if (photo.size or 0) > limit:
        raise UnusableError("large")
    try:
        file = await context.client.call("getFile", {"file_id": photo.file_id})
        if file.get("file_size", 0) > limit:
            raise UnusableError("large")
        content = await context.client.download(
            file["file_path"], most_bytes=limit, timeout_s=DOWNLOAD_S
        )
    except BadRequest as error:
        raise UnusableError("large" if TOO_BIG in error.message.lower() else "broken") from error
    except (Forbidden, KeyError) as error:  # there is no such file any more
        raise UnusableError("broken") from error
    if len(content) != file.get("file_size", len(content)):
        raise NetworkError("another file came than Telegram told of")  # a portal's page, say
    return content


async def erase(delivery: Delivery, context: JobContext, now: datetime) -> Card | None:
    """Take the file of an erased photo off the disk; that it is gone already is as well."""
    del now
    assert delivery.subject_id is not None  # noqa: S101 - the promise names its attachment
    await asyncio.to_thread(attachment_file.erase, context.data, delivery.subject_id)
    return None


async def _write_down(photo: Attachment, kept: Kept, context: JobContext, now: datetime) -> bool:
    """Note what became of it, and show it on the draft's card where that has to change.

    Returns False where it was erased meanwhile; then its file is gone too.
    """
    stored = attachment_file.stored(photo.id, AttachmentKind(photo.kind))
    path = stored if kept.state == "ready" else None

    async def work(session: AsyncSession) -> int | None:
        noted: int | None = await session.scalar(
            update(Attachment)
            .where(Attachment.id == photo.id)
            .values(state=kept.state, path=path)
            .returning(Attachment.id)
        )
        draft = await draft_lookup.load(session, photo.draft_id) if photo.draft_id else None
        if path is None and draft is not None and draft.status == draft_changes.OPEN:
            await draft_card.redraw(session, draft, now=now)
        if path is None and photo.note_id is not None:
            await notes.lost_picture(session, photo.note_id, now=now)
        if noted is not None and draft is not None and kept.found is not None:
            await position_candidates.taken_at(session, draft, kept.found, now=now)
        return noted

    noted = await context.database.transact(work)
    if noted is None:
        await asyncio.to_thread(attachment_file.erase, context.data, photo.id)
    return noted is not None


async def _refusal(
    delivery: Delivery, photo: Attachment, state: str, context: JobContext
) -> Card | None:
    if delivery.recipient_id is None:  # erased meanwhile
        return None
    if state == "quota" and not await _is_first_refused(photo, context):
        return None
    say, kind = say_in(delivery.recipient.language), AttachmentKind(photo.kind)
    goes_on = views.NOTE_GOES_ON if photo.note_id is not None else None
    goes_on = views.QUESTION_GOES_ON if photo.question_id is not None else goes_on
    return views.refusal(say, kind, state, context.config.limits, goes_on=goes_on)


async def _is_first_refused(photo: Attachment, context: JobContext) -> bool:
    """Tell whether no other picture beside it was too many: an album is answered once."""
    this = aliased(Attachment)
    beside = or_(
        Attachment.draft_id == this.draft_id,
        Attachment.report_id == this.report_id,
        Attachment.note_id == this.note_id,
    )
    others = (
        select(Attachment.id)
        .join(this, beside)
        .where(this.id == photo.id, Attachment.state == "quota", Attachment.id != photo.id)
    )
    async with context.database.reading() as session:
        return await session.scalar(others.limit(1)) is None


WORK: Mapping[str, Work] = {"photo_check": check, "photo_erase": erase}
