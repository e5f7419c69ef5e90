"""Checks that the secret key is the one of this database.

Another key opens no identity and finds nobody: everybody would be a stranger, and no page would
leave. So the first start writes a mark of its key down, and every later one compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, select

from bot.models import AuditEntry, KeyMark, Member, new_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.vault import Vault

_NEWEST = select(KeyMark.mark).order_by(KeyMark.since.desc()).limit(1)


async def fits(session: AsyncSession, vault: Vault) -> bool | None:
    """Tell whether the key is the database's own; None where nothing was sealed yet.

    By the mark; in a database from before there were marks, by opening somebody's identity.
    """
    mark = await _mark(session)
    if mark is not None:
        return mark == vault.mark
    sealed = await session.scalar(
        select(Member.sealed_id)
        .where(Member.sealed_id.is_not(None))
        .order_by(Member.created_at.desc())
        .limit(1)
    )
    return None if sealed is None else _opens(vault, sealed)


async def known(session: AsyncSession) -> bool:
    """Tell whether the database has a mark of its key."""
    return await _mark(session) is not None


async def remember(session: AsyncSession, vault: Vault, *, now: datetime) -> None:
    """Write the mark of the key down, where none is."""
    if not await known(session):
        session.add(KeyMark(id=new_id(), mark=vault.mark, since=now))


async def mark_in(connection: AsyncConnection) -> str | None:
    """Return the mark that a database of any schema has; early ones kept it in the audit."""
    if await connection.run_sync(lambda there: inspect(there).has_table(KeyMark.__tablename__)):
        return await connection.scalar(_NEWEST)
    marks = select(AuditEntry.subject).where(AuditEntry.action == "key")
    return await connection.scalar(marks.order_by(AuditEntry.at.desc()).limit(1))


async def _mark(session: AsyncSession) -> str | None:
    return await session.scalar(_NEWEST)


def _opens(vault: Vault, sealed: bytes) -> bool:
    try:
        vault.open(sealed)
    except ValueError:
        return False
    return True
