"""What Telegram itself writes into a chat (a pin, a gift, a boost) is silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.handlers.service_messages import SERVICE
from bot.models import Draft, HandledUpdate
from tests.faults.bot_api import recorded
from tests.stories.raw_message import sends

if TYPE_CHECKING:
    from tests.world import World

WORDS = "Sampah menumpuk di RT 03"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: nothing of it is kept."""
    return sqlite_url


def _kinds() -> dict[str, Any]:
    """Return every service message that there is: the field, and the least that it holds."""
    api = recorded()
    kinds = {field.name: field.kind for field in api.objects["Message"] if field.name in SERVICE}
    assert api.service <= set(kinds)
    return {name: api.right(kind) for name, kind in kinds.items()} | {"user_shared": {"id": 5}}


async def test_they_are_silence(world: World) -> None:
    """Whoever they come from, in a private chat and in a group: no answer, no draft, no error."""
    neighbour, officer = await world.enrol("Sari"), await world.enrol("Andi", "officer")
    people = [neighbour, officer, world.telegram.person("Orang lewat")]
    group = world.telegram.group("Warga RW 02", people)
    await world.settle()
    heard = {person.name: len(person.inbox) for person in people}
    handled = await world.count(HandledUpdate)
    with capture_logs() as logs:
        for name, content in _kinds().items():
            for person in people:
                sends(person, **{name: content})
                sends(person, group, **{name: content})
            await world.takes()
        await world.settle()
    assert {person.name: len(person.inbox) for person in people} == heard
    assert group.from_bot == []
    assert await world.count(Draft) == 0
    assert await world.count(HandledUpdate) == handled
    assert [entry for entry in logs if entry["log_level"] in {"warning", "error", "critical"}] == []


async def test_words_beside_them_are_read(world: World) -> None:
    """A message that has words too is a message: of no kind are they lost."""
    neighbour = await world.enrol("Sari")
    for number, (name, content) in enumerate(_kinds().items()):
        sends(neighbour, **{name: content, "text": f"{WORDS} no.{number:04d}"})
    await world.takes()
    texts = sorted(draft.text for draft in await world.all(Draft))
    assert texts == [f"{WORDS} no.{number:04d}" for number in range(len(_kinds()))]


async def test_they_answer_no_question(world: World) -> None:
    """Between /darurat and the words that it asks for a message is pinned: the words still page."""
    neighbour, officer = await world.enrol("Sari"), await world.enrol("Andi", "officer")
    neighbour.writes("/darurat")
    sends(neighbour, pinned_message={"message_id": 1, "date": 0, "chat": neighbour.chat.raw})
    neighbour.writes("rampok bawa parang")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
