"""One ``Setuju`` is enough for all that a newcomer wrote, and before it no word is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.models import Attachment, Delivery, Draft, Newcomer, Report
from bot.services.people.newcomers import KIND, MOST
from tests.stories.raw_message import bold, paragraph, styles
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

FIRE, MORE = "ada kebakaran di RT 03", "cepat pak, apinya besar!"
HERE = (-5.14, 119.44)  # degrees, in the village
RECEIVED = "✓ Anda sudah setuju. Pesan ini ikut kami terima."
LAMP = "lampu jalan mati di RT 09"


async def _cries(world: World, person: Person, photo: bytes) -> None:
    for sends in (
        partial(person.writes, "/darurat"),
        partial(person.writes, FIRE),
        partial(person.sends_photo, photo),
        partial(person.sends_location, *HERE),
    ):
        sends()
        await world.settle()


async def _is_one_emergency(world: World, officer: Person, text: str = FIRE) -> None:
    (report,) = await world.all(Report)
    assert (report.emergency, report.text) == (True, text)
    assert (report.lat, report.lon) == HERE
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Draft, Draft.status == "open") == 0


@pytest.mark.parametrize(
    "pressed",
    [
        0,
        pytest.param(1, marks=pytest.mark.both_databases),
        pytest.param(3, marks=pytest.mark.both_databases),
    ],
)
async def test_one_press_takes_all(world: World, photo: bytes, pressed: int) -> None:
    """``/darurat``, words, a photo, a place: one emergency, whichever card is pressed."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await _cries(world, person, photo)
    whole, *short = person.inbox
    assert all(len(card.text.splitlines()) <= 2 for card in short)
    assert all(card.buttons == whole.buttons for card in short)
    assert "Satu kali Setuju cukup" in short[0].text
    person.presses("Setuju", person.inbox[pressed])
    await world.settle()
    assert [card for card in (whole, *short) if "Setuju" in card.buttons] == []
    await world.writes(person, VILLAGE)
    await _is_one_emergency(world, officer)


@pytest.mark.both_databases
async def test_no_word_is_kept_before(world: World, photo: bytes) -> None:
    """Numbers of messages, under a keyed hash, and those for a day."""
    person = world.telegram.person("Cici")
    await _cries(world, person, photo)
    (row,) = await world.all(Newcomer)
    cards = {str(card.reply_to_message_id): card.message_id for card in person.inbox}
    assert (row.waiting, row.taken) == (cards, [])
    kept = repr(await world.dump())
    assert not [word for word in (FIRE, str(person.id), "Cici", "119.44") if word in kept]
    await world.passes(hours=30)
    assert await world.count(Newcomer) == 0


async def test_styled_words_and_another_report(world: World) -> None:
    """A styled cry and what it is followed by; what is another report is one of its own."""
    person = world.telegram.person("Cici")
    told: tuple[dict[str, Any], ...] = ({"type": "heading", "size": 1, "text": [bold(FIRE)]},)
    styles(person, *told)
    await world.settle()
    styles(person, paragraph([bold(MORE)]))
    await world.settle()
    await world.writes(person, LAMP, "halo")
    await world.presses(person, "Setuju")
    texts = {draft.text for draft in await world.all(Draft)}
    assert texts == {f"{FIRE}\n{MORE}", LAMP}


async def test_a_styled_emergency(world: World) -> None:
    """``/darurat`` in bold is the command still."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    styles(person, paragraph([bold("/darurat "), bold(FIRE)]))
    await world.settle()
    await world.writes(person, MORE)
    await world.presses(person, "Setuju")
    await world.writes(person, VILLAGE)
    (report,) = await world.all(Report)
    assert (report.emergency, report.text) == (True, f"{FIRE}\n{MORE}")
    assert len(world.pages_to(officer)) == 1


async def test_what_was_deleted_is_not_taken(world: World) -> None:
    """Its writer took it back themself."""
    person = world.telegram.person("Cici")
    wrote = person.writes(LAMP)
    await world.settle()
    await world.writes(person, FIRE)
    wrote.deleted = True
    await world.presses(person, "Setuju")
    assert [draft.text for draft in await world.all(Draft)] == [FIRE]


async def test_a_press_and_the_edit_are_one(world: World) -> None:
    """Every card is pressed before the first edit comes back: each message counts once."""
    person = world.telegram.person("Cici")
    await world.writes(person, FIRE, MORE, LAMP)
    for card in person.inbox:
        person.presses("Setuju", card)
    await world.settle()
    texts = sorted(draft.text for draft in await world.all(Draft))
    assert texts == [f"{FIRE}\n{MORE}", LAMP]


async def test_more_than_there_are_cards_for(world: World) -> None:
    """A flood is answered a few times; all of it is taken, up to the newest twenty."""
    person = world.telegram.person("Cici")
    for number in range(MOST + 5):
        person.writes(f"maling di rumah nomor {number}")
    await world.settle()
    assert len(person.inbox) < MOST
    person.presses("Setuju", person.inbox[-1])
    await world.settle()
    said = "\n".join(draft.text for draft in await world.all(Draft))
    taken = [n for n in range(MOST + 5) if f"nomor {n}" in said.splitlines()[0] or f"r {n}" in said]
    assert set(range(5, MOST + 5)) <= set(taken)


async def test_refused_and_tapped_back(world: World, photo: bytes) -> None:
    """A refusal leaves no row; the card itself remembers which messages there were."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await _cries(world, person, photo)
    await world.presses(person, "Tidak setuju")
    mark = world.app.vault.fingerprint(person.id)
    assert await world.count(Newcomer, Newcomer.fingerprint == mark) == 0
    await world.presses(person, "Setuju")
    await world.writes(person, VILLAGE)
    await _is_one_emergency(world, officer)


async def test_brought_again_after_the_consent(world: World) -> None:
    """A kill came before the confirmation: what was written before is not taken as new."""
    person = world.telegram.person("Cici")
    person.writes(FIRE)
    brought = list(world.telegram.pending)
    await world.settle()
    await world.writes(person, MORE)
    await world.presses(person, "Setuju")
    await world.app.edge.take(brought)
    await world.settle()
    assert [draft.text for draft in await world.all(Draft)] == [f"{FIRE}\n{MORE}"]


async def test_whoever_is_erased_leaves_no_number(world: World) -> None:
    """``/hapus`` takes the numbers along."""
    person = world.telegram.person("Cici")
    await world.writes(person, FIRE, MORE)
    await world.presses(person, "Setuju")
    await world.writes(person, "/hapus")
    await world.presses(person, "Ya, hapus")
    assert await world.count(Newcomer) == 0


async def test_killed_after_the_edit(world: World) -> None:
    """The card was edited, and what it said was lost: a second edit says nothing, a line does."""
    person = world.telegram.person("Cici")
    await world.writes(person, FIRE, MORE)
    first, second = person.inbox
    person.presses("Setuju", second)
    await world.takes()
    words = {"chat_id": person.id, "message_id": first.message_id, "text": RECEIVED}
    await world.app.client.call("editMessageText", words)
    await world.settle()
    assert [draft.text for draft in await world.all(Draft)] == [f"{FIRE}\n{MORE}"]
    (line,) = [one for one in person.inbox if one.text == RECEIVED and one is not first]
    assert line.reply_to_message_id == first.reply_to_message_id


async def test_an_answer_that_comes_again(world: World) -> None:
    """The promise stands for the update: what it brings is handled once."""
    person = world.telegram.person("Cici")
    await world.writes(person, LAMP, FIRE)
    await world.presses(person, "Setuju")
    (promise,) = await world.all(Delivery, Delivery.kind == KIND)
    message = world.telegram.shape(person.chat.messages[promise.reply_to])
    await world.app.edge.take_carried(promise.id, message)
    await world.settle()
    assert sorted(draft.text for draft in await world.all(Draft)) == [FIRE, LAMP]
