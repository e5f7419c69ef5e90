"""Retention: erases what is past its time, in small transactions, and records it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from bot.models import (
    Addendum,
    Attachment,
    CodeGuess,
    ConversationMessage,
    Correction,
    DeadLetter,
    Draft,
    HandledUpdate,
    Mute,
    Newcomer,
    Note,
    Report,
    ReportAuthor,
    RetentionRun,
    new_id,
)
from bot.models.database import ERASED
from bot.services.operations import old_deliveries
from bot.services.people import personal_data
from bot.services.reports import report_erasure
from bot.services.reports.draft_changes import DROPPED, EXPIRED, NO_WORDS, OPEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.models import Base
    from bot.settings import Config

    Chore = Callable[[AsyncSession, datetime, Config], Awaitable[int]]

EVERY = timedelta(hours=6)
CHUNK = 200  # rows of one transaction: nobody's page waits for a cleaning
DELIVERIES_KEPT, CLOSED_DRAFTS_KEPT = timedelta(days=90), timedelta(days=30)


async def find_old(session: AsyncSession, now: datetime, taken: Collection[int]) -> int | None:
    """Return a chore (its place in the list) that was not finished in the last six hours."""
    finished = await _finished(session, now)
    left = (
        number
        for number, (name, _) in enumerate(CHORES)
        if number not in taken and name not in finished
    )
    return next(left, None)


async def purge(session: AsyncSession, number: int, now: datetime, config: Config) -> None:
    """Do one chunk of a chore; where it has nothing to do, those that follow, up to one that has.

    What is left comes at the next beat; the end is written down.
    """
    before, ended = await _finished(session, now), list[str]()
    for name, chore in CHORES[number:]:
        if name in before:
            continue
        if name == CHORES[number][0]:
            done: int | None = await chore(session, now, config)
        else:
            done = await _beside(session, chore, now, config)
        if done is not None and done < CHUNK:
            ended.append(name)
        if done != 0:
            session.info[ERASED] = True
            break
    await _finish(session, ended, now)


async def _beside(session: AsyncSession, chore: Chore, now: datetime, config: Config) -> int | None:
    """Do a chore in the transaction of another; None: it failed, and will tell of it in its turn.

    Raises OperationalError: without a database there is nothing to go on with.
    """
    try:
        async with session.begin_nested():
            return await chore(session, now, config)
    except OperationalError:
        raise
    except Exception:  # noqa: BLE001 - its own turn comes: here it must not hold up another
        return None


async def _finished(session: AsyncSession, now: datetime) -> set[str]:
    done = select(RetentionRun.chore).where(RetentionRun.finished_at > now - EVERY)
    return set(await session.scalars(done))


async def _finish(session: AsyncSession, chores: list[str], now: datetime) -> None:
    """Note it in place of the time before; two processes that finish at once both may."""
    await session.execute(delete(RetentionRun).where(RetentionRun.chore.in_(chores)))
    session.add_all(RetentionRun(id=new_id(), chore=chore, finished_at=now) for chore in chores)


async def _handled_updates(session: AsyncSession, now: datetime, config: Config) -> int:
    before = now - config.limits.retention.handled_updates
    old = HandledUpdate.handled_at < before
    return await _delete(session, HandledUpdate, HandledUpdate.update_id, old)


async def _dead_letters(session: AsyncSession, now: datetime, config: Config) -> int:
    del config  # each letter carries its own time
    return await _delete(session, DeadLetter, DeadLetter.id, DeadLetter.purge_at <= now)


async def _code_guesses(session: AsyncSession, now: datetime, config: Config) -> int:
    del config  # each guess carries its own time
    return await _delete(session, CodeGuess, CodeGuess.id, CodeGuess.until <= now)


async def _corrections(session: AsyncSession, now: datetime, config: Config) -> int:
    """Forget what was corrected as long ago as the reports that it was in."""
    old = Correction.at < now - config.limits.retention.reports
    return await _delete(session, Correction, Correction.id, old)


async def _newcomers(session: AsyncSession, now: datetime, config: Config) -> int:
    del config  # each carries its own time
    return await _delete(session, Newcomer, Newcomer.fingerprint, Newcomer.until <= now)


async def _mutes(session: AsyncSession, now: datetime, config: Config) -> int:
    del config  # each carries its own time
    return await _delete(session, Mute, Mute.id, Mute.until <= now)


async def _deliveries(session: AsyncSession, now: datetime, config: Config) -> int:
    """Forget what was said to whom, but where a message stands that a post of now opened."""
    del config
    return await old_deliveries.forget(session, now - DELIVERIES_KEPT, CHUNK)


async def _kept_deliveries(session: AsyncSession, now: datetime, config: Config) -> int:
    """Forget what was kept for posts that have ended since this was done last."""
    del config
    done = select(RetentionRun.finished_at).where(RetentionRun.chore == "kept_deliveries")
    last = await session.scalar(done)
    since = None if last is None else last - EVERY  # what was ending meanwhile, too
    return await old_deliveries.release(session, since, now - DELIVERIES_KEPT, CHUNK)


async def _drafts(session: AsyncSession, now: datetime, config: Config) -> int:
    """Forget the words of drafts that nobody can send any more; a report has its own."""
    del config
    old = (Draft.status != OPEN, Draft.received_at < now - CLOSED_DRAFTS_KEPT, Draft.text != "")
    ids = (await session.scalars(select(Draft.id).where(*old).limit(CHUNK))).all()
    if ids:
        await session.execute(update(Draft).where(Draft.id.in_(ids)).values(**NO_WORDS))
    return len(ids)


async def _unsent_photos(session: AsyncSession, now: datetime, config: Config) -> int:
    """Erase the photos of drafts that were dropped or expired: nobody was to see them."""
    del config
    ended = select(Draft.id).where(Draft.status.in_((DROPPED, EXPIRED)))
    unsent = (Attachment.report_id.is_(None), Attachment.draft_id.in_(ended))
    ids = (await session.scalars(select(Attachment.id).where(*unsent).limit(CHUNK))).all()
    await report_erasure.erase_photos(session, Attachment.id.in_(ids), now=now)
    return len(ids)


async def _reports(session: AsyncSession, now: datetime, config: Config) -> int:
    """Erase the reports whose days, as the notice names them, are over."""
    old = Report.created_at < now - config.limits.retention.reports
    whose, asked = select(ReportAuthor.report_id), select(ConversationMessage.report_id)
    said = whose.union_all(asked, select(Addendum.report_id))
    kept = (Report.text != "") | Report.id.in_(said)
    return await report_erasure.erase_reports(session, old, kept, now=now, limit=CHUNK)


async def _notes(session: AsyncSession, now: datetime, config: Config) -> int:
    """Erase notes as old as the reports that are: their own were erased before it was written."""
    old = Note.at < now - config.limits.retention.reports
    ids = (await session.scalars(select(Note.id).where(old).limit(CHUNK))).all()
    await report_erasure.erase_notes(session, ids, now=now)
    return len(ids)


async def _reports_of_the_erased(session: AsyncSession, now: datetime, config: Config) -> int:
    """Erase reports of people who used /hapus while the case was open, once it is over."""
    del config
    left = (Report.erase_when_over.is_(True), Report.incident_id.in_(personal_data.over()))
    return await report_erasure.erase_reports(session, *left, now=now, limit=CHUNK)


async def _delete(
    session: AsyncSession,
    table: type[Base],
    key: InstrumentedAttribute[Any],
    *which: ColumnElement[bool],
) -> int:
    ids = (await session.scalars(select(key).where(*which).limit(CHUNK))).all()
    if ids:
        await session.execute(delete(table).where(key.in_(ids)))
    return len(ids)


CHORES: tuple[tuple[str, Chore], ...] = (
    ("handled_updates", _handled_updates),
    ("dead_letters", _dead_letters),
    ("code_guesses", _code_guesses),
    ("newcomers", _newcomers),
    ("corrections", _corrections),
    ("mutes", _mutes),
    ("deliveries", _deliveries),
    ("kept_deliveries", _kept_deliveries),
    ("drafts", _drafts),
    ("unsent_photos", _unsent_photos),
    ("reports", _reports),
    ("notes", _notes),
    ("reports_of_the_erased", _reports_of_the_erased),
)
