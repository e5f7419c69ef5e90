"""Whatever one update holds, the others are answered: wrong fields, and bytes that are no text."""

from __future__ import annotations

import itertools
from copy import deepcopy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete
from structlog.testing import capture_logs
from telegram import Update

from bot.handlers.service_messages import SERVICE
from bot.handlers.update_parser import parse_update
from bot.models import DeadLetter, Delivery, Draft
from tests.faults.bot_api import recorded
from tests.faults.update_fields import POISON, spoken, updates
from tests.intake import both_ways
from tests.world import EVENING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.person import Person
    from tests.faults.update_fields import Strange
    from tests.world import World

LATER = timedelta(minutes=11)  # the same words are a message of their own again
TOGETHER = 90  # strange updates between two plain messages: a batch has 100
SOME = 11  # every so many-th is a sample: no kind of update has this period
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = pytest.mark.both_databases


def drafts(person: Person) -> int:
    """Count the drafts that somebody was shown."""
    return sum("Kirim" in " ".join(message.buttons) for message in person.inbox)


def test_no_field_of_the_record_is_left_out() -> None:
    """Every field that an update can hold is among those that are tried, and there are many."""
    strange, api = updates(), recorded()
    tried = {one.about for one in strange}
    assert len(strange) > 2_000
    for kind, fields in api.objects.items():
        assert {field.name for field in fields} <= {name for one, name in tried if one == kind}
    assert api.service <= SERVICE


@pytest.mark.parametrize("styled", [False, True])
def test_a_part_that_cannot_be_read_costs_no_word(styled: bool) -> None:  # noqa: FBT001
    """A nested poll lacks a key, an entity is a number: the library gives up, the words count."""
    refused = 0
    for one in spoken():
        if one.words:
            message = dict(one.content["message"])
            if styled and "rich_message" not in message:
                message["rich_message"] = {"blocks": [{"type": "pre", "text": message.pop("text")}]}
            raw = {"update_id": 1, "message": message}
            incoming = parse_update(raw, EVENING)
            assert incoming is not None, one
            assert incoming.text == one.words, one
            refused += _refuses(raw)
    assert refused > 400  # so it would be noticed if one read by the library again


def _refuses(raw: dict[str, Any]) -> bool:
    try:
        Update.de_json(deepcopy(raw), None)
    except Exception:  # noqa: BLE001 - whatever it cannot read
        return True
    return False


@both_ways
@on_sqlite
async def test_poison_stops_nobody(world: World) -> None:
    """A client sends nonsense, a stranger's and a neighbour's; who writes behind it is answered."""
    ani = await world.enrol("Ani")
    for number, (name, content) in enumerate(POISON.items(), 1):
        world.telegram.updates.add_raw(777, content)
        ani.writes("ada sampah di jalan")
        world.telegram.updates.add_raw(ani.id, content)
        ani.writes("lampu jalan mati")
        await world.settle()
        assert drafts(ani) == 2 * number, name
        world.clock.advance(LATER)
        assert not world.telegram.pending, name


@on_sqlite
async def test_every_field_wrong_once(world: World) -> None:
    """Of a neighbour who is enrolled: nobody is held up, nothing fails, and no word is lost.

    What she is answered is not sent: two thousand cards would be a test of load.
    """
    strange = updates()
    ani, sari = await world.enrol("Ani"), await world.enrol("Sari")
    with capture_logs() as logs:
        await feed(world, ani, [(one.wire(sari.id), one) for one in strange], unsent=sari)
    assert [entry for entry in logs if entry["log_level"] in {"error", "critical"}] == []
    assert await world.count(DeadLetter) == 0
    kept = "\n".join([draft.text for draft in await world.all(Draft)])
    assert [one for one in strange if one.words not in kept] == []


@pytest.mark.parametrize(
    ("database_url", "intake"),
    [("sqlite", "webhook"), ("postgresql", "polling")],
    indirect=["database_url"],
)
async def test_whoever_sends_them(world: World) -> None:
    """A stranger, a neighbour, an officer, and people in a group, by turns: the same."""
    ani, sari = await world.enrol("Ani"), await world.enrol("Sari")
    officer, stranger = await world.enrol("Andi", "officer"), world.telegram.person("Lain")
    stranger.started = True  # what is sent in their name has opened their chat
    group = world.telegram.group("Warga RW 02", [sari, officer])
    people = [person.id for person in (stranger, sari, officer)]
    senders = list(itertools.product(people, (None, group.id)))
    sent = [
        (one.wire(*sender), one)
        for one, sender in zip(updates()[::SOME], itertools.cycle(senders), strict=False)
    ]
    with capture_logs() as logs:
        await feed(world, ani, sent)
    assert [entry for entry in logs if entry["log_level"] in {"error", "critical"}] == []
    assert group.from_bot == []
    sari.writes("lampu jalan mati")
    await world.settle()
    assert "lampu jalan mati" in sari.last.text


async def feed(
    world: World,
    ani: Person,
    strange: Sequence[tuple[bytes, Strange]],
    unsent: Person | None = None,
) -> None:
    """Send them all; after each lot Ani is answered. What ``unsent`` is owed is dropped."""
    dropped = -1 if unsent is None else await world.member_id(unsent)
    for begin in range(0, len(strange), TOGETHER):
        before, lot = drafts(ani), strange[begin : begin + TOGETHER]
        for content, _ in lot:
            world.telegram.updates.add_raw(ani.id, content)
        ani.writes("ada sampah di jalan")
        await world.takes()
        async with world.app.database.writing() as session:
            await session.execute(delete(Delivery).where(Delivery.recipient_id == dropped))
        await world.settle()
        assert not world.telegram.pending
        assert drafts(ani) == before + 1, [one for _, one in lot]
        world.clock.advance(LATER)
