"""Conditions on codes of regions, however many regions somebody has."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.models import Database, Region
from bot.places.data import DISTRICT, VILLAGE
from bot.places.region_filters import inside, lies_in, outermost
from bot.services.digests import place_queries
from tests import query_plans

pytestmark = [pytest.mark.nation, pytest.mark.both_databases]


@pytest.mark.parametrize("most", [3, 1500])
async def test_what_lies_in_many_districts(database_url: str, most: int) -> None:
    """Fifteen hundred districts are more than a database reads as ranges: it is counted right."""
    database = Database(database_url)
    async with database.reading() as session:
        districts = select(Region.code).where(Region.level == DISTRICT).order_by(Region.code)
        codes = list(await session.scalars(districts.limit(most)))
        villages = select(func.count()).where(Region.level == VILLAGE)
        counted = await session.scalar(villages.where(Region.parent_code.in_(codes)))
        found = await session.scalar(villages.where(inside(Region.code, codes)))
        lying = await session.scalar(villages.where(lies_in(Region.code, codes)))
    await database.close()
    assert counted == found == lying


def test_the_outermost_of_thousands() -> None:
    """What lies in another is left out; a code that only begins alike is not in it."""
    codes = [f"73.{n:02}.{m:02}" for n in range(60) for m in range(99)]
    others = [code for code in codes if not code.startswith("73.01.")]
    assert outermost([*codes, "73.01", "73.01.01.1001"]) == sorted([*others, "73.01"])


async def test_places_beside_no_others_are_found_by_an_index(sqlite_url: str) -> None:
    """Of the nation's 91,599 regions one village's digest reads its own, not each of them."""
    (plan,) = await query_plans.of(
        sqlite_url,
        lambda session: place_queries.unlisted(session, ["73.71.09.1001"], []),
        asked_with="SELECT",
    )
    assert [step for step in plan if step.startswith("SCAN")] == []
