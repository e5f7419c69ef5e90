"""Every button that a phone was ever shown, pressed late: what is gathered, and what must hold."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from bot.models import Base
from bot.settings.environment import DATABASE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.standin.telegram import Call, Message, Person
    from tests.world import World

# What a press writes down about itself, and what no press changes.
CHORES = {
    *("deliveries", "handled_updates", "regions", "successions", "editions", "key_marks"),
    *("menu_editions", "retention_runs", "roster", "roster_posts", "newcomers"),
}
KEPT = [table.name for table in Base.metadata.sorted_tables if table.name not in CHORES]
ASKED_NEXT = "awaiting"  # of a member: what their next message answers; no fact of a case
ALIKE = 2  # of buttons on one message that differ in what they choose: so many are pressed
# Menus: what only shows more, with how many parts behind the verb (a further one chooses).
MENUS = {
    **dict.fromkeys(["d:change", "d:back", "r:mistaken", "r:back", "r:page", "w:where"], 9),
    **dict.fromkeys(["a:done", "a:rest", "a:more", "a:back", "a:kind", "a:change"], 9),
    **dict.fromkeys(["a:others", "a:split", "a:further", "a:relay", "i:tasks", "i:reports"], 9),
    **dict.fromkeys(["a:level", "a:going", "a:false"], 1),
    **dict.fromkeys(["h:ask", "h:silent", "h:back", "g:page", "k:list", "k:end", "k:back"], 9),
    **dict.fromkeys(["p:people", "p:alerts", "p:codes", "i:role"], 9),
    **dict.fromkeys(["s:front", "s:details", "s:more", "s:parts", "s:figures", "s:days"], 9),
    **dict.fromkeys(["s:hours", "s:of"], 9),
}
# What ends its subject: pressed last, or all others would be pressed on what is over.
ENDS = {
    *("a:none", "a:outcome", "a:join", "a:moveto", "a:again", "r:withdraw", "r:reopen"),
    *("a:undo", "k:over", "e:erase", "d:drop", "l:set"),
}


class ShownButton(NamedTuple):
    """A button as a phone keeps it: under which message, and what it brings back."""

    person: Person
    message: Message
    data: str
    parts: tuple[str, ...]  # noun, subject, verb, ...

    @property
    def name(self) -> str:
        """Return the name of its entry in the one table."""
        return f"{self.parts[0]}:{self.parts[2]}"

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return what stands behind the verb, without that its card showed a holder."""
        return tuple(part for part in self.parts[3:] if part != "held")

    @property
    def ends(self) -> bool:
        """Tell whether its subject is another one after it."""
        return self.name in ENDS or (self.name == "a:false" and len(self.chosen) > 1)

    @property
    def is_menu(self) -> bool:
        """Tell whether it only shows more."""
        return len(self.chosen) <= MENUS.get(self.name, -1)

    @property
    def is_offered(self) -> bool:
        """Tell whether its message still shows it."""
        rows = [] if self.message.deleted else self.message.rows
        return any(button.get("callback_data") == self.data for row in rows for button in row)


class Answer(NamedTuple):
    """What came of a press: what flashed up, what was sent or changed in their chat.

    ``refused``: what Telegram did not take, each with its words.
    """

    button: ShownButton
    toast: str
    messages: list[Call]
    refused: list[str]

    @property
    def is_silent(self) -> bool:
        """Tell whether the presser saw nothing at all."""
        return not self.toast and not self.messages


def shown(world: World) -> list[ShownButton]:
    """Return every button that anybody was shown until now, each message's oldest first."""
    found: dict[tuple[int, str], ShownButton] = {}
    for message, markup in _keyboards(world):
        person = world.telegram.people.get(message.chat.id)
        for data in _data(markup) if person is not None else ():
            said = world.app.vault.verify(message.chat.id, data)
            assert said is not None, f"not signed: {data}"
            assert person is not None
            button = ShownButton(person, message, data, tuple(said.split(":")))
            found.setdefault((message.message_id, data), button)
    return list(found.values())


def _keyboards(world: World) -> Iterator[tuple[Message, Mapping[str, Any] | None]]:
    """Return each message with the keyboards that it had, from its first to its last."""
    for person in world.telegram.people.values():
        for message in person.inbox:
            yield message, message.came_with
    for call in world.telegram.calls:
        if call.method.startswith("edit") and call.outcome == "ok":
            chat = world.telegram.chats[int(call.params["chat_id"])]
            yield chat.messages[int(call.params["message_id"])], _markup(call)


def _markup(call: Call) -> Mapping[str, Any] | None:
    markup = call.params.get("reply_markup")
    held: Mapping[str, Any] | None = json.loads(markup) if isinstance(markup, str) else markup
    return held


def _data(markup: Mapping[str, Any] | None) -> Iterator[str]:
    for row in (markup or {}).get("inline_keyboard") or []:
        yield from (button["callback_data"] for button in row if "callback_data" in button)


def few(buttons: Iterable[ShownButton]) -> list[ShownButton]:
    """Leave out what differs in the chosen kind or page alone, and what a later card has again."""
    counted: dict[tuple[object, ...], int] = {}
    seen: set[tuple[str, ...]] = set()
    kept = []
    for button in buttons:
        if (again := (str(button.person.id), *button.parts)) in seen:
            continue
        seen.add(again)
        word = "".join(part for part in button.chosen if part.isalpha()) if button.is_menu else ""
        subject = button.parts[1], len(button.chosen)
        alike = (button.person.id, button.name, *subject, word)
        counted[alike] = counted.get(alike, 0) + 1
        if counted[alike] <= ALIKE:
            kept.append(button)
    return kept


async def opens_menus(world: World, *people: Person) -> None:
    """Let people open every menu of their cards, and those behind them, as long as they stand."""
    seen: set[str] = set()
    while fresh := [
        one
        for one in few(shown(world))
        if one.is_menu and one.person in people and one.data not in seen
    ]:
        for button in fresh:
            seen.add(button.data)
            button.person.presses_data(button.data, button.message)
            await world.settle()


async def presses_any(world: World, person: Person, *names: str) -> None:
    """Let somebody press their newest buttons of these entries, wherever a menu has led to."""
    for name in names:
        found = [one for one in shown(world) if one.person is person and one.name == name]
        person.presses_data(found[-1].data, found[-1].message)
        await world.settle()


async def skips(world: World, person: Person) -> None:
    """Let somebody skip whatever is asked of their newest report."""
    while any("Lewati" in one.buttons for one in person.inbox):
        await world.presses(person, "Lewati")


async def press(world: World, button: ShownButton) -> Answer:
    """Press what a phone kept; return what its owner sees."""
    person, begun, said = button.person, len(world.telegram.calls), len(button.person.toasts)
    person.presses_data(button.data, button.message)
    await world.settle()
    assert not world.telegram.presses, f"the wait never ended: {button.parts}"
    calls = world.telegram.calls[begun:]
    toast = person.toasts[-1] if len(person.toasts) > said else ""
    theirs = [
        one
        for one in calls
        if one.outcome == "ok"
        and one.method.startswith(("send", "edit"))
        and str(one.params.get("chat_id")) == str(person.id)
    ]
    refused = [one.outcome for one in calls if one.outcome != "ok"]
    return Answer(button, toast, theirs, refused)


class StoredRows:
    """What stands in a world's SQLite file, read beside the bot."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read by one connection, which knows the tables from the second time on."""
        self._connection = connection

    @classmethod
    @contextmanager
    def of(cls, world: World) -> Iterator[Self]:
        """Open the file of the data folder, for the block."""
        file = world.data / DATABASE_FILE
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            yield cls(connection)

    def read(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all rows but those of the chores."""
        return {name: self._rows(name) for name in KEPT}

    def _rows(self, name: str) -> list[tuple[object, ...]]:
        columns = [one.name for one in Base.metadata.tables[name].columns if one.name != ASKED_NEXT]
        named = ", ".join(f'"{one}"' for one in columns)
        asked = f'SELECT {named} FROM "{name}" ORDER BY 1'  # noqa: S608 - our tables
        return self._connection.execute(asked).fetchall()
