"""What is asked after sending, never before: danger first, one at a time, each skippable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Addendum, Alert, Delivery, Draft, Report, ReportAuthor
from tests.world import opened_again

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Kebakaran di RT 03"
STRANGE = "ada orang aneh di RT 02, bicara sendiri"
ABUSE = "Suami tetangga pukul istrinya di RT 05"
INSIDE, HURT = "Masih ada orang di dalam?", "Ada yang luka?"


async def _people(world: World) -> tuple[Person, Person]:
    return await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")


def _data(card: Message, label: str) -> str:
    """Return what pressing a button of a card means."""
    return str(
        next(one for row in card.rows for one in row if one["text"] == label)["callback_data"]
    )


async def _edits(world: World, person: Person) -> int:
    member = await world.member_id(person)
    of = Delivery.recipient_id == member, Delivery.edits.is_not(None)
    return await world.count(Delivery, *of)


async def test_two_answers_stand_on_the_officers_card(world: World) -> None:
    """One question after the other in the receipt, one edit of the card each, and no page more."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    receipt = neighbour.last
    assert INSIDE in receipt.text
    assert receipt.buttons == ["Lewati", "Ya", "Tidak", "Sudah aman"]
    before = await _edits(world, officer)
    await world.presses(neighbour, "Ya")
    assert HURT in neighbour.last.text
    await world.presses(neighbour, "Tidak")
    assert neighbour.last is receipt
    assert "Sudah aman" in receipt.buttons
    assert "❓" not in receipt.text
    assert f"{INSIDE} Ya · {HURT} Tidak" in officer.last.text
    assert await _edits(world, officer) == before + 2
    assert len(world.pages_to(officer)) == len(officer.inbox) - 1 == 1


async def test_what_is_skipped_or_was_told_is_not_asked(world: World) -> None:
    """Nor is anything of what is over; nobody reads that something was skipped."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, f"{FIRE}, ada korban luka", "Masih, kirim")
    shown = officer.last.text
    assert INSIDE in neighbour.last.text
    await world.presses(neighbour, "Lewati")
    assert "❓" not in neighbour.last.text
    assert officer.last.text == shown
    await world.report(neighbour, "kecelakaan motor di jalan poros", "Sudah lewat, kirim")
    assert "❓" not in neighbour.last.text


async def test_an_old_button_answers_kindly(world: World) -> None:
    """Of a question that was answered, and of a report that is closed: the card loses them."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    receipt = neighbour.last
    first = _data(receipt, "Ya")
    await world.presses(neighbour, "Tidak")
    neighbour.presses_data(first, receipt)
    await world.settle()
    assert await world.count(Addendum) == 1
    second = _data(receipt, "Ya")
    await world.presses(officer, "Tidak ada kejadian")
    assert "Ya" not in receipt.buttons
    neighbour.presses_data(second, receipt)
    await world.settle()
    assert await world.count(Addendum) == 1


async def test_a_yes_may_call(world: World) -> None:
    """It called nobody; the question says that Ya calls, and it does, once."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, STRANGE)
    assert world.pages_to(officer) == []
    assert "Bawa senjata?" in neighbour.last.text
    assert "Ya: petugas dipanggil sekarang." in neighbour.last.text
    await world.presses(neighbour, "Ya")
    (page,) = world.pages_to(officer)
    assert "Bawa senjata? Ya" in page.text
    assert await world.count(Report) == await world.count(Alert) == 1


async def test_nothing_is_asked_before_it_is_safe(world: World) -> None:
    """About a confidential kind: first whether the phone is safe, then danger."""
    _, neighbour = await _people(world)
    await world.report(neighbour, ABUSE, "Masih, kirim")
    assert "Aman dihubungi di HP ini?" in neighbour.last.text
    assert HURT not in neighbour.last.text
    await world.presses(neighbour, "Aman")
    assert "Pelaku masih di sana?" in neighbour.last.text


async def test_whoever_says_so_is_not_written_to(world: World) -> None:
    """No question, no news; the officers read it, and what the reporter opens is shown."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, ABUSE, "Masih, kirim")
    await world.presses(neighbour, "Jangan hubungi")
    heard = len(neighbour.inbox)
    assert "❓" not in neighbour.last.text
    await world.presses(officer, "Saya tangani")
    await world.passes(minutes=1)
    assert len(neighbour.inbox) == heard
    assert "Pelapor minta tidak dihubungi" in officer.last.text
    (author,) = await world.all(ReportAuthor)
    assert author.allows_contact is False


async def test_a_question_in_words_swallows_nothing(world: World) -> None:
    """What answers is added; what names an incident of its own is a report, as ever."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, "anak hilang sejak tadi sore", "Masih, kirim")
    await world.presses(neighbour, "Aman")
    assert "terakhir terlihat" in neighbour.last.text
    await world.writes(neighbour, "Kebakaran di RT 03")
    assert "BELUM TERKIRIM" in neighbour.last.text
    await world.writes(neighbour, "/batal")
    ticket = await world.report(neighbour, "nenek saya hilang dari pasar", "Masih, kirim")
    await world.presses(neighbour, "Aman")
    await world.writes(neighbour, "68, baju merah, di gerbang pasar")
    (added,) = await world.all(Addendum)
    assert added.question == "last_seen"
    assert await world.count(Draft, Draft.status == "open") == 0
    assert "baju merah" in officer.last.text
    assert ticket in neighbour.last.text


@pytest.mark.both_databases
async def test_a_kill_after_the_answer_loses_nothing(world: World) -> None:
    """It is kept once, and both cards show it when the bot is back."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    neighbour.presses("Ya")
    await world.takes()
    async with opened_again(world, world.url) as back:
        await back.settle()
    assert await world.count(Addendum) == 1
    assert HURT in neighbour.last.text
    assert f"{INSIDE} Ya" in officer.last.text


async def test_danger_over_is_one_tap_while_something_is_asked(world: World) -> None:
    """Whoever is safe says so at once, about a confidential kind too; the question stays."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(neighbour, "Sudah aman")
    assert "aman" in officer.last.text
    assert INSIDE in neighbour.last.text
    await world.report(neighbour, ABUSE, "Masih, kirim")
    assert neighbour.last.buttons == ["Lewati", "Aman", "Jangan hubungi", "Sudah aman"]


async def test_whether_it_is_safe_may_be_skipped(world: World) -> None:
    """Nothing further is asked then, and news comes as before."""
    _, neighbour = await _people(world)
    await world.report(neighbour, ABUSE, "Masih, kirim")
    await world.presses(neighbour, "Lewati")
    assert "❓" not in neighbour.last.text
    (author,) = await world.all(ReportAuthor)
    assert author.allows_contact is None


@pytest.mark.parametrize("by_words", [False, True])
async def test_not_to_be_written_to_is_taken_back(world: World, *, by_words: bool) -> None:
    """By the receipt's button, or by words that say nothing else: news comes again."""
    officer, neighbour = await _people(world)
    await world.report(neighbour, ABUSE, "Masih, kirim")
    await world.presses(neighbour, "Jangan hubungi")
    if by_words:
        await world.writes(neighbour, "boleh hubungi saya lagi")
    else:
        await world.presses(neighbour, "Boleh hubungi")
    (author,) = await world.all(ReportAuthor)
    assert author.allows_contact is True
    assert "Pelapor minta tidak dihubungi" not in officer.last.text
    heard = len(neighbour.inbox)
    await world.presses(officer, "Saya tangani")
    assert len(neighbour.inbox) == heard + 1
