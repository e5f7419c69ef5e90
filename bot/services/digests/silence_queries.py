"""Which villages fell silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, true, union_all

from bot.models import Region, Report, Situation
from bot.places import region_statements
from bot.services.digests import place_queries
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside


async def silent(
    session: AsyncSession, under: Collection[str], silence: Span, usual: Span
) -> Sequence[Place]:
    """Return the villages of which something was heard in ``usual`` and nothing in ``silence``."""
    bound = ends(silence, usual)
    rows = await region_statements.execute(session, _fell_silent, under, **bound)
    return [Place(code, name) for code, name in rows]


def ends(silence: Span, usual: Span) -> dict[str, datetime]:
    """Return what is bound when :func:`fell_silent` runs."""
    return {"heard_since": usual.since, "quiet_since": silence.since, "heard_until": silence.until}


def _fell_silent(here: Inside) -> Select[str, str]:
    silent_since = fell_silent(here).subquery()
    return (
        select(Region.code, Region.name)
        .join(silent_since, silent_since.c.village == Region.code)
        .where(*place_queries.in_villages(lambda _: true()))
        .order_by(Region.code)
    )


def fell_silent(here: Inside) -> Select[str]:
    """Return the codes (``village``) of which something was heard, and nothing of late."""
    signs = union_all(
        *(
            select(table.village_code.label("village"), table.created_at.label("at")).where(
                here(table.village_code),
                table.created_at >= bindparam("heard_since"),
                table.created_at < bindparam("heard_until"),
            )
            for table in (Report, Situation)
        )
    ).subquery()
    heard = select(signs.c.village).group_by(signs.c.village)
    return heard.having(func.max(signs.c.at) < bindparam("quiet_since"))
