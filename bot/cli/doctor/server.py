"""Checks of the PostgreSQL server: version, settings and our rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import column, func, select, table

from bot.cli.doctor.finding import Finding, fine, warning, wrong
from bot.models.postgres import CONNECTIONS, MORE, NAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncSession

OLDEST = 13  # the oldest that the tests have seen
MOST_CONNECTIONS = CONNECTIONS + MORE  # of one process of ours
_ACTIVITY = table("pg_stat_activity", column("pid"), column("application_name"))


async def examined(session: AsyncSession) -> AsyncIterator[Finding]:
    """Yield what is wrong with the server and our rights in it."""
    version = int(await _setting(session, "server_version_num"))
    if version // 10_000 < OLDEST:
        yield wrong(f"PostgreSQL {version // 10_000} is too old", f"install {OLDEST} or newer")
    if (encoding := await _setting(session, "server_encoding")) != "UTF8":
        yield wrong(
            f"the database writes in {encoding}, which does not hold every letter",
            "make it anew: createdb --encoding UTF8 --template template0 NAME",
        )
    if not await _may_create(session):
        yield wrong(
            "we may not make tables in the database",
            "make its user the owner: ALTER DATABASE NAME OWNER TO USER",
        )
    async for finding in _connections(session):
        yield finding
    yield fine(f"PostgreSQL {await _setting(session, 'server_version')}")


async def _connections(session: AsyncSession) -> AsyncIterator[Finding]:
    most = int(await _setting(session, "max_connections"))
    used = int(await session.scalar(select(func.count()).select_from(_ACTIVITY)) or 0)
    if most - used < MOST_CONNECTIONS:
        yield warning(
            f"{used} of the server's {most} connections are taken, and a bot wants"
            f" {MOST_CONNECTIONS}",
            "raise max_connections, or stop what holds them",
        )


async def users(session: AsyncSession) -> tuple[int, ...]:
    """Return the server's processes that serve a program of ours beside this one."""
    ours = select(_ACTIVITY.c.pid).where(
        _ACTIVITY.c.application_name == NAME,
        _ACTIVITY.c.pid != func.pg_backend_pid(),
    )
    return tuple(await session.scalars(ours))


async def _may_create(session: AsyncSession) -> bool:
    schema = func.current_schema()
    return bool(await session.scalar(select(func.has_schema_privilege(schema, "CREATE"))))


async def _setting(session: AsyncSession, name: str) -> Any:  # noqa: ANN401 - text that counts
    return await session.scalar(select(func.current_setting(name)))
