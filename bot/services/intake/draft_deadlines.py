"""Drafts that are not sent: reminding of one, letting it go, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from bot import outbox
from bot.domain import calendar
from bot.locales import mark
from bot.models import Draft
from bot.services.reports import draft_changes, draft_lookup

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member
    from bot.settings import Config

EXPIRED = mark(
    "Laporan Anda dari {at} tidak pernah terkirim dan sudah dihapus; tidak ada yang"
    " membacanya. Masih perlu? Kirim pesan baru."
)
# Without a village nobody knows by whose clock it was written.
EXPIRED_UNPLACED = mark(
    "Laporan Anda tidak pernah terkirim dan sudah dihapus; tidak ada yang membacanya. Masih perlu?"
    " Kirim pesan baru."
)


def drop(draft: Draft) -> None:
    """Drop a draft and erase its words."""
    draft_changes.let_go(draft, draft_changes.DROPPED)


async def drop_open(session: AsyncSession, member: Member) -> int:
    """Drop every open draft of a member; return how many there were."""
    await session.flush()
    dropped = await session.scalars(
        update(Draft)
        .where(Draft.member_id == member.id, Draft.status == draft_changes.OPEN)
        .values(status=draft_changes.DROPPED, **draft_changes.NOTHING_LEFT)
        .returning(Draft.id)
    )
    return len(dropped.all())


async def remind(session: AsyncSession, draft_id: int, now: datetime, config: Config) -> None:
    """Say "BELUM TERKIRIM". It never pages: who did not send may have meant not to."""
    due = (Draft.id == draft_id, Draft.status == draft_changes.OPEN, Draft.remind_at <= now)
    claimed = await session.scalar(
        update(Draft)
        .where(*due)
        .values(remind_at=None, reminded=Draft.reminded + 1)
        .returning(Draft.id)
    )
    draft = await draft_lookup.load(session, draft_id) if claimed is not None else None
    if draft is None:
        return
    draft_changes.schedule(draft, now=now, config=config)
    key = f"reminder:{draft.id}:{draft.reminded}"
    to, of = draft.member_id, draft.id
    outbox.promise(session, "draft_reminder", to, now=now, subject=of, key=key, newest=True)


async def expire(session: AsyncSession, draft_id: int, now: datetime, config: Config) -> None:
    """End a draft, erase its words, which only its writer was to read, and tell them."""
    del config
    due = (Draft.id == draft_id, Draft.status == draft_changes.OPEN, Draft.expires_at <= now)
    claimed = await session.scalar(
        update(Draft)
        .where(*due)
        .values(status=draft_changes.EXPIRED, **draft_changes.NOTHING_LEFT)
        .returning(Draft.id)
    )
    draft = await draft_lookup.load(session, draft_id) if claimed is not None else None
    if draft is None:
        return
    to = draft.member_id
    if draft.village is None:
        outbox.promise(session, "sentence", to, now=now, text=EXPIRED_UNPLACED)
        return
    zone = draft.village.zone
    at = f"{calendar.local(draft.received_at, zone):%d/%m %H.%M} {calendar.abbreviation(zone)}"
    outbox.promise(session, "sentence", to, now=now, text=EXPIRED, values={"at": at})
