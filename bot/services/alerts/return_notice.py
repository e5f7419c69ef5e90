"""Shows somebody who comes back what is open where they serve, and what came meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import outbox
from bot.domain import access

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant


def promise(
    session: AsyncSession,
    member_id: int,
    grants: Iterable[Grant],
    *,
    since: datetime | None,
    now: datetime,
) -> None:
    """Promise a notice of what waits to a member who is back; ``since``: when they went away.

    Where nothing waits and nothing came there is nothing to say, and it is dropped.
    """
    if access.may(grants, access.ANSWERING, None):
        away = None if since is None else since.isoformat()
        outbox.promise(session, "returned", member_id, now=now, since=away)
