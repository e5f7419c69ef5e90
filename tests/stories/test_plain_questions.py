"""Whoever holds a case and simply writes, without replying to it, may ask its reporter by a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import ConversationMessage, Draft, Report
from tests.reported_fire import reported_fire

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

WORDS = "Ada berapa orang di dalam?"
ASKED = "Terkirim ke pelapor. Jawabannya datang di sini."
KINDS = ("Kebakaran rumah", "Maling masuk rumah", "Banjir besar", "Tawuran pakai parang")
PLACES = ("RT 01 Borong", "RT 07 dekat pasar", "RW 11 belakang masjid", "lorong 9 tepi kanal")


async def _held(world: World) -> tuple[Person, Person, str]:
    """An officer who holds a fire, whoever reported it, and its ticket."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.presses(officer, "Saya tangani")
    await world.passes(minutes=20)
    return officer, neighbour, ticket


async def _questions(world: World, person: Person) -> list[str]:
    return [one.text for one in await world.sent(person, "reporter_question")]


@pytest.mark.both_databases
async def test_a_plain_question_is_offered_to_the_held_case(world: World) -> None:
    """Nothing is passed on before the tap; after it the draft is gone, and a second tap asks not.

    The answer comes as to any question.
    """
    officer, neighbour, ticket = await _held(world)
    await world.writes(officer, f"{WORDS} Nomor saya 0812-3456-7890")
    assert officer.last.buttons == [f"Tanya {ticket}", "Laporan baru", "Batal"]
    assert not await _questions(world, neighbour)
    card = officer.last
    officer.presses(f"Tanya {ticket}", card)
    officer.presses(f"Tanya {ticket}", card)
    await world.settle()
    (question,) = await _questions(world, neighbour)
    assert WORDS in question
    assert "0812" not in question
    assert "Ilham" not in question
    assert officer.last.text == ASKED
    assert not officer.last.buttons
    assert await world.count(Draft) == 0
    assert await world.count(Report) == 1
    neighbour.writes("dua orang", reply_to=(await world.sent(neighbour, "reporter_question"))[0])
    await world.settle()
    (answer,) = await world.sent(officer, "reporter_answer")
    assert "dua orang" in answer.text


async def test_several_questions_are_questions_too(world: World) -> None:
    """Whatever a rule or the model fears in them: their writer says what they are."""
    officer, _, ticket = await _held(world)
    await world.writes(officer, "Ada berapa orang di dalam? Pintunya warna apa?")
    assert officer.last.buttons == [f"Tanya {ticket}", "Laporan baru", "Batal"]


@pytest.mark.both_databases
async def test_it_may_be_kept_as_a_report(world: World) -> None:
    """Laporan baru: the card is a draft's, as it is for everybody else."""
    officer, neighbour, _ = await _held(world)
    await world.writes(officer, WORDS)
    await world.presses(officer, "Laporan baru")
    assert officer.last.buttons == ["Kirim", "🚨 Ya, darurat", "Ubah", "Lainnya"]
    await world.presses(officer, "Kirim")
    assert await world.count(Report, Report.text == WORDS) == 1
    assert not await _questions(world, neighbour)


async def test_what_is_kept_as_a_report_stays_one(world: World) -> None:
    """Edited, severity changed, more words put to it: no redrawn card offers the question again."""
    officer, _, ticket = await _held(world)
    written = officer.writes("Rumah yang mana?")
    await world.settle()
    await world.presses(officer, "Laporan baru")
    officer.edits(written, "Rumah yang mana? Pagar warna apa?")
    await world.settle()
    assert "Pagar warna apa?" in officer.last.text
    assert officer.last.buttons[0] == "Kirim"
    await world.presses(officer, "Ubah", "Lainnya", "Kembali")
    assert officer.last.buttons[0] == "Kirim"
    await world.writes(officer, "Yang dekat masjid")
    assert "Yang dekat masjid" in officer.last.text
    assert f"Tanya {ticket}" not in officer.last.buttons
    assert await world.count(Draft) == 1


async def test_what_follows_lapor_is_a_report(world: World) -> None:
    """Its writer has said so before."""
    officer, _, _ = await _held(world)
    await world.writes(officer, f"/lapor {WORDS}")
    assert officer.last.buttons[0] == "Kirim"


@pytest.mark.parametrize("words", ["maling masuk rumah di RT 05", "TOLONG!!!"])
async def test_an_incident_is_no_question(world: World, words: str) -> None:
    """Its kind is named, or it is a cry: its card asks what it asks of everybody."""
    officer, _, _ = await _held(world)
    await world.writes(officer, words)
    assert officer.last.buttons[:2] == ["Masih, kirim", "Sudah lewat, kirim"]


async def test_who_holds_nothing_is_offered_nothing(world: World) -> None:
    """They were paged, but have not taken it: another may have it in hand."""
    officer, _, _, _ = await reported_fire(world)
    await world.writes(officer, WORDS)
    assert officer.last.buttons[0] == "Kirim"


async def test_what_was_closed_meanwhile_is_said_and_nothing_is_lost(world: World) -> None:
    """The press comes too late: the card is an ordinary draft's, with the same words."""
    officer, neighbour, ticket = await _held(world)
    await world.writes(officer, WORDS)
    card = officer.last
    page = world.pages_to(officer)[-1]
    officer.presses("Selesai", page)
    await world.settle()
    officer.presses("Tertangani", world.pages_to(officer)[-1])
    await world.settle()
    officer.presses(f"Tanya {ticket}", card)
    await world.settle()
    assert any("Laporan ini sudah selesai" in one.text for one in officer.inbox)
    assert await world.count(ConversationMessage) == 0
    assert not await _questions(world, neighbour)
    assert await world.count(Draft, Draft.status == "open", Draft.text == WORDS) == 1


async def test_of_several_the_newest_three_are_offered(world: World) -> None:
    """Four are held: three of them and the way to a report of its own, which are four buttons."""
    officer = await world.enrol("Bripka Ilham", "officer")
    tickets = []
    for nth, place in enumerate(PLACES):
        neighbour = await world.enrol(f"Warga {nth}")
        tickets.append(await world.report(neighbour, f"{KINDS[nth]} di {place}"))
        officer.presses("Saya tangani", world.pages_to(officer)[-1])
        await world.passes(minutes=1)
    await world.writes(officer, WORDS)
    newest = [f"Tanya {ticket}" for ticket in reversed(tickets[1:])]
    assert officer.last.buttons == [*newest, "Laporan baru"]


async def test_a_confidential_reporter_is_not_asked_before_they_agree(world: World) -> None:
    """As by a reply: it is said, the words stay a draft."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Ani")
    ticket = await world.report(neighbour, "Istri tetangga dipukul suami, tolong")
    await world.presses(officer, "Saya tangani")
    await world.writes(officer, WORDS)
    await world.presses(officer, f"Tanya {ticket}")
    assert any("Belum bisa ditanya" in one.text for one in officer.inbox)
    assert not await _questions(world, neighbour)
    assert await world.count(Draft, Draft.text == WORDS) == 1
