"""What a batch of digests reads: each what its reader may, in as many statements for all."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.domain.access import Grant
from bot.domain.category import ALL_IS_WELL
from bot.domain.figures import Change, Span
from bot.models import (
    Alert,
    Delivery,
    Incident,
    Member,
    MemberGrant,
    Region,
    Situation,
    Succession,
    new_id,
)
from bot.services.alerts import alert_access, case_lists, open_cases, paging
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import daily_digest
from bot.services.digests.digest_reading import DigestScope
from bot.settings import load_config
from tests.figures.country import DISTRICTS, ENDED, REGENCIES, VILLAGES, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Database

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
DAY = Span(NOW - timedelta(days=1), NOW)
CONFIG = load_config()
HERE, BESIDE = VILLAGES[4], VILLAGES[5]
DISTRICT = DISTRICTS[2]
GONE = ENDED[1]
_NUMBERS = count(1)  # of tickets
ROLES = (
    *(("officer", HERE), ("deputy", BESIDE), ("supervisor", DISTRICT), ("unit:ppa", REGENCIES[1])),
    *(("village_head", HERE), ("cadre", HERE), ("forum", HERE), ("supervisor", REGENCIES[1])),
)


def _incident(kind: str, at: datetime, status: str, *, village: str = HERE) -> Incident:
    closed = status == "closed"
    return Incident(
        id=new_id(),
        ticket=f"KT-{next(_NUMBERS):06}",
        village_code=village,
        category=kind,
        severity="TINGGI" if kind == "kebakaran" else "RENDAH",
        status=status,
        outcome="handled" if closed else None,
        opened_at=at,
        closed_at=at + timedelta(hours=1) if closed else None,
    )


def _alert(incident: Incident, *, quiet: bool) -> Alert:
    policy = paging.policy_snapshot(incident, CONFIG)
    return Alert(
        id=new_id(),
        incident_id=incident.id,
        policy=policy,
        status=incident.status,
        quiet=quiet,
        started_at=incident.opened_at,
    )


async def _people(session: AsyncSession) -> list[CaseReader]:
    readers = []
    for role, region in ROLES:
        member = Member(id=new_id(), language="id", created_at=NOW)
        post = {"role": role, "region_code": region, "granted_at": NOW}
        session.add(member)
        session.add(MemberGrant(id=new_id(), member_id=member.id, **post))
        readers.append(CaseReader(member.id, [Grant(role, region)], CONFIG, NOW))
    await session.flush()
    return readers


async def _town(session: AsyncSession) -> list[CaseReader]:
    """Write of every category one of each state, new and old; tell supervisors of the hidden."""
    readers = await _people(session)
    old, new = NOW - timedelta(days=9), NOW - timedelta(hours=5)
    for code, category in CONFIG.categories.items():
        if code == ALL_IS_WELL:  # it calls nobody
            continue
        for at in (old, new):
            for status in ("recorded", "open", "acknowledged", "closed"):
                one = _incident(code, at, status, village=HERE if at == new else BESIDE)
                session.add(one)
                await session.flush()
                if status != "recorded":
                    session.add(_alert(one, quiet=at == old and status == "acknowledged"))
                if category.is_confidential and status in {"recorded", "open"}:
                    alerts = await session.scalar(
                        Alert.__table__.select().where(Alert.incident_id == one.id)
                    )
                    _told(session, readers, one, alerts)
    await session.flush()
    session.expunge_all()
    return readers


def _told(
    session: AsyncSession, readers: list[CaseReader], one: Incident, alert: int | None
) -> None:
    for reader in readers[2::5]:  # both supervisors
        session.add(
            Delivery(
                id=new_id(),
                kind="told" if alert is None else "page",
                subject_id=one.id if alert is None else alert,
                recipient_id=reader.member_id,
                lane=0,
                payload={},
                created_at=NOW,
                send_after=NOW,
            )
        )


async def test_of_many_readers_each_has_what_their_list_has(blank_url: str) -> None:
    """Of every category in every state, for each role: the very cases of /tugas, in its order."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            readers = await _town(session)
        async with database.reading() as session:
            found = await open_cases.by_member(session, readers)
            for reader in readers:
                alerts = await alert_access.open_alerts(session, reader.member_id, reader.grants)
                waits = await case_lists.waiting(session, reader, limit=10_000)
                listed = {one.incident_id for one in alerts}
                mine = [one.id for one in found[reader.member_id]]
                assert set(mine) == listed | {one.id for one in waits}
                assert mine[len(listed) :] == [one.id for one in waits]
    assert sum(map(bool, found.values())) > len(readers) // 2


@contextmanager
def _statements(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def _read(database: Database, scopes: dict[int, DigestScope]) -> int:
    """Return in how many statements these digests are read."""
    async with database.reading() as session:
        with _statements(database) as said:
            await daily_digest.build(session, scopes, CONFIG)
    return len(said)


async def test_more_readers_and_villages_ask_no_more(blank_url: str) -> None:
    """One village's officer, or eight readers over all there is: the same statements."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            readers = await _town(session)
            readers[0] = readers[0]._replace(grants=[Grant("officer", HERE)])
        both = readers[2]  # a supervisor: who may be called beside recipients
        few = {1: DigestScope(frozenset({DISTRICT}), DAY, both)}
        all_of_them = {
            number: DigestScope(frozenset({reader.grants[0].region}), DAY, reader)
            for number, reader in enumerate(readers)
        }
        assert await _read(database, all_of_them) <= await _read(database, few)


async def test_new_closed_and_the_same_days_before(blank_url: str) -> None:
    """Counted by hand; a village where all is well is another thing than a silent one."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            (officer, *_) = await _people(session)
            at, week = NOW - timedelta(hours=3), timedelta(days=7)
            session.add_all(
                [
                    _incident("balap_bising", at, "recorded"),
                    _incident("balap_bising", at, "closed"),
                    _incident("balap_bising", at - timedelta(days=2), "closed"),
                    _incident("balap_bising", at - week, "closed"),
                    _incident("kdrt_anak", at, "recorded", village=BESIDE),
                ]
            )
            late = _incident("balap_bising", at - timedelta(days=3), "closed")
            late.closed_at = at
            session.add(late)
            watch = {"created_at": at, "watch_date": at.date(), "on_watch": 2}
            session.add(Situation(id=new_id(), village_code=BESIDE, **watch))
        reader = officer._replace(grants=[Grant("officer", HERE), Grant("officer", BESIDE)])
        scope = DigestScope(frozenset({DISTRICT}), DAY, reader)
        async with database.reading() as session:
            content = (await daily_digest.build(session, {1: scope}, CONFIG))[1]
    assert (content.reported.now, content.reported.before) == (3, 1)
    assert (len(content.open), len(content.closed)) == (2, 2)
    assert [(day.reported, day.all_well) for day in content.days] == [(2, False), (1, True)]


async def test_what_a_decree_ended_is_counted_where_it_went(blank_url: str) -> None:
    """By its chief as before; by the officer of what came out of it, who opens what is theirs."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            (officer, _, _, _, _, _, _, chief) = await _people(session)
            at = NOW - timedelta(hours=3)
            over = _incident("balap_bising", at, "closed", village=GONE)
            before = _incident("balap_bising", at - timedelta(days=7), "closed", village=GONE)
            session.add_all([over, before, Succession(old_code=GONE, new_code=HERE, since=NOW)])
            watch = {"created_at": at, "watch_date": at.date(), "on_watch": 2}
            session.add(Situation(id=new_id(), village_code=GONE, **watch))
            expected = over.id
        scopes = {
            1: DigestScope(frozenset({REGENCIES[1]}), DAY, chief),
            2: DigestScope(frozenset({HERE}), DAY, officer),
            3: DigestScope(frozenset({BESIDE}), DAY, officer),
        }
        async with database.reading() as session:
            found = await daily_digest.build(session, scopes, CONFIG)
    assert [found[one].reported for one in scopes] == [Change(1, 1), Change(1, 1), Change()]
    assert [list(found[one].closed) for one in scopes] == [[expected], [], []]
    days = {one: {day.place.code: day for day in found[one].days} for one in scopes}
    assert [GONE in days[one] for one in scopes] == [True, True, False]
    assert (days[2][GONE].reported, days[2][GONE].all_well) == (1, True)
    assert (days[2][HERE].reported, days[2][HERE].all_well) == (0, False)


async def test_a_village_that_is_no_more_is_not_silent(blank_url: str) -> None:
    """Of one that a decree ended nothing is said where there is nothing to say."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            chief = (await _people(session))[7]
            session.add(_incident("balap_bising", NOW - timedelta(days=2), "closed", village=GONE))
        scope = DigestScope(frozenset({REGENCIES[1]}), DAY, chief)
        async with database.reading() as session:
            content = (await daily_digest.build(session, {1: scope}, CONFIG))[1]
    assert GONE not in {day.place.code for day in content.days}


async def test_no_region_is_too_large(blank_url: str) -> None:
    """Six hundred villages: read as one, none left out."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            readers = await _people(session)
            names = dict.fromkeys(("district", "regency", "province"), "Wilayah")
            session.add_all(
                Region(
                    code=f"{DISTRICT}.{number}",
                    level=4,
                    name=f"Desa {number}",
                    kind="desa",
                    parent_code=DISTRICT,
                    zone="Asia/Makassar",
                    search=f"desa{number}",
                    **names,
                )
                for number in range(2001, 2601)
            )
        scope = DigestScope(frozenset({DISTRICT}), DAY, readers[2])
        async with database.reading() as session:
            content = (await daily_digest.build(session, {1: scope}, CONFIG))[1]
    assert len(content.days) == 602
