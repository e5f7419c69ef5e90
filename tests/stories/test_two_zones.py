"""Whoever serves in several zones reads each time on the clocks of the village it is about."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.world import VILLAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.telegram import Person
    from tests.world import World

pytestmark = pytest.mark.nation
GAMBIR, GURABESI = "31.71.01.1001", "91.71.01.1001"  # in Jakarta, in Jayapura
EVENING = {GAMBIR: "19.00 WIB", VILLAGE: "20.00 WITA", GURABESI: "21.00 WIT"}  # at noon, UTC
FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Knalpot brong di lorong 5, bising sekali"
SHOWN = re.compile(r"\b[0-2]\d\.[0-5]\d WI(?:B|TA|T)\b")
BARE = re.compile(r"\b[0-2]?\d[.:][0-5]\d\b(?! WI(?:B|TA|T)\b)")


async def _serves(world: World, name: str, role: str, *regions: str) -> Person:
    first, *others = regions
    person = await world.enrol(name, role, first)
    for region in others:
        await _writes(world, person, f"/start {await world.invite(role, region)}")
    return person


async def _writes(world: World, person: Person, text: str) -> str:
    person.writes(text)
    await world.settle()
    return person.last.text


async def _presses(world: World, person: Person, label: str) -> str:
    person.presses(label)
    await world.settle()
    return person.last.text


@pytest.mark.both_databases
async def test_an_officer_of_three_zones_reads_each_page_in_its_own(world: World) -> None:
    """The page, what its history says, the reporter's receipt and news: all by one clock."""
    officer = await _serves(world, "Bripka Ilham", "officer", GAMBIR, VILLAGE, GURABESI)
    for village, at in EVENING.items():
        neighbour = await world.enrol(f"Warga {village}", region=village)
        await world.report(neighbour, FIRE, "Masih, kirim")
        page = world.pages_to(officer)[-1]
        assert f"{at}, masih berlangsung: ya" in page.text
        await _presses(world, officer, "Saya tangani")
        assert at in page.text.splitlines()[3]  # who holds it, since when
        assert any(at in told.text and "· tiket " in told.text for told in neighbour.inbox)
        assert at in neighbour.last.text
        assert at in await _writes(world, neighbour, "/laporanku")


async def test_who_goes_off_duty_in_two_zones_is_told_to_the_chief_of_both(world: World) -> None:
    """Each post that nobody keeps is named with the hour there; /jaga shows both."""
    chief = await _serves(world, "AKP Karim", "supervisor", "31.71.01", "91.71.01")
    officer = await _serves(world, "Bripka Ilham", "officer", GAMBIR, GURABESI)
    await _writes(world, officer, "/jaga")
    card = await _presses(world, officer, "Lepas jaga")
    assert "sejak Sel 24 Nov 19.00 WIB/Sel 24 Nov 21.00 WIT" in card
    assert "Kel. Gambir lepas jaga sejak 19.00 WIB" in chief.last.text
    assert "Kel. Gurabesi lepas jaga sejak 21.00 WIT" in chief.last.text


async def test_a_test_page_names_the_hour_in_both_zones(world: World) -> None:
    """It is about no village; the chief reads where it was not heard."""
    chief = await world.enrol("Iptu Karim", "supervisor", "73.71.09")
    officer = await _serves(world, "Bripka Ilham", "officer", VILLAGE, GAMBIR)
    assert "UJI PANGGILAN 19.00 WIB/20.00 WITA." in await _writes(world, officer, "/uji")
    heard = await _presses(world, officer, "Saya dengar")
    assert "Uji terdengar 19.00 WIB/20.00 WITA." in heard
    await _writes(world, officer, "/uji")
    await world.passes(minutes=10)
    assert "tidak dijawab (19.10 WIB/20.10 WITA)" in chief.last.text


@pytest.mark.both_databases
async def test_the_same_moment_is_another_day_further_east(world: World) -> None:
    """At 23.30 in Jakarta it is tomorrow in Makassar, and the card says so."""
    officer = await _serves(world, "Bripka Ilham", "officer", GAMBIR, VILLAGE)
    world.clock.at = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    await _writes(world, officer, "/jaga")
    card = await _presses(world, officer, "Lepas jaga")
    assert "Sel 24 Nov 23.30 WIB/Rab 25 Nov 00.30 WITA" in card


@pytest.mark.both_databases
async def test_each_village_has_its_own_week(world: World) -> None:
    """Monday 00.30 in Jayapura is Sunday in Jakarta: a report is of the week that it has there."""
    coordinator = await _serves(world, "Bu Ratna", "coordinator", GAMBIR, GURABESI)
    people = [await world.enrol(f"Warga {code}", region=code) for code in (GAMBIR, GURABESI)]
    world.clock.at = datetime(2026, 11, 29, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT
    for person in people:
        await world.report(person, NOISE)
    world.clock.at += timedelta(hours=9)
    told = await _writes(world, coordinator, "/ringkasan")
    week, _, running = told.partition("Minggu ini sampai")
    assert "Minggu ke-48, 23\u201329 November 2026" in week
    assert "Kejadian: 1 (sebelumnya 0" in week
    assert "- Gambir: 1" in week
    assert "Gurabesi: 1" not in week
    assert "Sen 30 Nov 07.30 WIB: 1 kejadian" in running


async def _fires(world: World, people: Sequence[Person], officer: Person) -> None:
    """Everybody reports one; the officer takes the last at once, the others late."""
    for person in people:
        person.writes(FIRE, at=world.clock.at - timedelta(minutes=37))
        await world.settle()
        await _presses(world, person, "Masih, kirim")
    await _presses(world, officer, "Saya tangani")
    await world.passes(hours=1)
    for _ in people:
        for label in ("Saya tangani", "Selesai", "Tertangani"):
            await _presses(world, officer, label)


async def test_no_hour_is_shown_without_its_zone(world: World) -> None:
    """A day of everybody in three zones: pages, receipts, news, lists, digests, codes, tests."""
    chief = await _serves(world, "AKP Karim", "supervisor", "31.71", "73.71", "91.71")
    ratna = await _serves(world, "Bu Ratna", "coordinator", "31.71", "73.71", "91.71")
    officer = await _serves(world, "Bripka Ilham", "officer", GAMBIR, VILLAGE, GURABESI)
    people = [await world.enrol(f"Warga {code}", region=code) for code in EVENING]
    guard = await world.enrol("Daeng Tata", "watch", GURABESI)
    await _fires(world, people, officer)
    people[0].writes(NOISE, at=world.clock.at - timedelta(minutes=9))  # never sent: a reminder
    await world.settle()
    for person, command in ((guard, "/aman 3"), (officer, "/tugas"), (officer, "/jaga")):
        await _writes(world, person, command)
    await _presses(world, officer, "Lepas jaga")
    await _writes(world, officer, "/uji")
    await _writes(world, ratna, f"/undang officer {GURABESI}")
    await world.passes(days=7)
    for person in (officer, ratna, chief):
        await _writes(world, person, "/ringkasan")
    for person in people:
        await _writes(world, person, "/laporanku")
    everybody = (chief, ratna, officer, guard, *people)
    texts = [message.text for person in everybody for message in person.inbox]
    assert [text for text in texts if BARE.search(text)] == []
    assert sum(SHOWN.search(text) is not None for text in texts) >= 40
