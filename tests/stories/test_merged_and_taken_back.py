"""What was put to another report is still its writer's own, who may take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Incident, Report
from tests.stories.fires import data_of
from tests.stories.two_reports import FIRE, MAYBE, STILL

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.stories.two_reports import Two
    from tests.world import World


async def _takes_back(world: World, person: Person) -> None:
    """Let somebody leave open what they are asked, and take their report back."""
    receipt = next(one for one in reversed(person.inbox) if "Sudah aman" in one.buttons)
    labels = [one for one in receipt.buttons if one == "Lewati"]
    while labels:
        person.presses(labels[0], receipt)
        await world.settle()
        labels = [one for one in receipt.buttons if one == "Lewati"]
    for label in ("Salah kirim", "Ya, salah kirim"):
        person.presses(label, receipt)
        await world.settle()


async def _parts(world: World, officer: Person, card: Message) -> list[str]:
    """Return the buttons of a card and its menus that take something out."""
    seen, labels = set[str](), ["Kembali", *["Lainnya"] * 3]
    for label in labels:
        seen.update(card.buttons)
        if label in card.buttons:
            officer.presses(label, card)
            await world.settle()
    return [one for one in {*seen, *card.buttons} if one.startswith("Pisah")]


async def test_whoever_was_put_to_another_takes_their_own_back(world: World, two: Two) -> None:
    """Their receipt has `Salah kirim` still; the officer hears it, and goes on for the other."""
    await two.merges()
    await world.presses(two.second, "Salah kirim")
    receipt = next(one for one in two.second.inbox if "Ya, salah kirim" in one.buttons)
    assert "Orang lain juga melaporkan" in receipt.text
    await world.presses(two.second, "Ya, salah kirim")
    assert "satu pelapor menyatakan salah kirim" in two.older.text
    (stays, _) = await world.all(Incident)
    assert stays.status == "open"
    await world.writes(two.first, "/hapus")
    await world.presses(two.first, "Ya, hapus")
    assert (await world.all(Incident))[0].status == "open"


async def test_the_other_has_erased_themselves(world: World, two: Two) -> None:
    """Nobody knows who they were: what they said goes on."""
    await two.merges()
    await world.writes(two.first, "/hapus")
    await world.presses(two.first, "Ya, hapus")
    await world.presses(two.second, "Salah kirim", "Ya, salah kirim")
    assert (await world.all(Incident))[0].status == "open"


async def test_what_was_taken_back_is_not_taken_out(world: World, two: Two) -> None:
    """`Pisah` would call people for what nobody says any more; said again, it may."""
    await two.merges()
    await two.presses(two.older, "Pisah")
    card = two.older
    old = data_of(card, "Pisah KT")
    await world.presses(two.second, "Salah kirim", "Ya, salah kirim")
    two.officer.presses_data(old, card)
    await world.settle()
    (own,) = await world.all(Report, Report.text == MAYBE)
    assert own.incident_id == (await world.all(Incident))[0].id
    await world.presses(two.second, "Tetap laporkan")
    await two.splits()


async def test_the_only_one_that_stands_is_not_taken_out(world: World, two: Two) -> None:
    """Who was first took theirs back: without the other's, people were called on for nobody."""
    await two.merges()
    await two.presses(two.older, "Pisah")
    card = two.older
    old = data_of(card, "Pisah KT")
    await _takes_back(world, two.first)
    two.officer.presses_data(old, card)
    await world.settle()
    (own,) = await world.all(Report, Report.text == MAYBE)
    assert own.incident_id == (await world.all(Incident))[0].id
    assert not await _parts(world, two.officer, two.older)
    await world.presses(two.second, "Salah kirim", "Ya, salah kirim")
    (stays, _) = await world.all(Incident)
    assert (stays.status, stays.outcome) == ("closed", "mistaken")


async def test_what_joined_by_itself_is_not_taken_out_alone(world: World) -> None:
    """It joined as it was sent, and the first was taken back: the officer is not offered it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, FIRE, STILL)
    await world.report(second, FIRE, STILL)
    assert await world.count(Incident) == 1
    card = world.pages_to(officer)[-1]
    officer.presses("Saya tangani", card)
    await world.settle()
    await _takes_back(world, first)
    card = next(one for one in reversed(officer.inbox) if "Lainnya" in one.buttons)
    assert not await _parts(world, officer, card)
