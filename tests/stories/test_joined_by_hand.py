"""The officer puts together what no rule thinks is one, from a list on the card, and undoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Incident, Merge, Report
from tests.world import NEIGHBOUR_VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE, THEFT = "Kebakaran di RT 03", "Ada maling masuk rumah di RT 05"
LIST = "Gabung laporan lain"


async def _takes(world: World, officer: Person, card: Message) -> None:
    officer.presses("Saya tangani", card)
    await world.settle()


async def _opens(world: World, officer: Person, card: Message, label: str) -> None:
    """Press through the menus of a card until a button is there, and press it."""
    while label not in card.buttons:
        officer.presses("Lainnya", card)
        await world.settle()
    officer.presses(label, card)
    await world.settle()


async def _reports(world: World, *texts: str) -> list[Person]:
    """Let somebody else report each, seconds apart."""
    people = [await world.enrol(f"Warga {number}") for number, _ in enumerate(texts)]
    for one, text in zip(people, texts, strict=True):
        await world.report(one, text)
        await world.passes(seconds=20)
    return people


@pytest.mark.both_databases
async def test_two_of_different_kinds_are_put_together_and_taken_apart(world: World) -> None:
    """One tap on the list, whose way back lies where the list was asked for; undone as ever."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await _reports(world, FIRE, THEFT)
    fire, theft = world.pages_to(officer)
    await _takes(world, officer, theft)
    assert "Gabung" not in theft.buttons
    await _opens(world, officer, theft, LIST)
    assert "Gabung dengan laporan mana?" in theft.text
    assert [len(row) for row in theft.rows] == [1, 1]
    back, other = theft.buttons
    assert back == "Kembali"
    assert other == "1. Kebakaran, RT 03, 20.00 WITA"
    officer.presses(other, theft)
    await world.settle()
    assert "DIGABUNG" in fire.text
    assert "2 pelapor" in theft.text
    assert FIRE in theft.text
    (kept,) = await world.all(Incident, Incident.merged_into_id.is_(None))
    assert await world.count(Report, Report.incident_id == kept.id) == 2
    await _opens(world, officer, theft, "Pisah")
    officer.presses(next(one for one in theft.buttons if one.startswith("Pisah KT-")), theft)
    await world.settle()
    assert await world.count(Incident, Incident.merged_into_id.is_(None)) == 2
    assert await world.count(Merge, Merge.undone_at.is_not(None)) == 1
    assert sorted(one.status for one in await world.all(Alert)) == ["acknowledged", "open"]


async def test_the_nearest_in_time_are_listed_on_two_pages(world: World) -> None:
    """Four buttons at most; what is over is none of them."""
    officer = await world.enrol("Bripka Ilham", "officer")
    kinds = (FIRE, "Banjir besar", "Tabrakan motor", "Tawuran pakai parang", "Pencopetan", THEFT)
    await _reports(world, *(f"{kind} di RT {number:02}" for number, kind in enumerate(kinds, 4)))
    first, *_, last = world.pages_to(officer)
    officer.presses("Tidak ada kejadian", first)
    await world.settle()
    await _takes(world, officer, last)
    await _opens(world, officer, last, LIST)
    assert last.buttons[:2] == ["Kembali", "Berikutnya"]
    assert [one[:2] for one in last.buttons[2:]] == ["1.", "2."]
    assert "RT 08" in last.buttons[2]
    officer.presses("Berikutnya", last)
    await world.settle()
    assert [one[:2] for one in last.buttons] == ["Ke", "3.", "4."]
    assert not any("Kebakaran" in one for one in last.buttons)
    await _opens(world, officer, last, "Kembali")
    assert last.buttons[0] == "Menuju lokasi"


async def test_what_others_read_is_neither_listed_nor_joined(world: World) -> None:
    """Violence at home, and a fire next door: no list is offered, a forged button joins neither."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Aipda Mira", "unit:ppa", "73.71")
    await _reports(world, FIRE, "Istri tetangga dipukul suami di RT 02")
    beyond = await world.enrol("Daeng Naba", region=NEIGHBOUR_VILLAGE)
    await world.report(beyond, FIRE)
    (card, *_) = world.pages_to(officer)
    await _takes(world, officer, card)
    seen = list(card.buttons)
    while "Lainnya" in card.buttons:
        officer.presses("Lainnya", card)
        await world.settle()
        seen += card.buttons
    assert LIST not in seen
    mine, *others = sorted(await world.all(Incident), key=lambda one: one.id)
    alert = next(one for one in await world.all(Alert) if one.incident_id == mine.id)

    async def forges(pressed: str) -> None:
        data = f"a:{alert.id}:{pressed}"
        officer.presses_data(world.app.vault.sign(officer.id, data), card)
        await world.settle()

    await forges(f"others:{alert.run}:0")
    assert "Tidak ada laporan lain" in card.text
    assert card.buttons == ["Kembali"]
    for other in others:
        await forges(f"join:{alert.run}:{other.id}")
    assert await world.count(Merge) == 0
    assert await world.count(Incident, Incident.merged_into_id.is_not(None)) == 0


async def _joined(world: World, officer: Person) -> tuple[Message, Person]:
    """Put a theft and a fire together; return the theft's card, which stays, and its writer."""
    first, _ = await _reports(world, THEFT, FIRE)
    card, _ = world.pages_to(officer)
    await _takes(world, officer, card)
    await _opens(world, officer, card, LIST)
    officer.presses(card.buttons[1], card)
    await world.settle()
    return card, first


async def _apart(world: World, officer: Person, card: Message) -> tuple[Incident, Incident]:
    await _opens(world, officer, card, "Pisah")
    officer.presses(next(one for one in card.buttons if one.startswith("Pisah KT-")), card)
    await world.settle()
    first, second = sorted(await world.all(Incident), key=lambda one: one.id)
    return first, second


async def test_taken_apart_each_is_as_bad_as_it_was(world: World) -> None:
    """A theft put together with a fire is as bad as that, until it stands alone again."""
    officer = await world.enrol("Bripka Ilham", "officer")
    card, _ = await _joined(world, officer)
    assert "[DARURAT]" in card.text
    theft, fire = await _apart(world, officer, card)
    assert "[SEDANG]" in card.text
    assert (theft.severity, fire.severity) == ("SEDANG", "DARURAT")


async def test_what_a_neighbour_added_meanwhile_keeps_it_as_bad(world: World) -> None:
    """The theft has become one with weapons while both were one: apart it is no milder."""
    officer = await world.enrol("Bripka Ilham", "officer")
    card, first = await _joined(world, officer)
    await world.writes(first, "malingnya bawa parang, masih di dalam rumah")
    await world.passes(minutes=1)
    card = next(one for one in reversed(officer.inbox) if "Menuju lokasi" in one.buttons)
    theft, _ = await _apart(world, officer, card)
    assert theft.severity == "DARURAT"


async def test_what_both_were_called_is_not_said_of_the_one_that_goes(world: World) -> None:
    """Two that were one were a brawl: apart, the fire is a fire in its report, too."""
    officer = await world.enrol("Bripka Ilham", "officer")
    card, _ = await _joined(world, officer)
    await _opens(world, officer, card, "Ubah")
    for label in ("Jenis", "Kekerasan, KDRT, pelecehan", "Penganiayaan"):
        while not (found := [one for one in card.buttons if label in one]):
            officer.presses("Jenis lain" if "Jenis lain" in card.buttons else "Lainnya", card)
            await world.settle()
        officer.presses(found[0], card)
        await world.settle()
    first, second = await _apart(world, officer, card)
    assert (first.category, second.category) == ("penganiayaan", "kebakaran")
    said = {one.incident_id: one.category for one in await world.all(Report)}
    assert said == {first.id: "penganiayaan", second.id: "kebakaran"}
