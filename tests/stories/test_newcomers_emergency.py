"""A newcomer's emergency stays one through consent and village, however it was said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Draft, Member, Report
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRE = "ada kebakaran di RT 03"
HERE = (-5.14, 119.44)  # degrees, in the village


async def _comes_in(world: World, person: Person, agree: str = "Setuju") -> None:
    await world.presses(person, agree)
    await world.writes(person, VILLAGE)


async def _is_one_emergency(world: World, officer: Person, drafts: int = 0) -> None:
    (report,) = await world.all(Report)
    assert (report.emergency, report.text) == (True, FIRE)
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Draft) == drafts


@pytest.mark.parametrize("command", ["/darurat", "/DARURAT", "/emergency"])
async def test_a_command_with_words(world: World, command: str) -> None:
    """It leaves once its village is known."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"{command} {FIRE}")
    await _comes_in(world, person)
    await _is_one_emergency(world, officer)


async def test_a_caption(world: World, photo: bytes) -> None:
    """The picture goes with it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    person.sends_photo(photo, f"/darurat {FIRE}")
    await world.settle()
    await _comes_in(world, person)
    await _is_one_emergency(world, officer)


async def test_a_slip_is_offered_after_the_consent(world: World) -> None:
    """One tap, and it is the emergency that was meant."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/darurart {FIRE}")
    await world.presses(person, "Setuju")
    await world.presses(person, "🚨 Ya, darurat")
    await world.writes(person, VILLAGE)
    await _is_one_emergency(world, officer)


async def test_an_edit_before_the_consent(world: World) -> None:
    """What it says now counts."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    wrote = person.writes("/darurat ada kebakarn")
    await world.settle()
    person.edits(wrote, f"/darurat {FIRE}")
    await world.settle()
    await _comes_in(world, person)
    await _is_one_emergency(world, officer)


async def test_another_language_before_the_consent(world: World) -> None:
    """The card still answers the message that it was a reply to."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/darurat {FIRE}")
    await world.presses(person, "English")
    await _comes_in(world, person, "I agree")
    await _is_one_emergency(world, officer)


async def test_refused_and_then_given(world: World) -> None:
    """Who does not agree and cries again is asked again, and types it no third time."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/darurat {FIRE}")
    await world.presses(person, "Tidak setuju")
    await world.writes(person, f"/darurat {FIRE}")
    await _comes_in(world, person)
    await _is_one_emergency(world, officer)


async def test_consent_after_an_hour(world: World) -> None:
    """It is as urgent as it was."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/darurat {FIRE}")
    await world.passes(hours=1)
    await _comes_in(world, person)
    await _is_one_emergency(world, officer)


async def test_a_plain_cry_is_a_draft_that_waits_for_one_tap(world: World) -> None:
    """Nothing is typed twice: "kebakaran!" stands in the draft, and is sent by its button."""
    await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, "kebakaran!")
    await _comes_in(world, person)
    (draft,) = await world.all(Draft)
    assert (draft.text, draft.category, draft.village_code) == ("kebakaran!", "kebakaran", VILLAGE)


async def test_darurat_alone_and_the_cry_that_follows_before_the_consent(world: World) -> None:
    """Both cards agreed to, in their order: the cry answers what ``/darurat`` asked."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, "/darurat")
    asked = person.last
    await world.writes(person, FIRE)
    cried = person.last
    for card in (asked, cried):
        person.presses("Setuju", card)
    await world.settle()
    await world.writes(person, VILLAGE)
    await _is_one_emergency(world, officer)


@pytest.mark.parametrize("backwards", [False, True])
async def test_messages_that_belong_together_are_one_report(
    world: World, *, backwards: bool
) -> None:
    """Whichever card is agreed to first: one draft, its words in the order they were written."""
    person = world.telegram.person("Cici")
    cards = []
    for text in (FIRE, "cepat pak, apinya besar!", "lampu jalan mati di RT 09"):
        await world.writes(person, text)
        cards.append(person.last)
    for card in reversed(cards) if backwards else cards:
        person.presses("Setuju", card)
    await world.settle()
    texts = {draft.text for draft in await world.all(Draft)}
    assert texts == {f"{FIRE}\ncepat pak, apinya besar!", "lampu jalan mati di RT 09"}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (2, 3, 1, 0)])
@pytest.mark.parametrize("alone", [True, False])
async def test_a_cry_a_photo_and_a_place_are_one_emergency(
    world: World, photo: bytes, order: tuple[int, ...], *, alone: bool
) -> None:
    """Whichever card is pressed first, and whether ``/darurat`` stood alone: nothing is less."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    cards = []
    for text in ("/darurat", FIRE) if alone else (f"/darurat {FIRE}", "cepat pak, apinya besar!"):
        await world.writes(person, text)
        cards.append(person.last)
    for sends in (partial(person.sends_photo, photo), partial(person.sends_location, *HERE)):
        sends()
        await world.settle()
        cards.append(person.last)
    for number in order:
        person.presses("Setuju", cards[number])
    await world.settle()
    await world.writes(person, VILLAGE)
    (report,) = await world.all(Report)
    assert (report.emergency, (report.lat, report.lon)) == (True, HERE)
    assert report.text == (FIRE if alone else f"{FIRE}\ncepat pak, apinya besar!")
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Draft, Draft.status == "open") == 0


async def test_a_cry_of_long_before_answers_no_darurat(world: World) -> None:
    """What was written before it stays a draft; what follows it is the emergency."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    cards = []
    for text, minutes in (("sampah menumpuk di selokan", 60), ("/darurat", 1), (FIRE, 0)):
        await world.writes(person, text)
        cards.append(person.last)
        await world.passes(minutes=minutes)
    for number in (1, 0, 2):
        person.presses("Setuju", cards[number])
    await world.settle()
    await world.writes(person, VILLAGE)
    await _is_one_emergency(world, officer, drafts=1)


async def test_refused_and_tapped_back(world: World) -> None:
    """``Setuju`` is still there: nothing is typed again, and until then nothing is kept."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/darurat {FIRE}")
    await world.presses(person, "Tidak setuju")
    assert person.last.buttons == ["Setuju"]
    assert FIRE not in repr(await world.dump())
    await _comes_in(world, person)
    await _is_one_emergency(world, officer)


async def test_a_report_that_is_sent_is_not_begun_again(world: World) -> None:
    """An old card is pressed once more: it says that one is in, and nothing comes of it."""
    person = world.telegram.person("Cici")
    await world.writes(person, "/darurat", FIRE)
    asked, cried = person.inbox[-2:]
    for card in (asked, cried, asked, cried):
        if "Setuju" in card.buttons:
            person.presses("Setuju", card)
            await world.settle()
    stale = world.app.vault.sign(person.id, "c:0:agree:id")
    await world.writes(person, VILLAGE)
    for card in (asked, cried):
        person.presses_data(stale, card)
        await world.settle()
    assert await world.count(Report) == 1
    assert await world.count(Draft, Draft.status == "open") == 0
    (member,) = await world.all(Member)
    assert member.awaiting is None


@pytest.mark.parametrize("pressed", [0, 1, 2])
@pytest.mark.parametrize("told", ["Bripka Ilham pelakunya", "Bripka Ilham yang membakar rumah itu"])
async def test_what_names_the_officer_does_not_go_with_a_cry(
    world: World, told: str, pressed: int
) -> None:
    """By a code the cry leaves at once; what is told of its reader waits as a draft of its own."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/start {await world.invite('resident', VILLAGE)}")
    await world.writes(person, f"/darurat {FIRE}", told)
    person.presses("Setuju", person.inbox[pressed])
    await world.settle()
    await world.passes(seconds=10)
    await _is_one_emergency(world, officer, drafts=1)
    assert not any(told in card.text for card in officer.inbox)
    (draft,) = await world.all(Draft)
    assert (draft.status, draft.text) == ("open", told)


async def test_what_names_nobody_goes_with_a_cry(world: World) -> None:
    """Words of no kind are added to it, as before."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/start {await world.invite('resident', VILLAGE)}")
    await world.writes(person, f"/darurat {FIRE}", "dua orang di lantai dua")
    person.presses("Setuju", person.inbox[1])
    await world.settle()
    await world.passes(seconds=10)
    assert any("dua orang di lantai dua" in card.text for card in officer.inbox)
    assert await world.count(Draft) == 0
