"""Whatever one update holds, the others are answered: wrong fields, and bytes that are no text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.faults.update_fields import updates

if TYPE_CHECKING:
    from bot.demo.people import Person
    from tests.world import World

POISON = {
    "bytes that are no UTF-8": b'"callback_query":{"id":"1","from":{"id":777},"data":"\xff\xfe"}',
    "half a surrogate pair": b'"message":{"text":"\\ud83d","chat":{"id":777},"from":{"id":777}}',
    "a message id of text": b'"message":{"message_id":"x","date":1,"text":"a",'
    b'"chat":{"id":777,"type":"private"},"from":{"id":777,"is_bot":false,"first_name":"L"}}',
    "nested too deep": b'"message":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a number without end": b'"message":{"message_id":' + b"9" * 5000 + b"}",
    "no JSON": b'"message":{"text":nonsense}',
    "a control character": b'"message":{"text":"\x01"}',
}
TOGETHER = 50  # strange updates between two plain messages: a batch has 100


def drafts(person: Person) -> int:
    """Count the drafts that somebody was shown."""
    return sum("Kirim" in " ".join(message.buttons) for message in person.inbox)


@pytest.mark.parametrize("name", POISON)
async def test_poison_stops_nobody(world: World, name: str) -> None:
    """A stranger's client sends nonsense; the neighbour's words right behind it get their draft."""
    ani = await world.enrol("Ani")
    world.telegram.updates.add_raw(777, POISON[name])
    ani.writes("ada sampah di jalan")
    world.telegram.updates.add_raw(ani.id, POISON[name])
    ani.writes("lampu jalan mati")
    await world.settle()
    assert drafts(ani) == 2
    assert not world.telegram.pending


async def test_every_field_wrong_once(world: World) -> None:
    """1,400 updates and more, of a stranger's; a plain message after each lot."""
    ani = await world.enrol("Ani")
    stranger = world.telegram.person("Lain")
    strange = list(updates())
    assert len(strange) >= 1_400
    await feed(world, ani, stranger.id, strange)


async def feed(world: World, ani: Person, sender: int, strange: list[dict[str, object]]) -> None:
    """Send them all in the name of ``sender``; after each lot Ani is answered."""
    for begin in range(0, len(strange), TOGETHER):
        before = drafts(ani)
        for update in strange[begin : begin + TOGETHER]:
            content = json.dumps(update).replace("777", str(sender))[1:-1].encode()
            world.telegram.updates.add_raw(sender, content)
        ani.writes("ada sampah di jalan")
        await world.takes()
        while world.telegram.pending:
            await world.takes()
        await world.app.sender.drain()
        assert drafts(ani) > before, strange[begin : begin + TOGETHER]
        world.clock.at = world.clock.at.replace(microsecond=0)
