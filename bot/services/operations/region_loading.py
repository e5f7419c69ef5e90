"""The regions that the product ships, written into the database, and what a decree moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from bot.domain.place_names import bare, normalise
from bot.models import Edition, Region, new_id
from bot.places.data import REGENCY, RegionRow
from bot.places.data.decrees import shipped, shipped_since
from bot.services.operations import region_successions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import UpdateBase
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.places.data.decrees import Nation
    from bot.services.operations.moved_cases import ReadingRules, Unlock

    Row = dict[str, Any]
    Work = tuple[tuple[UpdateBase, list[Row]], ...]
    Progress = Callable[[int, int], None]

CHUNK = 5000  # rows of one statement

_COLUMNS = (*RegionRow._fields, "search", "retired_at")  # the table's, in its order


def _locked() -> ReadingRules:
    raise RuntimeError("a decree moves cases: who may read them is not known here")


async def load_regions(
    session: AsyncSession,
    progress: Progress | None = None,
    nation: Nation | None = None,
    *,
    unlock: Unlock = _locked,
) -> int:
    """Write every region of the nation, and return how many were new, different or over.

    1. New ones are added, others get their new name.
    2. One that is no longer there is retired, and stays: reports lie in it.
    3. Who came out of whom is noted, and what lives on moves: homes, posts, open alerts.
    4. Where anything changed it is a new edition.

    ``progress`` is told how many of how many are written. ``nation`` None: what is shipped, but
    nothing is done where a decree that came after it was obeyed. ``unlock`` is called where cases
    or the posts of whoever leads move; without it, RuntimeError is raised there.
    """
    if nation is None and await _is_held_after(session, shipped_since()):
        return 0
    nation = nation or shipped()
    work = await _changes(session, nation)
    total = sum(len(rows) for _, rows in work)
    await _write(session, work, total, progress)
    passed = await region_successions.record_successions(session, nation.code_changes, unlock)
    if total or passed:
        session.add(Edition(id=new_id(), digest=nation.digest, since=nation.since))
        await session.flush()
    return total


async def _changes(session: AsyncSession, nation: Nation) -> Work:
    """Return what the regions lack of the nation: new ones, different ones, those that are over."""
    held = await session.execute(select(*(getattr(Region, name) for name in _COLUMNS)))
    known = {row.code: tuple(row) for row in held}
    rows = {row.code: _values(row) for row in nation.rows}
    changed = [_row(values) for code, values in rows.items() if known.get(code) != values]
    over = [code for code in known.keys() - rows.keys() if known[code][-1] is None]
    return (
        (insert(Region), [row for row in changed if row["code"] not in known]),
        (update(Region), [row for row in changed if row["code"] in known]),
        (update(Region), [{"code": code, "retired_at": nation.since} for code in sorted(over)]),
    )


async def _is_held_after(session: AsyncSession, moment: datetime) -> bool:
    """Tell whether the regions are those of a later day."""
    later = select(Edition.id).where(Edition.since > moment).limit(1)
    return await session.scalar(later) is not None


async def _write(session: AsyncSession, work: Work, total: int, progress: Progress | None) -> None:
    done = 0
    for statement, rows in work:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            await session.execute(statement, chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, total)


def _values(region: RegionRow) -> tuple[Any, ...]:
    """Return a region as the table holds it: its own fields, how it is looked for, not retired."""
    return (*region, (bare if region.level == REGENCY else normalise)(region.name), None)


def _row(values: tuple[Any, ...]) -> Row:
    return dict(zip(_COLUMNS, values, strict=True))
