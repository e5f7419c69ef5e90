"""What was on its way when a case was closed: it says what is true when it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Incident
from tests.stories.test_silent_hours import sounds

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


async def _in_hand(world: World) -> tuple[Person, Person, Message]:
    """Let a neighbour report, and an officer have it; return both, and the officer's card."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await world.presses(officer, "Saya tangani")
    return officer, neighbour, officer.last


async def _closes(world: World, officer: Person, card: Message) -> None:
    """Let the officer close it, before anything that is owed has left."""
    officer.presses("Selesai", card)
    await world.settle()
    officer.presses("Tertangani", card)
    await world.settle()
    assert (await world.all(Incident))[0].status == "closed"


async def test_a_question_that_leaves_after_the_end_takes_no_answer(world: World) -> None:
    """The officer writes a last word and closes at once: it is read, and nobody is asked."""
    officer, neighbour, card = await _in_hand(world)
    officer.presses("Selesai", card)
    await world.settle()
    officer.writes("Api sudah padam, terima kasih", reply_to=card)
    officer.presses("Tertangani", card)
    await world.settle()
    (said,) = await world.sent(neighbour, "reporter_question")
    assert "Api sudah padam, terima kasih" in said.text
    assert "bertanya" not in said.text
    assert "tidak perlu dijawab" in said.text
    assert said.buttons == []


async def test_that_a_conversation_ended_is_not_told_after_the_case(world: World) -> None:
    """The case goes on no more: it ended with it."""
    officer, neighbour, card = await _in_hand(world)
    officer.writes("Rumah nomor berapa?", reply_to=card)
    await world.settle()
    (question,) = await world.sent(neighbour, "reporter_question")
    officer.presses("Selesai", card)
    await world.settle()
    neighbour.presses("Berhenti", question)
    officer.presses("Tertangani", card)
    await world.settle()
    assert not [one for one in officer.inbox if "Laporan tetap berjalan" in one.text]


async def test_what_was_added_before_the_end_is_heard_by_who_closed_it(world: World) -> None:
    """It was held back for a minute, and they closed it meanwhile: it says so, with a sound."""
    officer, neighbour, card = await _in_hand(world)
    receipt = neighbour.last
    neighbour.writes("apinya makin besar", reply_to=receipt)
    await world.settle()
    neighbour.writes("masih ada anak di dalam", reply_to=receipt)
    await world.settle()
    card = next(one for one in reversed(officer.inbox) if "Selesai" in one.buttons)
    await _closes(world, officer, card)
    await world.passes(minutes=2)
    assert "sebelum ditutup ada tambahan dari pelapor" in officer.last.text
    assert "masih ada anak di dalam" in officer.last.text
    assert "Buka lagi" in officer.last.buttons
    assert sounds(world, officer, "sebelum ditutup") == [True]
