"""One table: every way in, for every role, and buttons that nobody gave out."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

import bot.handlers
from bot.domain.access import matches
from bot.handlers import TABLE
from bot.handlers.entry import Entry, Open
from bot.handlers.incoming import UpdateKind
from bot.models import Alert, Base, Delivery, Draft, HandledUpdate, Report, ReportAuthor
from tests.stories.fires import data_of
from tests.world import CITY, VILLAGE

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def data(data_in_memory: Path) -> Path:
    """A data folder in memory: every button is pressed, and no power fails."""
    return data_in_memory


pytestmark = pytest.mark.usefixtures("in_place")
ROLES = [
    "resident",
    "watch",
    "forum",
    "officer",
    "deputy",
    "supervisor",
    "coordinator",
    "village_head",
    "babinsa",
    "cadre",
    "unit:ppa",
]
# Modules of handlers with coroutines that no entry names, since others call them.
WITHOUT_ENTRIES = frozenset(
    [
        "edge",
        "table",
        "entry",
        "turn",
        "batch",
        "draft_submission",
        "ended_draft",
        "redemption",
        "alert_press",
        "before_consent",
        "later_draft",
        "lost_rows",
        "newest_card",
        "notice",
        "one_region",
        "after_sending",
        "receipt_phrases",
        "album",
        "note_parts",
        "reply_target",
        "village_choice",
    ]
)
# What a refusal may write: that it was handled, and the promise of the sentence that says no.
MAY_CHANGE = {HandledUpdate.__tablename__, Delivery.__tablename__}
COMMANDS = [entry for entry in TABLE if entry.kind is UpdateKind.COMMAND and entry.name != "?"]
BUTTONS = [entry for entry in TABLE if entry.kind is UpdateKind.BUTTON and entry.name != "?"]


def _region(role: str) -> str:
    return CITY if role in {"coordinator", "supervisor", "unit:ppa"} else VILLAGE


def _grants(entry: Entry, role: str) -> bool:
    return isinstance(entry.allow, Open) or matches(role, entry.allow)


async def _contents(world: World) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in the database, but regions and what a refusal may write."""
    async with world.app.database.reading() as session:
        return {
            table.name: [tuple(row) for row in await session.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in MAY_CHANGE | {"regions"}
        }


def test_every_entry_says_for_whom_it_is() -> None:
    """No entry without a permission, and none stands twice."""
    assert all(isinstance(entry.allow, Open | frozenset) for entry in TABLE)
    names = [(entry.kind, entry.name) for entry in TABLE]
    assert len(names) == len(set(names))


def test_no_handler_exists_outside_the_table() -> None:
    """Every public coroutine of a handler module that takes a turn is named in the table."""
    in_table = {entry.handler for entry in TABLE} | {entry.guard for entry in TABLE}
    folder = Path(inspect.getfile(bot.handlers)).parent
    outside = []
    for path in folder.glob("*.py"):
        module = getattr(bot.handlers, path.stem, None)
        if module is None or path.stem in WITHOUT_ENTRIES:
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
                function = getattr(module, node.name)
                if function not in in_table:
                    outside.append(f"{path.stem}.{node.name}")
    assert outside == []


@pytest.mark.parametrize("role", ROLES)
async def test_a_command_that_is_not_granted_is_refused_and_changes_nothing(
    world: World, role: str
) -> None:
    """Somebody of each role types every command; the others' are refused with a sentence."""
    person = await world.enrol("Daeng Naba", role=role, region=_region(role))
    before, seen = await _contents(world), len(person.inbox)
    refused = [one for one in COMMANDS if not (_grants(one, role) or one.fallback)]
    for entry in refused:
        person.writes(f"/{entry.name}")
    await world.settle()
    answers = [message.text for message in person.inbox[seen:]]
    assert len(answers) == len(refused)
    assert [one for one in answers if "tidak tersedia untuk peran Anda" not in one] == []
    assert await _contents(world) == before


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ROLES)
async def test_a_command_that_is_granted_is_answered(world: World, role: str) -> None:
    """Every command that a role may use gets an answer, and none of them fails."""
    person = await world.enrol("Daeng Naba", role=role, region=_region(role))
    for entry in COMMANDS:
        if not _grants(entry, role):
            continue
        seen = len(person.inbox)
        person.writes(f"/{entry.name}")
        await world.settle()
        answer = " ".join(message.text for message in person.inbox[seen:])
        assert answer, entry.name
        assert "gagal kami olah" not in answer, entry.name
        assert "tidak tersedia untuk peran Anda" not in answer, entry.name


@pytest.mark.parametrize("role", ROLES)
async def test_forged_buttons_change_nothing(world: World, role: str) -> None:
    """Buttons with a made-up signature, for every entry: refused over the chat."""
    person = await world.enrol("Daeng Naba", role=role, region=_region(role))
    before, seen = await _contents(world), len(person.toasts)
    for entry in BUTTONS:
        noun, verb = entry.name.split(":")
        person.presses_data(f"{noun}:1:{verb}:1:AAAAAAAA", person.last)
    await world.settle()
    refusals = dict(zip(BUTTONS, person.toasts[seen:], strict=True))
    assert [one.name for one, said in refusals.items() if "tidak berlaku" not in said] == []
    assert await _contents(world) == before


@pytest.mark.parametrize("role", ROLES)
async def test_genuine_buttons_of_things_that_are_not_ones_own_change_nothing(
    world: World, role: str
) -> None:
    """A button signed for this very chat, naming somebody else's draft, report or alert."""
    neighbour = await world.enrol("Tetangga", region="73.71.01.1001")
    neighbour.writes("ada kebakaran")
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.settle()
    neighbour.writes("ada maling")
    await world.settle()
    person = await world.enrol("Daeng Naba", role=role, region=_far(role))
    subjects = await _subjects(world)
    before = await _contents(world)
    for entry in BUTTONS:
        noun, verb = entry.name.split(":")
        if noun not in subjects:
            continue
        data = world.app.vault.sign(person.id, f"{noun}:{subjects[noun]}:{verb}:1:sara")
        person.presses_data(data, person.last)
        await world.settle()
        assert "tidak berlaku" in person.toasts[-1], entry.name
    assert await _contents(world) == before


def _far(role: str) -> str:
    return "73.08" if role in {"coordinator", "supervisor", "unit:ppa"} else VILLAGE


async def _subjects(world: World) -> dict[str, int]:
    return {
        "d": (await world.all(Draft, Draft.status == "open"))[0].id,
        "r": (await world.all(ReportAuthor))[0].id,
        "a": (await world.all(Alert))[0].id,
    }


async def test_a_button_copied_to_another_person_is_refused(world: World) -> None:
    """Somebody presses data that was signed for a neighbour's chat."""
    owner = await world.enrol("Pemilik")
    other = await world.enrol("Orang lain")
    owner.writes("ada maling masuk rumah")
    await world.settle()
    stolen = owner.last.rows[0][0]["callback_data"]
    before = await _contents(world)
    other.presses_data(stolen, other.last)
    await world.settle()
    assert "tidak berlaku" in other.toasts[-1]
    assert await _contents(world) == before


async def test_a_replayed_press_sends_nothing_twice(world: World) -> None:
    """The same button is pressed again after the report was sent: it stays one report."""
    person = await world.enrol("Daeng Naba")
    person.writes("ada maling masuk rumah")
    await world.settle()
    card = person.last
    data = data_of(card, "Masih, kirim")
    for _ in range(3):
        person.presses_data(data, card)
        await world.settle()
    assert await world.count(Report) == 1
