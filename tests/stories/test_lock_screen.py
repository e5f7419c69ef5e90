"""An emergency whose kind is not clear may be anything: no lock screen tells its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.lock_screens import notified
from tests.world import CITY, DISTRICT, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

UNCLEAR = "tolong cepat ke rumah Bu Sitti di lorong 4"
TELLING = ("Sitti", "lorong 4", "Lorong 4")


def _told(shown: list[str]) -> list[str]:
    return [word for word in TELLING if word in "\n".join(shown)]


async def test_its_words_stand_behind_the_spoiler_whoever_is_called(
    world: World, photo: bytes
) -> None:
    """Page, what its reporter adds, deputy, last resort, question, news, picture, digest."""
    officer = await world.enrol("Bripka Ilham", "officer")
    deputy = await world.enrol("Bripda Sari", "deputy")
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    head = await world.enrol("Pak Lurah", "village_head")
    watch = await world.enrol("Daeng Ngalle", "watch")
    neighbour = await world.enrol("Daeng Naba")
    others = (officer, deputy, chief, above, head, watch)
    said = neighbour.sends_photo(photo, caption=f"/darurat {UNCLEAR}")
    await world.settle()
    assert "Sitti" in world.pages_to(officer)[0].text  # to whoever opens it
    neighbour.edits(said, f"/darurat {UNCLEAR} sekarang")
    await world.writes(neighbour, f"/darurat lagi: {UNCLEAR}")
    await world.passes(hours=2)
    assert world.pages_to(above)
    await world.presses(officer, "Saya tangani")
    await world.passes(minutes=31)
    for person in (officer, chief):
        await world.writes(person, "/tugas")
    await world.passes(hours=12)
    assert "masih anda tangani" in "\n".join(notified(world, officer)).lower()
    assert _told(notified(world, *others)) == []
    assert _told([message.text for message in (*head.inbox, *watch.inbox)]) == []
    pictures = [call for call in world.telegram.calls if call.method == "sendPhoto"]
    assert pictures
    assert all(call.params.get("has_spoiler") for call in pictures)


async def test_a_group_hears_nothing_of_it(world: World) -> None:
    """Typed in a group by mistake, it is answered with the way to the private chat alone."""
    neighbour = await world.enrol("Daeng Naba")
    group = world.telegram.group("Warga RT 03", [neighbour])
    group.writes(neighbour, f"/darurat {UNCLEAR}")
    await world.settle()
    [answer] = group.from_bot
    assert _told([answer.text]) == []


async def test_once_its_kind_is_clear_the_screen_says_it(world: World) -> None:
    """The village is not known yet, so an edit still counts: then it is a fire like any other."""
    officer = await world.enrol("Bripka Ilham", "officer")
    stranger = world.telegram.person("Ani")
    stranger.writes("/start")
    await world.settle()
    stranger.presses("Setuju")
    await world.settle()
    said = stranger.writes(f"/darurat {UNCLEAR}")
    await world.settle()
    stranger.edits(said, f"/darurat kebakaran, {UNCLEAR}")
    await world.settle()
    assert not world.pages_to(officer)
    stranger.writes(VILLAGE)
    await world.settle()
    [page] = await world.sent(officer, "page")
    assert page.text.splitlines()[0] in "\n".join(notified(world, officer))
    assert "Kebakaran" in page.text.splitlines()[0]
