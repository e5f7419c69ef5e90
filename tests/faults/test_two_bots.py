"""Two bots on one database: whatever meets, it is as if one had come after the other."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot import outbox
from bot.models import (
    Alert,
    AlertEvent,
    DeadLetter,
    Delivery,
    DeliveryStatus,
    Draft,
    Incident,
    Lane,
    Member,
    Report,
)
from bot.services.alerts import alert_actions, lifecycle
from bot.services.alerts.alert_actions import AlertPress
from bot.services.intake import submission
from bot.services.people import reachability
from bot.services.reports import draft_lookup
from tests.faults.meeting import Meeting
from tests.world import DISTRICT, World, open_world, opened_again

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.standin.person import Person

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"
STEP = timedelta(minutes=5)
ALERTS = 6


@pytest.fixture
async def world(data: Path, postgres_url: str, fast_limits: Path) -> AsyncIterator[World]:
    """The first bot, on PostgreSQL: SQLite lets one write at a time."""
    async with open_world(data, config_overlay=fast_limits, database_url=postgres_url) as opened:
        yield opened


@pytest.fixture
async def other(world: World) -> AsyncIterator[World]:
    """The second, on the same database, with the same Telegram."""
    async with opened_again(world, world.url) as opened:
        yield opened


async def _alerted(world: World) -> tuple[Person, Person, Alert]:
    """An officer who was paged, a deputy who is next, and their alert, whose step is due."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await world.report(await world.enrol("Daeng Naba"), FIRE, "Masih, kirim")
    world.clock.advance(STEP)
    (alert,) = await world.all(Alert)
    return officer, deputy, alert


async def _now(world: World) -> Alert:
    (alert,) = await world.all(Alert)
    assert isinstance(alert, Alert)
    return alert


async def _brought(world: World) -> list[dict[str, Any]]:
    """Return the updates as both bots are brought them: nothing is confirmed yet."""
    brought: list[dict[str, Any]] = await world.app.client.call("getUpdates", {"timeout": 0})
    return brought


async def _step(world: World, session: AsyncSession, alert: Alert) -> None:
    await lifecycle.process_due(session, alert.id, world.clock.now(), world.app.config)


async def _member(world: World, person: Person) -> Member:
    fingerprint = world.app.vault.fingerprint(person.id)
    (member,) = await world.all(Member, Member.fingerprint == fingerprint)
    assert isinstance(member, Member)
    return member


async def test_a_press_meets_the_next_step(world: World, other: World) -> None:
    """The step comes first, by a hair: the deputy is paged, and then the officer has accepted."""
    officer, deputy, alert = await _alerted(world)
    officer.presses("Saya tangani")
    meeting = Meeting(world.app.database)
    await meeting.of(lambda session: _step(world, session, alert), other.takes())
    await other.settle()
    now = await _now(world)
    assert (now.status, now.position, now.run) == ("acknowledged", 2, 1)
    assert len(await world.sent(deputy, "page")) == 1
    assert "DITANGANI" in deputy.last.text
    assert await world.count(AlertEvent, AlertEvent.kind == "paged") == 2


async def test_the_next_step_meets_a_press(world: World, other: World) -> None:
    """The press comes first, by a hair: nobody else is paged."""
    officer, deputy, alert = await _alerted(world)
    press = AlertPress(by=(await _member(world, officer)).id, office=None, run=1)

    async def accepts(session: AsyncSession) -> None:
        loaded = await lifecycle.load(session, alert.id)
        assert loaded is not None
        await alert_actions.acknowledge(session, loaded, press, now=world.clock.now())

    await Meeting(world.app.database).of(accepts, other.app.ticker.tick())
    await other.settle()
    now = await _now(world)
    assert (now.status, now.position, now.holder_id) == ("acknowledged", 1, press.by)
    assert await world.sent(deputy, "page") == []


async def test_two_tickers_take_each_step_once(world: World, other: World) -> None:
    """Six alerts are due, and both bots see it: each climbs one step, each deputy's page is one."""
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    for number in range(ALERTS):
        await world.report(neighbour, FIRE.replace("03", f"1{number}"), "Masih, kirim")
    world.clock.advance(STEP)
    await asyncio.gather(world.app.ticker.tick(), other.app.ticker.tick())
    await world.settle()
    assert await world.count(Alert, Alert.position == 2) == ALERTS
    assert len(world.pages_to(deputy)) == ALERTS


async def test_two_officers_accept_in_the_same_moment(world: World, other: World) -> None:
    """One holds it; the other's card says who, and nothing of the first answer is undone."""
    officer, deputy, alert = await _alerted(world)
    await world.tick()
    member = await _member(world, deputy)
    press = AlertPress(by=member.id, office=None, run=1)
    officer.presses("Saya tangani")

    async def accepts(session: AsyncSession) -> None:
        loaded = await lifecycle.load(session, alert.id)
        assert loaded is not None
        await alert_actions.acknowledge(session, loaded, press, now=world.clock.now())

    await Meeting(world.app.database).of(accepts, other.takes())
    await other.settle()
    assert (await _now(world)).holder_id == member.id
    assert await world.count(AlertEvent, AlertEvent.kind == "acknowledged") == 1
    assert "DITANGANI" in world.pages_to(officer)[-1].text


async def test_an_update_that_both_are_brought_is_done_once(world: World, other: World) -> None:
    """Telegram brings it twice at the same time: one draft, and no dead letter."""
    person = await world.enrol("Ani")
    await _brought(world)
    person.writes(NOISE)
    brought = await _brought(world)
    await asyncio.gather(world.app.edge.take(brought), other.app.edge.take(brought))
    await world.settle()
    assert (await world.count(Draft), await world.count(DeadLetter)) == (1, 0)


async def test_two_presses_on_the_consent_make_one_member(world: World, other: World) -> None:
    """The key that makes a person one is taken twice at once: the second look finds the member."""
    person = world.telegram.person("Ani")
    person.writes(NOISE)
    await world.settle()
    person.presses("Setuju")
    person.presses("Setuju")
    first, second = await _brought(world)
    await asyncio.gather(world.app.edge.take([first]), other.app.edge.take([second]))
    await world.settle()
    assert (await world.count(Member), await world.count(DeadLetter)) == (1, 0)
    assert await world.count(Draft) == 1


async def test_a_step_whose_pages_all_come_back_at_once(world: World, other: World) -> None:
    """Each sender knows of one page that failed, and hopes for the other's: the chief hears now."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _alerted(world)
    await world.app.ticker.tick()
    pages = await world.all(Delivery, Delivery.kind == "page", Delivery.status == "queued")
    assert len(pages) == 2

    async def fails(bot: World, page: Delivery, session: AsyncSession) -> None:
        failed = outbox.Settlement(page.id, DeliveryStatus.FAILED, error="Forbidden")
        now = bot.clock.now()
        await outbox.settle(session, [failed], now=now)
        await reachability.undelivered(session, page, gone=True, config=bot.app.config, now=now)

    await Meeting(world.app.database).of(
        lambda session: fails(world, pages[0], session),
        other.app.database.transact(lambda session: fails(other, pages[1], session)),
    )
    await world.settle()
    assert len(world.pages_to(chief)) == 1


async def test_somebody_is_enrolled_while_an_alert_finds_nobody(world: World, other: World) -> None:
    """Neither transaction sees the other, and yet the new officer is paged at once."""
    neighbour = await world.enrol("Daeng Naba")
    officer = await world.enrol("Bripka Ilham")
    code = await world.invite("officer", "73.71.09.1001")
    neighbour.writes(FIRE)
    await world.settle()
    neighbour.presses("Masih, kirim")
    (sends,) = await _brought(world)
    officer.writes(f"/start {code}")
    await asyncio.gather(
        world.app.edge.take([sends]), other.app.edge.take((await _brought(world))[1:])
    )
    await world.settle()
    assert len(world.pages_to(officer)) == 1


async def test_two_neighbours_send_in_the_same_moment(world: World, other: World) -> None:
    """Neither transaction sees the other's fire, and yet it is one, with one page."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.writes(first, FIRE)
    await world.writes(second, "kebakaran di RT 3, tolong")
    member = await _member(world, first)
    second.presses("Masih, kirim")

    async def sends(session: AsyncSession) -> None:
        wanted = select(Draft).where(Draft.member_id == member.id).options(*draft_lookup.LOADED)
        draft = (await session.scalars(wanted)).one()
        config, vault, now = world.app.config, world.app.vault, world.clock.now()
        await submission.send(session, draft, ongoing=True, config=config, vault=vault, now=now)

    meeting = Meeting(world.app.database)
    await meeting.of(sends, other.takes())
    await other.settle()
    assert meeting.tries == 2  # the other one was first
    assert await world.count(Incident) == await world.count(Alert) == 1
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Report) == 2


async def test_two_senders_never_lease_the_same(world: World, other: World) -> None:
    """The second takes what is left while the first has not committed, and waits for nobody."""
    member = await _member(world, await world.enrol("Ani"))
    now = world.clock.now()
    async with world.app.database.writing() as session:
        for _ in range(10):
            outbox.promise(session, "help", member.id, now=now)
    lanes = tuple(Lane)
    async with world.app.database.claiming() as session:
        first = await outbox.lease(session, "one", now=now, limit=6, lanes=lanes)
        async with other.app.database.claiming() as second_session:
            second = await outbox.lease(second_session, "two", now=now, limit=6, lanes=lanes)
    assert (len(first), len(second)) == (6, 4)
    assert {one.id for one in first}.isdisjoint(one.id for one in second)
    assert await world.count(Delivery, Delivery.leased_by == "two") == 4
