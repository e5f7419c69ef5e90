"""A week is made once: by a key of its words and one of its picture, whatever cuts it short."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.models import Delivery, Digest, Member, MemberGrant, new_id
from bot.services.digests import changed_hours, digest_schedule
from bot.settings import load_config
from tests.figures.country import REGENCIES, VILLAGES, opened

if TYPE_CHECKING:
    from bot.models import Database

pytestmark = pytest.mark.both_databases
MONDAY = datetime(2026, 11, 29, 23, 0, tzinfo=UTC)  # Monday, 07.00 in Makassar
CONFIG = load_config()


class _Killed(Exception):
    """The process ends before the commit."""


async def _coordinator(database: Database, **columns: object) -> int:
    async with database.writing() as session:
        member = Member(id=new_id(), language="id", created_at=MONDAY, **columns)
        session.add(member)
        await session.flush()
        post = {"role": "coordinator", "region_code": REGENCIES[1], "granted_at": MONDAY}
        session.add(MemberGrant(id=new_id(), member_id=member.id, **post))
        return member.id


async def _make(database: Database, member: int, *, killed: bool = False) -> None:
    async with database.writing() as session:
        await digest_schedule.make_weekly(session, member, MONDAY, CONFIG)
        await session.flush()
        if killed:
            raise _Killed


async def _owed(database: Database) -> list[str]:
    async with database.reading() as session:
        kinds = (await session.scalars(select(Delivery.kind))).all()
        digests = (await session.scalars(select(Digest.kind))).all()
    return sorted([*kinds, *digests])


async def test_a_kill_in_the_middle_neither_loses_nor_doubles_it(blank_url: str) -> None:
    """Cut short it is due still; then it is made, and however often one tries, once."""
    async with opened(blank_url) as database:
        member = await _coordinator(database, next_weekly_at=MONDAY)
        with pytest.raises(_Killed):
            await _make(database, member, killed=True)
        assert await _owed(database) == []
        for _ in range(3):
            await _make(database, member)
        assert await _owed(database) == ["digest", "summary_picture", "weekly"]
        async with database.writing() as session:  # as if the clock had been put back
            (await session.get_one(Member, member)).next_weekly_at = MONDAY
        await _make(database, member)
        assert await _owed(database) == ["digest", "summary_picture", "weekly"]


async def test_who_had_none_before_an_upgrade_has_the_first_after_it(blank_url: str) -> None:
    """Nobody who did without, and nobody twice; the post of a neighbour brings none."""
    async with opened(blank_url) as database:
        member = await _coordinator(database)
        off = await _coordinator(database, weekly_stopped=True)
        async with database.writing() as session:
            assert await changed_hours.follow_config(session, MONDAY, CONFIG) == 1
        async with database.writing() as session:
            assert await changed_hours.follow_config(session, MONDAY, CONFIG) == 0
        async with database.reading() as session:
            found = await session.get_one(Member, member)
            assert found.next_weekly_at == MONDAY + timedelta(days=7)
            assert found.next_daily_at is None
            assert (await session.get_one(Member, off)).next_weekly_at is None


async def test_a_start_leaves_it_by_the_clocks_by_which_it_comes(blank_url: str) -> None:
    """Who plans for Makassar and is a cadre in Jakarta has the week of Makassar, at its hour."""
    async with opened(blank_url) as database:
        member = await _coordinator(database, next_weekly_at=MONDAY)
        async with database.writing() as session:
            post = {"role": "cadre", "region_code": VILLAGES[0], "granted_at": MONDAY}
            session.add(MemberGrant(id=new_id(), member_id=member, **post))
        an_hour_before = MONDAY - timedelta(hours=1)
        async with database.writing() as session:
            await changed_hours.follow_config(session, an_hour_before, CONFIG)
        async with database.reading() as session:
            assert (await session.get_one(Member, member)).next_weekly_at == MONDAY
