"""Statements about regions that are written once find what those do that are written each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import literal, select

from bot.models import Region
from bot.places import region_statements
from bot.places.data import VILLAGE
from bot.places.region_filters import EVERYWHERE, inside
from tests.figures.country import DISTRICTS, PROVINCES, VILLAGES, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from bot.places.region_statements import Inside

pytestmark = [pytest.mark.nation, pytest.mark.both_databases]
ASKED: tuple[Sequence[str], ...] = (
    *([], [PROVINCES[0]], [PROVINCES[1]], [VILLAGES[0]], VILLAGES[:3], DISTRICTS[:2]),
    *([DISTRICTS[0], VILLAGES[-1]], [*DISTRICTS, *PROVINCES] * 3, [EVERYWHERE], ["99"]),
)


def _written(here: Inside) -> Select[str]:
    _written_for.append(1)
    return select(Region.code).where(here(Region.code)).order_by(Region.code)


_written_for: list[int] = []


async def test_they_find_the_same_for_any_regions(blank_url: str) -> None:
    """Of none, of one of each level, of several, of more than are kept, and of all."""
    async with opened(blank_url) as database, database.reading() as session:
        for codes in ASKED:
            found = await region_statements.execute(session, _written, codes)
            anew = select(Region.code).where(inside(Region.code, codes)).order_by(Region.code)
            assert list(found) == list(await session.execute(anew)), codes


def _with_constants(here: Inside) -> Select[str, str, int]:
    named = Region.name.not_in(["50% :x", literal("D'ara"), "back\\slash"])
    said = literal("50% :x, D'ara, back\\slash").label("said"), literal(-7).label("number")
    return select(Region.code, *said).where(
        here(Region.code), named, Region.level.in_([VILLAGE, -VILLAGE])
    )


async def test_what_is_always_the_same_is_written_as_it_is(blank_url: str) -> None:
    """Texts with each sign that means something to a database, and numbers."""
    async with opened(blank_url) as database, database.reading() as session:
        found = await region_statements.execute(session, _with_constants, DISTRICTS[:1])
    said = "50% :x, D'ara, back\\slash"
    assert {tuple(row) for row in found} >= {(code, said, -7) for code in VILLAGES[:2]}


async def test_one_is_written_once_for_as_many_regions(blank_url: str) -> None:
    """Of the third province no other statement is written than of the first."""
    async with opened(blank_url) as database, database.reading() as session:
        await region_statements.execute(session, _written, PROVINCES[:1])
        before = len(_written_for)
        for code in PROVINCES:
            await region_statements.execute(session, _written, [code])
        assert len(_written_for) == before
