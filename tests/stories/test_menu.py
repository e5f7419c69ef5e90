"""The commands that Telegram shows beside the text field: by role, by language, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete

from bot.domain.command import SYNONYMS, name_in
from bot.handlers import TABLE
from bot.handlers.incoming import UpdateKind
from bot.models import Delivery, Lane
from bot.views.menu import COMMANDS
from tests.world import CITY, opened_again

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

EVERYBODYS = ["lapor", "darurat", "laporanku"]
STRANGERS = ["start", "bantuan", "privasi", "bahasa", "dataku", "hapus", "batal"]
LOOKING_UP = ["tugas", "laporan"]
ON_CALL = [*LOOKING_UP, "jaga", "uji"]


def menu_of(world: World, person: Person) -> list[str]:
    """Return the commands that somebody sees."""
    return [one["command"] for one in world.telegram.menus.seen_by(person)]


def set_for(world: World, person: Person) -> list[Any]:
    """Return the calls by which somebody's own menu was set."""
    calls = [call for call in world.telegram.calls if call.method.lower() == "setmycommands"]
    return [call for call in calls if call.params["scope"].get("chat_id") == person.id]


async def test_each_role_has_its_menu(world: World) -> None:
    """A stranger, a resident, an officer, a watch post, a coordinator: what each may use."""
    await world.app.menus.once()
    stranger = world.telegram.person("Somebody")
    assert menu_of(world, stranger) == STRANGERS
    expected = {
        "resident": [],
        "officer": [*ON_CALL, "ringkasan", "atur", "poster"],
        "watch": ["aman"],
        "unit:ppa": ON_CALL,
        "cadre": [*LOOKING_UP, "atur"],
    }
    for role, own in expected.items():
        person = await world.enrol(f"A {role}", role=role)
        assert menu_of(world, person) == [*own, *EVERYBODYS, *STRANGERS], role
    coordinator = await world.enrol("Ibu Rahma", role="coordinator", region=CITY)
    planning = ["ringkasan", "atur", "undang", "petugas", "poster"]
    assert menu_of(world, coordinator) == [*planning, *EVERYBODYS, *STRANGERS]


async def test_groups_have_none(world: World) -> None:
    """What was once set for everywhere is taken away: there the bot only points to the chat."""
    everywhere = [{"command": "start", "description": "old"}]
    world.telegram.menus.set({"type": "default"}, "", everywhere)
    await world.app.menus.once()
    assert world.telegram.menus.seen_in_groups("id") == []


async def test_the_words_are_those_of_the_language(world: World) -> None:
    """A stranger reads the language of their Telegram; a member the one they chose."""
    await world.app.menus.once()
    guest = world.telegram.person("Guest", language="en")
    assert {"command": "help", "description": "Help"} in world.telegram.menus.seen_by(guest)
    member = await world.enrol("Daeng Ngalle")
    assert world.telegram.menus.seen_by(member)[0]["description"] == "Menulis laporan"
    member.writes("/bahasa")
    await world.settle()
    member.presses("English")
    await world.settle()
    assert world.telegram.menus.seen_by(member)[0]["description"] == "Write a report"
    assert menu_of(world, member)[:2] == ["report", "emergency"]


async def test_help_in_english_names_what_english_types(world: World) -> None:
    """The card is the menu: the same commands in the same words, under their English names."""
    officer = await world.enrol("Aipda Rahman", role="officer", language="en")
    await world.writes(officer, "/help")
    assert re.findall(r"^/([a-z]+):", officer.last.text, re.MULTILINE) == menu_of(world, officer)
    shown = {*menu_of(world, officer)}
    assert {"emergency", "myreports", "tasks", "reports", "duty", "cancel"} <= shown


async def test_a_menu_is_set_once_until_it_changes(world: World) -> None:
    """Two things that make it new are one call; a role that brings nothing is none."""
    person = await world.enrol("Daeng Ngalle", role="officer")
    assert len(set_for(world, person)) == 1
    person.writes("/bahasa")
    await world.settle()
    person.presses("Bahasa Indonesia")
    await world.settle()
    person.writes(f"/start {await world.invite('deputy', CITY)}")
    await world.settle()
    assert len(set_for(world, person)) == 1
    person.writes(f"/start {await world.invite('coordinator', CITY)}")
    await world.settle()
    assert len(set_for(world, person)) == 2
    assert "undang" in menu_of(world, person)


async def test_it_comes_after_everything_else(world: World) -> None:
    """It is owed in the lowest lane, and what fails is owed still, after a restart too."""
    world.telegram.faults.add("bad_gateway", method="setMyCommands", times=3)
    person = await world.enrol("Daeng Ngalle", role="watch")
    (owed,) = await world.all(Delivery, Delivery.kind == "menu", Delivery.status == "queued")
    assert owed.lane == Lane.DIGEST
    assert any("Selamat datang" in message.text for message in person.inbox)
    await world.passes(seconds=30)
    async with opened_again(world, world.url) as again:
        await again.passes(seconds=30)
    assert "aman" in menu_of(world, person)


async def test_a_new_edition_reaches_everybody_once(world: World) -> None:
    """After an upgrade each member is looked at; who has the newest menu is not bothered."""
    people = [await world.enrol(f"Warga {number}") for number in range(3)]
    world.telegram.menus.set({"type": "chat", "chat_id": people[0].id}, "", [])
    async with world.app.database.writing() as session:
        await session.execute(delete(Delivery).where(Delivery.kind == "menu"))
    await world.app.menus.once()
    await world.passes(seconds=5)
    assert [len(set_for(world, person)) for person in people] == [2, 2, 2]
    assert menu_of(world, people[0])[0] == "lapor"
    calls = len(world.telegram.calls)
    await world.app.menus.once()
    await world.passes(minutes=1)
    sets = [call.method for call in world.telegram.calls[calls:] if "set" in call.method.lower()]
    assert sets == []


async def test_who_blocked_the_bot_has_it_when_back(world: World) -> None:
    """Nothing is tried again and again for somebody who does not want it."""
    code = await world.invite("watch", CITY)
    person = await world.enrol("Daeng Ngalle")
    person.blocks()
    await world.settle()
    person.unblocks()
    person.writes(f"/start {code}")
    await world.settle()
    assert "aman" in menu_of(world, person)


async def test_erasure_takes_the_menu_along(world: World) -> None:
    """It would tell which roles somebody had: afterwards they see a stranger's."""
    await world.app.menus.once()
    officer = await world.enrol("Aipda Rahman", role="officer")
    officer.writes("/hapus")
    await world.settle()
    officer.presses("Ya, hapus")
    await world.settle()
    assert menu_of(world, officer) == STRANGERS


def test_every_command_has_its_words() -> None:
    """Whoever adds a command to the table says what the menu calls it; /help is /bantuan's twin."""
    named = {entry.name for entry in TABLE if entry.kind is UpdateKind.COMMAND}
    assert named - COMMANDS.keys() == {"?"}
    assert COMMANDS.keys() <= named
    assert all(3 <= len(words) <= 40 for words in COMMANDS.values())
    english = {name_in("en", name) for name in COMMANDS}
    assert english & COMMANDS.keys() == {"start", "poster"}, "a command without an English name"
    assert {name: SYNONYMS[name_in("en", name)] for name in COMMANDS.keys() - {"start"}} == {
        name: name for name in COMMANDS.keys() - {"start"}
    }
