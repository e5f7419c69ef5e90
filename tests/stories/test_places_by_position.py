"""A position instead of a name: the village by its boundary, taken by a tap and never unasked."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.models import Delivery, Draft, Member
from bot.services.reports import position_candidates
from tests.geography.pictures import picture
from tests.stories.newcomer import Newcomer, agreed
from tests.stories.spots import (
    ANTARCTIC,
    ARCTIC,
    AT_SEA,
    KARUWISI_CODE,
    SINGAPORE,
    SINRIJALA,
    SINRIJALA_CODE,
    TAKEN_IN_SINRIJALA,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.places.geography import PositionMatch
    from bot.standin.person import Person
    from bot.standin.telegram import Message
    from tests.world import World

pytestmark = pytest.mark.nation
HOSTILE = '</b><a href="tg://user?id=1">Warung</a> & {place} ' + "🇮🇩" * 20


@pytest.fixture
async def newcomer(world: World) -> Newcomer:
    """Agreed, and asked for the village."""
    return await agreed(world)


WAYS: dict[str, Callable[[Person], Message]] = {
    "standing still": lambda person: person.sends_location(*SINRIJALA),
    "live": lambda person: person.sends_location(*SINRIJALA, 10.0, live=True),
    "forwarded": lambda person: person.sends_location(*SINRIJALA, forwarded=True),
    "a venue": lambda person: person.sends_location(*SINRIJALA, title="Warung Daeng"),
    "a venue of a hostile name": lambda person: person.sends_location(*SINRIJALA, title=HOSTILE),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_position_takes_two_steps(newcomer: Newcomer, way: str) -> None:
    """The position, and one tap that confirms; the position alone settles nothing."""
    buttons = await newcomer.sends(WAYS[way](newcomer.person))
    assert "Kel. Sinrijala, Kec. Panakkukang, Kota Makassar" in newcomer.person.last.text
    assert buttons == ["Ya, Sinrijala", "Bukan"]
    assert await newcomer.lives_in() is None
    await newcomer.taps("Ya, Sinrijala")
    assert await newcomer.lives_in() == SINRIJALA_CODE
    assert newcomer.steps == 2
    assert await newcomer.world.count(Draft) == 0, "where one lives is no report"


async def test_a_position_before_anything_else_takes_one_step(world: World) -> None:
    """A stranger begins with a live place: agreed, one tap is left, and the place is kept."""
    person = world.telegram.person("Cici")
    person.sends_location(*SINRIJALA, live=True)
    await world.settle()
    person.presses("Setuju")
    await world.settle()
    newcomer = Newcomer(world, person)
    await newcomer.taps("Ya, Sinrijala")
    assert await newcomer.lives_in() == SINRIJALA_CODE
    assert newcomer.steps == 1
    (draft,) = await world.all(Draft)
    assert (draft.lat, draft.lon, draft.village_code) == (*SINRIJALA, SINRIJALA_CODE)


async def test_a_live_position_that_goes_on_is_offered_once(newcomer: Newcomer) -> None:
    """Ten minutes of walking: one question; once it is answered the rest of the way is nothing."""
    person, world = newcomer.person, newcomer.world
    sent = person.sends_location(*SINRIJALA, live=True)
    await newcomer.went()
    asked = len(person.inbox)
    for step in range(3):
        person.moves(sent, SINRIJALA[0] + 0.002 * step, SINRIJALA[1])
        await world.settle()
    await newcomer.taps("Ya, Sinrijala")
    answered = len(person.inbox)
    person.moves(sent, *SINGAPORE)
    person.stops_sharing(sent)
    await world.settle()
    assert (len(person.inbox), answered) == (answered, asked)
    assert await newcomer.lives_in() == SINRIJALA_CODE


async def test_near_a_border_the_neighbours_are_offered(newcomer: Newcomer) -> None:
    """The phone is sure to 200 m: Karuwisi may be it, and is one tap away."""
    buttons = await newcomer.sends(newcomer.person.sends_location(*SINRIJALA, 200.0))
    assert "dekat batas" in newcomer.person.last.text
    assert buttons == ["Sinrijala", "Karuwisi", "Lainnya"]
    await newcomer.taps("Karuwisi")
    assert await newcomer.lives_in() == KARUWISI_CODE
    assert newcomer.steps == 2


async def test_at_sea_the_nearest_are_offered_with_how_far_it_is(newcomer: Newcomer) -> None:
    """Fishing off Makassar: three villages, the nearest first, and that it is 7 km from there."""
    buttons = await newcomer.sends(newcomer.person.sends_location(*AT_SEA))
    assert "7 km dari yang terdekat" in newcomer.person.last.text
    assert len(buttons) == 4
    assert buttons[0].startswith("Kodingareng")
    assert await newcomer.lives_in() is None


async def test_a_village_without_a_boundary_is_offered_beside_its_neighbour(
    newcomer: Newcomer,
) -> None:
    """In a district of Flores nine villages are on no map: two have a button, the others a name."""
    buttons = await newcomer.sends(newcomer.person.sends_location(-8.565756, 120.963451))
    assert len(buttons) == 4
    assert "belum ada di peta kami" in newcomer.person.last.text
    await newcomer.taps(buttons[1])
    assert await newcomer.lives_in() == "53.09.14.2011"


NOWHERE = {
    "Singapore": (SINGAPORE, "di luar Indonesia (Singapura)"),
    "the north pole": (ARCTIC, "di luar Indonesia."),
    "the south pole": (ANTARCTIC, "di luar Indonesia"),
    "no fix": ((0.0, 0.0), "tidak terbaca"),
    "off the globe": ((-95.0, 200.0), "tidak terbaca"),
}


@pytest.mark.parametrize("place", NOWHERE)
async def test_where_no_village_is_it_says_so_and_a_name_still_does(
    newcomer: Newcomer, place: str
) -> None:
    """One kind sentence, and what to do: three steps in all, with the one that did not help."""
    where, said = NOWHERE[place]
    assert await newcomer.sends(newcomer.person.sends_location(*where)) == []
    assert said in newcomer.person.last.text
    assert "Ketik nama desa" in newcomer.person.last.text
    await newcomer.types("Karuwisi")
    await newcomer.taps("Karuwisi")
    assert await newcomer.lives_in() == KARUWISI_CODE
    assert newcomer.steps == 3


async def test_it_is_another_one_says_the_person(newcomer: Newcomer) -> None:
    """At work in Sinrijala, at home in Karuwisi: "Bukan", and the name."""
    await newcomer.sends(newcomer.person.sends_location(*SINRIJALA))
    await newcomer.taps("Bukan")
    await newcomer.types("Karuwisi")
    await newcomer.taps("Karuwisi")
    (member,) = await newcomer.world.all(Member)
    assert member.village_code == KARUWISI_CODE


async def test_a_picture_sent_as_a_file_tells_where_it_was_taken(newcomer: Newcomer) -> None:
    """Its camera wrote a position: the picture is a draft, its village is one tap away."""
    file = picture(TAKEN_IN_SINRIJALA)
    await newcomer.sends(newcomer.person.sends_document(file, "foto.jpg", "image/jpeg"))
    assert newcomer.person.last.buttons == ["Ya, Sinrijala", "Bukan"]
    assert await newcomer.lives_in() is None
    await newcomer.taps("Ya, Sinrijala")
    assert await newcomer.lives_in() == SINRIJALA_CODE
    assert newcomer.steps == 2
    (draft,) = await newcomer.world.all(Draft)
    assert draft.village_code == SINRIJALA_CODE
    assert draft.lat is None, "the camera's word is nobody's word of where it happened"


async def test_two_such_pictures_ask_once(newcomer: Newcomer) -> None:
    """The second is of the same draft."""
    for _ in range(2):
        newcomer.person.sends_document(picture(TAKEN_IN_SINRIJALA), "foto.jpg", "image/jpeg")
        await newcomer.world.settle()
    assert await newcomer.world.count(Delivery, Delivery.kind == "located") == 1


@pytest.mark.parametrize("gps", [None, {**TAKEN_IN_SINRIJALA, 2: (91.0, 0.0, 0.0)}])
async def test_a_file_that_tells_no_position_is_a_picture_like_any_other(
    newcomer: Newcomer, gps: dict[int, object] | None
) -> None:
    """The draft's card asks for the name."""
    await newcomer.sends(newcomer.person.sends_document(picture(gps), "foto.jpg", "image/jpeg"))
    assert "Di desa/kelurahan mana?" in newcomer.person.last.text
    assert await newcomer.world.count(Delivery, Delivery.kind == "located") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xd8 rusak", "Foto tidak dapat dibuka"), (bytes(8_000_001), "Foto terlalu besar")],
)
async def test_a_bad_file_is_one_sentence(newcomer: Newcomer, content: bytes, said: str) -> None:
    """Broken or huge: it is said once, and nothing else is lost."""
    newcomer.person.sends_document(content, "foto.jpg", "image/jpeg")
    await newcomer.world.settle()
    assert sum(message.text.startswith(said) for message in newcomer.person.inbox) == 1


async def test_a_map_that_takes_its_time_holds_nobody_up(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look-up hangs: the name is asked for; sent again when it is there, the place does."""
    there, find = Event(), position_candidates._find  # noqa: SLF001 - the thread's own work is held back

    def slowly(*spot: Any) -> PositionMatch:  # noqa: ANN401
        there.wait()
        return find(*spot)

    monkeypatch.setattr(position_candidates, "_find", slowly)
    with monkeypatch.context() as hurried:
        hurried.setattr(position_candidates, "PATIENCE_S", 0.0)
        await newcomer.sends(newcomer.person.sends_location(*SINRIJALA))
        assert "Ketik nama desa" in newcomer.person.last.text
    there.set()
    await newcomer.sends(newcomer.person.sends_location(*SINRIJALA))
    await newcomer.taps("Ya, Sinrijala")
    assert await newcomer.lives_in() == SINRIJALA_CODE


async def test_in_english_too(world: World) -> None:
    """The same card in the other language."""
    person = world.telegram.person("Ann", language="en")
    person.writes("/start")
    await world.settle()
    person.presses("I agree")
    await world.settle()
    person.sends_location(*SINGAPORE)
    await world.settle()
    assert "not in Indonesia (Singapore)" in person.last.text
    person.sends_location(*SINRIJALA)
    await world.settle()
    assert person.last.buttons == ["Yes, Sinrijala", "No"]


async def test_without_its_map_the_bot_asks_for_the_name(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The file of boundaries is gone: a sentence, and other people's messages go on."""

    def gone() -> None:
        raise FileNotFoundError

    monkeypatch.setattr("bot.services.reports.position_candidates._atlas", gone)
    neighbour = newcomer.world.telegram.person("Ani")
    neighbour.writes("/start")
    assert await newcomer.sends(newcomer.person.sends_location(*SINRIJALA)) == []
    assert "Ketik nama desa" in newcomer.person.last.text
    assert neighbour.inbox
    assert str(SINRIJALA[0]) not in caplog.text
