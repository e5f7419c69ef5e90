"""A voice that came before the consent: nothing of it is lost, and none goes out without a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Report
from tests.recordings import heard, needs_ffmpeg, voice
from tests.world import VILLAGE, Attachment

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

pytestmark = needs_ffmpeg
FIRE = "Kebakaran di RT 03, api besar"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: how recordings are kept is told of on both elsewhere."""
    return sqlite_url


def _labels(person: Person) -> set[str]:
    return {label for card in person.inbox for label in card.buttons}


@pytest.mark.parametrize("caption", ["", FIRE])
async def test_agreeing_to_the_card_of_a_voice_begins_a_report(world: World, caption: str) -> None:
    """The notice is the only card there is: its press brings the voice, with its own warning."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    person.sends_recording("voice", voice(), caption=caption)
    await world.settle()
    assert await world.all(Attachment) == []
    await world.presses(person, "Setuju")
    await world.writes(person, VILLAGE)
    (draft,) = await world.all(Draft)
    assert draft.text == caption
    assert [one.kind for one in await world.all(Attachment)] == ["voice"]
    assert "Tanpa suara" in _labels(person)
    assert not heard(officer)


@pytest.mark.parametrize("pressed", [0, 1])
async def test_a_cry_and_a_voice_go_together_where_the_place_is_asked(
    world: World, pressed: int
) -> None:
    """Whichever card is pressed: the card that asks for the village warns, with its button."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, "/darurat")
    person.sends_recording("voice", voice())
    await world.settle()
    person.presses("Setuju", person.inbox[pressed])
    await world.settle()
    assert "dapat dikenali" in person.inbox[-1].text
    assert "Tanpa suara" in person.inbox[-1].buttons
    assert not world.pages_to(officer)
    await world.writes(person, VILLAGE)
    assert (await world.all(Report))[0].emergency
    assert world.pages_to(officer)


@pytest.mark.parametrize("pressed", [0, 1, 2])
@pytest.mark.parametrize("cry", ["/darurat", f"/darurat {FIRE}"])
async def test_where_the_place_is_known_the_voice_waits_for_a_tap(
    world: World, cry: str, pressed: int
) -> None:
    """By a code: it pages at once, whichever card is pressed, and nobody hears the voice untold."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = world.telegram.person("Cici")
    await world.writes(person, f"/start {await world.invite('resident', VILLAGE)}", cry)
    person.sends_recording("voice", voice())
    await world.settle()
    person.presses("Setuju", person.inbox[pressed])
    await world.settle()
    await world.passes(seconds=10)
    assert any(one.emergency for one in await world.all(Report))
    assert world.pages_to(officer)
    assert not heard(officer)
    assert "dapat dikenali" in "".join(card.text for card in person.inbox)
    assert "Tanpa suara" in _labels(person)
    assert [one.kind for one in await world.all(Attachment)] == ["voice"]
