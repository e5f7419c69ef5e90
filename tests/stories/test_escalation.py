"""Silence: who is paged next, and how it goes on until somebody answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, AlertEvent, Delivery
from tests.world import CITY, DISTRICT, PROVINCE, open_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar, telepon saya 0812-3456-7890"
VIOLENCE = "Istri tetangga dipukul suami, tolong"
RAPE = "Ada anak dicabuli di lorong 4"


async def _chain(world: World) -> tuple[Person, Person, Person, Person]:
    """Officer, deputy, the district's supervisor, and a neighbour."""
    return (
        await world.enrol("Bripka Ilham", role="officer"),
        await world.enrol("Bripda Sari", role="deputy"),
        await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT),
        await world.enrol("Daeng Naba"),
    )


def _pages(world: World, *people: Person) -> list[int]:
    return [len(world.pages_to(person)) for person in people]


async def test_a_page_says_what_where_when_and_never_who(world: World) -> None:
    """The first line is for the lock screen; numbers are masked, the reporter is an alias."""
    officer, _, _, neighbour = await _chain(world)
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    text = officer.last.text
    headline, about = text.splitlines()[:2]
    assert headline == "[DARURAT] Kebakaran - RT 03, Kel. Karuwisi"
    assert about == (f"20.00 WITA, masih berlangsung: ya. Tiket {ticket}. BELUM TERVERIFIKASI")
    assert officer.last.html.count("<b>") == 1  # one headline
    assert "[nomor]" in text
    assert "3456" not in text
    assert "Pelapor: Warga " in text
    assert "Naba" not in text
    assert officer.last.buttons == [
        "Saya tangani",
        "Menuju lokasi",
        "Tidak ada kejadian",
        "Lainnya",
    ]


@pytest.mark.both_databases
async def test_silence_wakes_the_deputy_and_then_the_supervisor(world: World) -> None:
    """Nobody answers: five minutes later officer and deputy, after five more the district."""
    officer, deputy, chief, neighbour = await _chain(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert _pages(world, officer, deputy, chief) == [1, 0, 0]
    await world.passes(minutes=4, seconds=59)
    assert _pages(world, officer, deputy, chief) == [1, 0, 0]
    await world.passes(seconds=1)
    assert _pages(world, officer, deputy, chief) == [2, 1, 0]
    await world.passes(minutes=5)
    assert _pages(world, officer, deputy, chief) == [2, 1, 1]


async def test_the_steps_repeat_and_then_the_city_hears_every_half_hour(world: World) -> None:
    """After two rounds of 20 minutes the nearest supervisor above is paged until one answers."""
    officer, deputy, chief, neighbour = await _chain(world)
    city = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    province = await world.enrol("Kombes Rahman", role="supervisor", region=PROVINCE)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=39, seconds=59)
    assert _pages(world, officer, deputy, chief, city) == [4, 2, 2, 0]
    await world.passes(seconds=1)
    assert _pages(world, city) == [1]
    await world.passes(minutes=90)
    assert _pages(world, officer, deputy, chief, city, province) == [4, 2, 2, 4, 0]
    city.presses("Saya tangani")
    await world.settle()
    await world.passes(minutes=29)
    assert _pages(world, city) == [4]


async def test_without_anybody_above_everyone_is_called_again(world: World) -> None:
    """No supervisor beyond the district: all of them together, every half hour."""
    people = await _chain(world)
    await world.report(people[3], FIRE, "Masih, kirim")
    await world.passes(minutes=40)
    assert _pages(world, *people[:3]) == [5, 3, 3]
    await world.passes(minutes=30)
    assert _pages(world, *people[:3]) == [6, 4, 4]


@pytest.mark.both_databases
async def test_an_outage_is_followed_by_one_step(world: World) -> None:
    """The bot is down for two hours; then it takes the step that was due, and no burst."""
    officer, deputy, chief, neighbour = await _chain(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.outage(hours=2)
    assert _pages(world, officer, deputy, chief) == [2, 1, 0]
    await world.passes(minutes=4, seconds=59)
    assert _pages(world, officer, deputy, chief) == [2, 1, 0]
    await world.passes(seconds=1)
    assert _pages(world, officer, deputy, chief) == [2, 1, 1]


async def test_a_village_without_an_officer_pages_its_deputy_at_once(world: World) -> None:
    """A step that names nobody is recorded and passed, in the very same moment."""
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert _pages(world, deputy) == [1]
    assert await world.count(AlertEvent, AlertEvent.kind == "nobody") == 1


async def test_one_officer_serves_several_villages(world: World) -> None:
    """An officer of the whole district is paged for a village of it."""
    officer = await world.enrol("Bripka Ilham", role="officer", region=DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert _pages(world, officer) == [1]


@pytest.mark.both_databases
async def test_where_nobody_can_be_reached_it_is_said_honestly(world: World) -> None:
    """No officer, deputy or supervisor: recorded, the reporter told once; trying goes on.

    The receipt says so as well.
    """
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    said = [message.text for message in neighbour.inbox if "kami terus mencoba" in message.text]
    assert said
    assert all("110" in text for text in said)
    told = Delivery.kind == "report_news"
    assert await world.count(Delivery, told) == 1
    await world.passes(minutes=60)
    assert await world.count(AlertEvent, AlertEvent.kind == "unreached") == 3
    assert await world.count(Delivery, told) == 1


async def test_only_a_far_supervisor_is_left_and_hears_that_it_is_so(world: World) -> None:
    """Nobody of the steps can be reached: the province is paged at once, with the reason."""
    province = await world.enrol("Kombes Rahman", role="supervisor", region=PROVINCE)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert _pages(world, province) == [1]
    assert "tidak ada petugas wilayah ini yang dapat dihubungi" in province.last.text


async def test_a_unit_without_anybody_is_the_citys_affair(world: World) -> None:
    """Sexual violence goes to unit:ppa; nobody is in it, so the city's supervisor stands in."""
    officer, deputy, chief, neighbour = await _chain(world)
    city = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    await world.report(neighbour, RAPE)
    assert _pages(world, officer, deputy, chief, city) == [0, 0, 0, 1]


async def test_a_confidential_report_shows_nothing_on_a_lock_screen(world: World) -> None:
    """Its recipients alone are paged; what was said is hidden until they tap it."""
    officer, deputy, _, neighbour = await _chain(world)
    unit = await world.enrol("Aipda Mira", role="unit:ppa", region=CITY)
    head = await world.enrol("Pak Lurah", role="village_head")
    ticket = await world.report(neighbour, VIOLENCE)
    assert _pages(world, officer, unit, deputy, head) == [1, 1, 0, 0]
    first, second, *rest = officer.last.text.splitlines()
    assert first == "[TINGGI] Laporan rahasia - Kec. Panakkukang"
    assert second == f"Tiket {ticket}. BELUM TERVERIFIKASI"
    assert "dipukul" in "".join(rest)
    assert "tg-spoiler" in officer.last.html
    assert ticket not in " ".join(message.text for message in head.inbox)


async def test_village_head_and_babinsa_are_told_of_a_fire(world: World) -> None:
    """They are told once, with nothing to press, and not paged."""
    officer, _, _, neighbour = await _chain(world)
    head = await world.enrol("Pak Lurah", role="village_head")
    babinsa = await world.enrol("Serda Budi", role="babinsa")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    for told in (head, babinsa):
        assert ticket in told.last.text
        assert told.last.buttons == []
        assert not world.pages_to(told)
    await world.passes(minutes=30)
    assert sum(ticket in message.text for message in head.inbox) == 1
    assert world.pages_to(officer)


async def test_photos_follow_the_page(world: World, photo: bytes) -> None:
    """Whoever is paged sees the picture after the page; whoever is paged again, not again."""
    officer, deputy, _, neighbour = await _chain(world)
    neighbour.sends_photo(photo, caption=FIRE)
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.settle()
    assert [message.photo is not None for message in officer.inbox[-2:]] == [False, True]
    await world.passes(minutes=5)
    assert sum(message.photo is not None for message in officer.inbox) == 1
    assert sum(message.photo is not None for message in deputy.inbox) == 1


@pytest.mark.both_databases
async def test_an_alert_follows_the_policy_with_which_it_began(
    world: World, tmp_path: Path
) -> None:
    """The operator makes the steps faster while an alert runs: it keeps its own."""
    officer, deputy, _, neighbour = await _chain(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "escalation.toml").write_text(
        '[[policy.default.step]]\ntargets = ["officer", "deputy"]\ndelay = "1m"\n'
    )
    at = world.clock.at + timedelta(minutes=2)
    overlay = tmp_path / "config"
    async with open_world(
        world.data, at=at, config_overlay=overlay, database_url=world.database_url
    ) as later:
        await later.tick()
        assert await later.count(Alert, Alert.position == 1) == 1
    assert _pages(world, officer, deputy) == [1, 0]


@pytest.mark.parametrize("text", ["/darurat tolong di lorong 5", "/darurat sampah menumpuk"])
async def test_darurat_pages_whatever_it_is_about(world: World, text: str) -> None:
    """Even what would never page by its category pages its recipients."""
    officer, _, chief, neighbour = await _chain(world)
    head = await world.enrol("Pak Lurah", role="village_head")
    neighbour.writes(text)
    await world.settle()
    assert sum(_pages(world, officer, head)) == 1
    await world.passes(minutes=10)
    assert _pages(world, chief) == [1]


async def test_the_longest_report_fits_a_page(world: World) -> None:
    """As much as Telegram takes, in signs of two units: it is cut, and the page is sent."""
    officer, _, _, neighbour = await _chain(world)
    await world.report(neighbour, "kebakaran " + "🔥" * 2000, "Masih, kirim")
    assert len(world.pages_to(officer)) == 1
    for label in ("Saya tangani", "Menuju lokasi"):
        officer.presses(label)
        await world.settle()
    assert "…" in officer.last.text
    assert "MENUJU LOKASI" in officer.last.text
