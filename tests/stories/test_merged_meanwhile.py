"""Between a question of the bot's and its answer two reports become one, or one becomes two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import ConversationMessage, Incident, Note, Report
from tests.conftest import FAST_LIMITS
from tests.stories.fires import data_of
from tests.stories.two_reports import FIRE, MAYBE, STILL
from tests.world import open_world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.stories.two_reports import Two
    from tests.world import World

QUIET = "Demo di lapangan Karebosi"
NOTE, QUESTION, ANSWER = "Damkar sudah di lokasi", "Masih ada orang di dalam?", "dua orang"
ASKED = "Terkirim ke pelapor. Jawabannya datang di sini."


@pytest.mark.both_databases
async def test_a_note_that_was_asked_for_before(world: World, two: Two) -> None:
    """Both reporters read it, the card of both shows it; apart it is the second one's again."""
    await two.presses(two.newer, "Tulis catatan")
    await two.merges()
    await world.writes(two.officer, NOTE)
    assert two.officer.last.text == "Tercatat. Pelapor diberi tahu."
    assert NOTE in two.older.text
    assert two.told(two.first, NOTE)
    assert two.told(two.second, NOTE)
    await two.splits()
    assert NOTE not in two.older.text
    assert NOTE in world.pages_to(two.officer)[-1].text
    (note,), (own,) = await world.all(Note), await world.all(Report, Report.text == MAYBE)
    assert (note.incident_id, note.origin_id) == (own.incident_id, None)


async def test_a_note_that_was_written_before(world: World, two: Two, photo: bytes) -> None:
    """It comes along, with its picture, and goes back."""
    await two.presses(two.newer, "Tulis catatan")
    two.officer.sends_photo(photo, caption=NOTE)
    await world.settle()
    await two.merges()
    assert f"{NOTE} · 1 foto" in two.older.text
    await world.passes(seconds=3)
    await two.splits()
    assert NOTE not in two.older.text
    await world.writes(two.officer, (await world.all(Incident))[1].ticket)
    await world.passes(seconds=3)
    assert f"{NOTE} · 1 foto" in two.officer.last.text


async def test_what_was_passed_on_to_the_watch_before(world: World, two: Two) -> None:
    """The watch reads the incident in which the reports stand now; of what is over nothing."""
    watch = await world.enrol("Daeng Ngalle", "watch")
    for card in (two.older, two.newer):
        await two.presses(card, "Saya tangani")
    newer = two.newer
    join = data_of(newer, "Gabung")
    await two.presses(newer, "Kabari pos ronda")
    two.officer.presses("Kirim", newer)
    two.officer.presses_data(join, newer)
    await world.settle()
    assert f"Tiket {two.tickets[0]}." in watch.last.text
    assert FIRE in watch.last.text
    assert MAYBE in watch.last.text


async def test_the_words_of_a_picture_that_was_noted_before(
    world: World, two: Two, photo: bytes
) -> None:
    """Merged between the two, and taken apart between them: it is one note of the same report."""
    await two.presses(two.newer, "Tulis catatan")
    await two.merges()
    two.officer.sends_photo(photo)
    await world.settle()
    await two.splits()
    await world.writes(two.officer, NOTE)
    (note,) = await world.all(Note)
    (own,) = await world.all(Report, Report.text == MAYBE)
    assert (note.text, note.incident_id) == (NOTE, own.incident_id)


@pytest.mark.both_databases
async def test_a_question_that_was_begun_before(world: World, two: Two) -> None:
    """It goes to whoever reported what it was begun about, and to nobody else."""
    await two.presses(two.newer, "Tanya pelapor")
    await two.merges()
    await world.writes(two.officer, QUESTION)
    assert two.officer.last.text == ASKED
    assert not await two.questions(two.first)
    (asked,) = await two.questions(two.second)
    two.second.writes(ANSWER, reply_to=asked)
    await world.settle()
    (answer,) = await world.sent(two.officer, "reporter_answer")
    assert ANSWER in answer.text


async def test_a_reply_to_the_card_of_what_was_merged(world: World, two: Two) -> None:
    """Its reporter is asked; a reply to the card of both asks both, and none sees the other."""
    await two.merges()
    await two.asks_by(two.newer, QUESTION)
    assert two.officer.last.text == ASKED
    assert [len(await two.questions(one)) for one in (two.first, two.second)] == [0, 1]
    await two.asks_by(two.older, "Sejak kapan?")
    assert [len(await two.questions(one)) for one in (two.first, two.second)] == [1, 2]
    tickets = {one.text: one.ticket for one in await world.all(Report)}
    for person, own, other in ((two.first, FIRE, MAYBE), (two.second, MAYBE, FIRE)):
        (*_, asked) = await two.questions(person)
        assert tickets[own] in asked.text
        person.writes(f"jawab {own}", reply_to=asked)
        await world.settle()
        assert not two.told(person, tickets[other])
        assert not two.told(person, f"jawab {other}")
    assert len({one.alias for one in await world.all(Report)}) == 2


@pytest.mark.parametrize("becomes", ["one", "two"])
async def test_an_answer_of_before_is_replied_to(world: World, two: Two, becomes: str) -> None:
    """Asked again, by a reply and by the button, and ended: whoever answered, wherever it is."""
    if becomes == "two":
        await two.merges()
    await two.asks_by(two.newer, QUESTION)
    (asked,) = await two.questions(two.second)
    two.second.writes(ANSWER, reply_to=asked)
    await world.settle()
    (answer,) = await world.sent(two.officer, "reporter_answer")
    await (two.merges() if becomes == "one" else two.splits())
    await two.asks_by(answer, "Lantai berapa?")
    two.officer.presses("Tanya lagi", answer)
    await world.settle()
    await world.writes(two.officer, "Lewat mana?")
    assert two.officer.last.text == ASKED
    assert [len(await two.questions(one)) for one in (two.first, two.second)] == [0, 3]
    two.officer.presses("Berhenti", answer)
    await world.settle()
    assert two.told(two.second, "Petugas mengakhiri tanya jawab")


async def test_a_question_of_a_draft_names_what_was_merged(world: World, two: Two) -> None:
    """What an officer writes by itself is offered as a question to the case in hand."""
    two.officer.presses("Saya tangani", two.older)
    await world.settle()
    two.officer.presses("Saya tangani", two.newer)
    await world.passes(minutes=20)
    await world.writes(two.officer, "Ada berapa orang di dalam?")
    draft = two.officer.last
    ask = next(one for one in draft.buttons if one.startswith("Tanya KT-"))
    named = ask.removeprefix("Tanya ")
    await two.presses(two.newer, "Gabung")
    two.officer.presses(ask, draft)
    await world.settle()
    assert two.officer.last.text == ASKED
    (own,) = await world.all(Report, Report.ticket == named)
    (asked,) = await world.all(ConversationMessage)
    assert asked.report_id == own.id


@pytest.mark.both_databases
async def test_what_called_nobody_is_taken_apart_before_the_answer(world: World) -> None:
    """The answer comes to whoever asked: what stands alone now is open to them as before."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, QUIET, "Kirim")
    ticket = await world.report(second, QUIET, "Kirim")
    await world.writes(officer, ticket)
    officer.writes(QUESTION, reply_to=officer.last)
    await world.settle()
    (asked,) = await world.sent(second, "reporter_question")
    case = next(one for one in reversed(officer.inbox) if "Lainnya" in one.buttons)
    while "Pisah" not in case.buttons:
        officer.presses("Lainnya", case)
        await world.settle()
    officer.presses("Pisah", case)
    await world.settle()
    officer.presses(f"Pisah {ticket}", case)
    await world.settle()
    assert await world.count(Incident) == 2
    second.writes(ANSWER, reply_to=asked)
    await world.settle()
    (answer,) = await world.sent(officer, "reporter_answer")
    assert ANSWER in answer.text


async def test_nobody_reads_that_an_erased_reporter_was_told(world: World) -> None:
    """Between the question and the note the reporter is erased: nobody reads that they were told.

    Nor after it, nor where the one who is left has blocked the bot.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, FIRE, STILL)
    await world.report(second, FIRE, STILL)
    await world.presses(officer, "Saya tangani")
    assert officer.toasts[-1] == "Anda yang menangani. Pelapor sudah diberi tahu."
    second.blocks()
    await world.settle()
    await world.presses(officer, "Lainnya", "Tulis catatan")
    await world.writes(first, "/hapus")
    await world.presses(first, "Ya, hapus")
    await world.writes(officer, NOTE)
    assert officer.last.text == "Tercatat."
    await world.presses(officer, "Menuju lokasi")
    assert officer.toasts[-1] == "Tercatat: Anda menuju lokasi."


@pytest.mark.parametrize(
    ("gone", "said"), [("first", "Digabung. Pelapor diberi tahu."), ("second", "Digabung.")]
)
async def test_whether_a_merge_is_heard_of(world: World, two: Two, gone: str, said: str) -> None:
    """The reporter of what was put to the other is told; the other one has nothing to hear."""
    getattr(two, gone).blocks()
    await world.settle()
    await two.merges()
    assert two.officer.toasts[-1] == said


async def test_of_several_the_first_who_may_be_asked_is(
    data: Path, sqlite_url: str, tmp_path: Path
) -> None:
    """One is asked at once; the first has ended it: the second gets the question, and answers."""
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "limits.toml").write_text(f"{FAST_LIMITS}\n[conversation]\nasked_at_once = 1\n")
    async with open_world(data, config_overlay=folder, database_url=sqlite_url) as world:
        officer = await world.enrol("Bripka Ilham", "officer")
        first, second = await world.enrol("Ani"), await world.enrol("Budi")
        await world.report(first, FIRE, STILL)
        await world.report(second, FIRE, STILL)
        (card,) = world.pages_to(officer)
        officer.writes(QUESTION, reply_to=card)
        await world.settle()
        assert not await world.sent(second, "reporter_question")
        await world.presses(first, "Berhenti")
        officer.writes(QUESTION, reply_to=card)
        await world.settle()
        assert officer.last.text.startswith("Terkirim ke 1 dari 2 pelapor.")
        assert len(await world.sent(first, "reporter_question")) == 1
        assert len(await world.sent(second, "reporter_question")) == 1
