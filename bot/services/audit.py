"""The audit log: rights given, cases closed, personal data seen or erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import AuditEntry, new_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


def write(
    session: AsyncSession,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    detail: str | None = None,
) -> None:
    """Write down who did what to whom or what; ``detail``: see :class:`AuditEntry`."""
    entry = AuditEntry(
        id=new_id(), at=now, actor=actor, action=action, subject=subject, detail=detail
    )
    session.add(entry)
