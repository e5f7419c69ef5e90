"""A row that makes our own work fail holds up nobody else's, and is tried again later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import structlog
from sqlalchemy import update

from bot.models import Alert, AlertEvent, Delivery, Draft, Member, RetentionRun
from bot.services.alerts import unreachable_contacts
from bot.services.digests import changed_hours
from bot.services.operations import clock_rollback, retention
from tests.world import EVENING, NEIGHBOUR_VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from types import ModuleType

    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what holds up whom is the same on both."""
    return sqlite_url


@pytest.fixture
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


async def _people(world: World) -> tuple[Person, Person, Person, Person]:
    return (
        await world.enrol("Bripka Ilham", "officer"),
        await world.enrol("Bripda Sari", "deputy"),
        await world.enrol("Aipda Beddu", "officer", NEIGHBOUR_VILLAGE),
        await world.enrol("Daeng Naba"),
    )


async def _fails(*_: object, **__: object) -> None:
    raise KeyError(FIRE)


async def _policy(world: World, policy: dict[str, Any] | None = None) -> dict[str, Any]:
    """Break what the first alert follows, or put it back; return what it was."""
    alert = (await world.all(Alert))[0]
    before = dict(alert.policy)
    async with world.app.database.writing() as session:
        broken = policy or before | {"steps": None}
        await session.execute(update(Alert).where(Alert.id == alert.id).values(policy=broken))
    return before


async def test_one_message_that_cannot_be_settled_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, logged: list[MutableMapping[str, Any]]
) -> None:
    """The page comes back and who is next cannot be found out; the neighbours' page is settled."""
    officer, deputy, other, neighbour = await _people(world)
    second = await world.enrol("Daeng Te'ne", region=NEIGHBOUR_VILLAGE)
    for one in (neighbour, second):
        await world.writes(one, FIRE)
    officer.deactivates()
    with monkeypatch.context() as broken:
        broken.setattr(unreachable_contacts, "page_failed", _fails)
        for one in (neighbour, second):
            one.presses("Masih, kirim")
        await world.settle()
        await world.outage(minutes=1)
        assert world.pages_to(other)
        assert not world.pages_to(deputy)
        assert await world.count(Delivery, Delivery.status == "leased") == 0
        (failed,) = [one for one in logged if one["event"] == "settlement_failed"]
        assert failed["kind"] == "page"
    await world.outage(minutes=3)
    assert len(world.pages_to(deputy)) == 1
    assert await world.count(AlertEvent, AlertEvent.kind == "undelivered") == 1


async def test_one_alert_that_cannot_go_on_holds_up_no_other(
    world: World, logged: list[MutableMapping[str, Any]]
) -> None:
    """Its step is tried again, each time later, and told of once; mended, it goes on."""
    officer, deputy, other, neighbour = await _people(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    policy = await _policy(world)
    second = await world.enrol("Daeng Te'ne", region=NEIGHBOUR_VILLAGE)
    await world.outage(minutes=6)
    for _ in range(20):
        await world.outage(seconds=1)
    await world.report(second, FIRE, "Masih, kirim")
    assert world.pages_to(other)
    failed = [one for one in logged if one["event"] == "job_failed"]
    assert [one["job"] for one in failed] == ["escalation"]
    await _policy(world, policy)
    await world.outage(minutes=11)
    assert (await world.all(Alert))[0].position > 1
    assert len(world.pages_to(officer)) + len(world.pages_to(deputy)) > 1


@pytest.mark.parametrize(
    ("module", "name"), [(clock_rollback, "set_back"), (changed_hours, "follow_config")]
)
async def test_what_fails_at_the_beginning_of_a_beat_holds_up_no_alert(
    world: World, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    """The clock was put back, or the hours are looked at, and that fails: reminders still come."""
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, FIRE)
    monkeypatch.setattr(module, name, _fails)
    await world.outage(seconds=-30)
    await world.outage(minutes=10)
    assert await world.count(Draft, Draft.reminded > 0) == 1
    assert await world.count(Member) == 1


async def test_the_first_chore_of_a_cleaning_that_fails_is_told_of_once(
    world: World, monkeypatch: pytest.MonkeyPatch, logged: list[MutableMapping[str, Any]]
) -> None:
    """It rests, each time longer, and the chores after it are finished all the same."""
    (first, _), *others = retention.CHORES
    monkeypatch.setattr(retention, "CHORES", ((first, _fails), *others))
    await world.outage(hours=7)
    for _ in range(20):
        await world.outage(seconds=1)
    done = {one.chore for one in await world.all(RetentionRun) if one.finished_at > EVENING}
    assert done == {name for name, _ in others}
    failed = [one for one in logged if one["event"] == "job_failed"]
    assert [(one["job"], one["item"]) for one in failed] == [("retention", 0)]
