"""What an operator writes into escalation.toml is what happens, to the second."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Incident
from bot.services.alerts import paging
from tests.conftest import FAST_LIMITS
from tests.world import CITY, DISTRICT, PROVINCE, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.standin.telegram import Person
    from tests.world import World

ESCALATION = """
acknowledgement_lease = "90s"
lease_grace = "10s"

[policy.default]
repeat = 0
[[policy.default.step]]
targets = ["officer"]
delay = "10s"
[[policy.default.step]]
targets = ["supervisor"]
delay = "20s"

[policy.slow]
repeat = 2
[[policy.slow.step]]
targets = ["deputy", "supervisor@regency"]
delay = "1h"

[severity.SEDANG]
policy = "slow"
"""
FIRE = "Ada kebakaran di RT 03, api besar"
THEFT = "Ada maling masuk rumah tetangga"


@pytest.fixture
async def strict(data: Path, database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """The world of an operator who has written policies."""
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "escalation.toml").write_text(ESCALATION)
    (folder / "limits.toml").write_text(FAST_LIMITS)
    async with open_world(data, config_overlay=folder, database_url=database_url) as opened:
        yield opened


async def _people(world: World) -> dict[str, Person]:
    return {
        "officer": await world.enrol("Bripka Ilham", "officer"),
        "deputy": await world.enrol("Bripda Sari", "deputy"),
        "district": await world.enrol("Iptu Karim", "supervisor", DISTRICT),
        "city": await world.enrol("Kompol Andi", "supervisor", CITY),
        "province": await world.enrol("Kombes Rahman", "supervisor", PROVINCE),
        "neighbour": await world.enrol("Daeng Naba"),
    }


def _paged(world: World, people: dict[str, Person]) -> dict[str, int]:
    pages = {who: len(world.pages_to(person)) for who, person in people.items()}
    return {who: n for who, n in pages.items() if n}


async def test_steps_of_seconds_are_kept(strict: World) -> None:
    """Ten seconds, twenty, no repetition: then the nearest supervisor above, each half hour."""
    people = await _people(strict)
    await strict.report(people["neighbour"], FIRE, "Masih, kirim")
    await strict.passes(seconds=9)
    assert _paged(strict, people) == {"officer": 1}
    await strict.passes(seconds=1)
    assert _paged(strict, people) == {"officer": 1, "district": 1}
    await strict.passes(seconds=19)
    assert _paged(strict, people) == {"officer": 1, "district": 1}
    await strict.passes(seconds=1)
    assert _paged(strict, people) == {"officer": 1, "district": 1, "city": 1}
    await strict.passes(minutes=60)
    assert _paged(strict, people) == {"officer": 1, "district": 1, "city": 3}


async def test_the_severity_chooses_the_policy(strict: World) -> None:
    """SEDANG: the deputy and the city's supervisor, three times, then the province."""
    people = await _people(strict)
    await strict.report(people["neighbour"], THEFT, "Masih, kirim")
    assert _paged(strict, people) == {"deputy": 1, "city": 1}
    await strict.passes(hours=2)
    assert _paged(strict, people) == {"deputy": 3, "city": 3}
    await strict.passes(hours=1)
    assert _paged(strict, people) == {"deputy": 3, "city": 3, "province": 1}


async def test_lease_and_grace_of_the_operator(strict: World) -> None:
    """Asked after 90 seconds; ten later the next step is taken; on the way renews it."""
    people = await _people(strict)
    officer = people["officer"]
    await strict.report(people["neighbour"], FIRE, "Masih, kirim")
    officer.presses("Saya tangani")
    await strict.settle()
    await strict.passes(seconds=80)
    officer.presses("Menuju lokasi")
    await strict.settle()
    await strict.passes(seconds=89)
    assert "masih Anda tangani?" not in officer.last.text
    await strict.passes(seconds=1)
    assert "masih Anda tangani?" in officer.last.text
    await strict.passes(seconds=9)
    assert not strict.pages_to(people["district"])
    await strict.passes(seconds=1)
    assert len(strict.pages_to(people["district"])) == 1


async def test_the_nearest_supervisor_above_who_can_be_reached(world: World) -> None:
    """The city's supervisor has blocked the bot: the last resort is the province."""
    people = await _people(world)
    people["city"].blocks()
    await world.settle()
    await world.report(people["neighbour"], FIRE, "Masih, kirim")
    await world.passes(minutes=40)
    assert len(world.pages_to(people["province"])) == 1
    assert not world.pages_to(people["city"])


async def test_somebody_off_duty_is_passed_over_until_nobody_else_is_left(world: World) -> None:
    """Officer and deputy are off duty: the district at once; it too: everybody is called again."""
    people = await _people(world)
    for who in ("officer", "deputy"):
        people[who].writes("/jaga")
        await world.settle()
        people[who].presses("Lepas jaga")
        await world.settle()
    await world.report(people["neighbour"], FIRE, "Masih, kirim")
    assert _paged(world, people) == {"district": 1}
    await world.passes(minutes=10)
    assert _paged(world, people) == {"district": 2}
    await world.passes(minutes=10)
    assert _paged(world, people) == {"district": 2, "city": 1}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Cekcok soal batas tanah di RT 01", False),
        ("Cekcok soal batas tanah di RT 01, satu orang bawa parang", True),
        ("Kena tipu investasi bodong", False),
        ("Knalpot brong, korban satu", False),  # never
        ("Knalpot brong, bawa parang", True),  # the weapon is what it is about
        ("Sampah menumpuk, warga mengancam", False),  # the village's affair, whatever it names
        ("Motor dicuri di RT 01", True),
    ],
)
async def test_the_rule_of_the_category(world: World, text: str, *, asks: bool) -> None:
    """`threat` asks where a weapon is named, `ongoing` asks, `never` does not; "Tidak" is quiet."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, text, "Sudah lewat, kirim" if asks else "Kirim")
    await world.passes(hours=1)
    assert world.pages_to(officer) == []
    if asks:
        await world.report(neighbour, text, "Masih, kirim")
        assert len(world.pages_to(officer)) == 1


@pytest.mark.parametrize("text", ["/darurat knalpot brong", "/darurat jalan rusak"])
async def test_darurat_pages_what_never_pages(world: World, text: str) -> None:
    """Noise the officer, a broken road the head of the village; the steps go on as always."""
    people = await _people(world) | {"head": await world.enrol("Pak Lurah", "village_head")}
    people["neighbour"].writes(text)
    await world.settle()
    first = "head" if "jalan" in text else "officer"
    assert _paged(world, people) == {first: 1}
    people[first].presses("Saya tangani")
    await world.settle()
    assert "menangani laporan Anda" in people["neighbour"].last.text
    world.clock.advance(timedelta(minutes=35))
    await world.tick()
    assert "masih Anda tangani?" in people[first].last.text


async def test_what_an_addendum_makes_worse_follows_its_policy(strict: World) -> None:
    """A thief has hurt somebody: it is as bad as if it had been reported so."""
    people = await _people(strict)
    ticket = await strict.report(people["neighbour"], THEFT)
    await strict.writes(people["neighbour"], f"{ticket}: dia masih di dalam, bapak saya luka")
    (alert,) = await strict.all(Alert)
    (incident,) = await strict.all(Incident)
    assert incident.severity == "TINGGI"
    assert alert.policy == paging.policy_snapshot(incident, strict.app.config)
    assert "[TINGGI]" in people["deputy"].last.text
