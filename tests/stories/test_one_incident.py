"""What happened is one incident, however many people report it: they join it, and wake nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.models import Alert, Incident, Report, ReportAuthor
from bot.services.alerts import urgency_changes

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Kebakaran di RT 03"
SAME = "api besar di RT 3, ada anak kecil di dalam"
STILL = "Masih, kirim"


async def _neighbours(world: World, number: int) -> list[Person]:
    return [await world.enrol(f"Warga {one}") for one in range(number)]


async def _incidents(world: World) -> int:
    return await world.count(Incident)


@pytest.mark.both_databases
async def test_two_neighbours_and_one_fire(world: World) -> None:
    """One page; the second one's words are on its card at once, and both hear of the end."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await _neighbours(world, 2)
    await world.report(first, FIRE, STILL)
    ticket = await world.report(second, SAME, STILL)
    assert await _incidents(world) == await world.count(Alert) == 1
    assert len(await world.sent(officer, "page")) == len(world.pages_to(officer)) == 1
    (card,) = world.pages_to(officer)
    assert "anak kecil" in card.text
    assert "2 pelapor" in card.text
    assert "orang lain melaporkan kejadian yang sama" in card.text
    assert ticket in second.last.text
    assert "Sudah ada laporan kejadian ini; petugas sudah dipanggil" in second.last.text
    assert "Salah kirim" in second.last.buttons  # of their own words; the other's go on
    before = len(first.inbox), len(second.inbox)
    await world.presses(officer, "Saya tangani")
    assert "menangani laporan Anda" in first.last.text
    assert "menangani laporan Anda" in second.last.text
    assert ticket in second.last.text
    assert (len(first.inbox), len(second.inbox)) == (before[0] + 1, before[1] + 1)
    await world.presses(officer, "Selesai", "Tertangani")
    assert "tertangani" in first.last.text
    assert "tertangani" in second.last.text


@pytest.mark.both_databases
async def test_twelve_neighbours_and_one_fire(world: World) -> None:
    """One page, and one card that counts them; in one batch, too."""
    officer = await world.enrol("Bripka Ilham", "officer")
    people = await _neighbours(world, 12)
    for number, one in enumerate(people):
        one.writes(f"/darurat kebakaran RT 03, saya lihat dari rumah nomor {number}a")
    await world.settle()
    assert await _incidents(world) == await world.count(Alert) == 1
    assert len(await world.sent(officer, "page")) == 1
    (card,) = world.pages_to(officer)
    assert "12 pelapor" in card.text
    reports = await world.all(Report)
    assert len({one.ticket for one in reports}) == len(reports) == 12
    assert len({one.alias for one in reports}) == 12
    await world.passes(minutes=2)
    assert len(world.pages_to(officer)) == 1
    assert len(await world.sent(officer, "alert")) <= 3, "one notice a minute at most"


@pytest.mark.both_databases
async def test_two_neighbours_who_do_not_say_where(world: World) -> None:
    """A village hardly burns in two places at once: one page, and both reports on its card."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second, third = await _neighbours(world, 3)
    await world.report(first, "tolong ada kebakaran", STILL)
    await world.report(second, "kebakaran!! api besar sekali", STILL)
    await world.report(third, "Kebakaran di RT 03", STILL)
    assert await _incidents(world) == await world.count(Alert) == 1
    (card,) = world.pages_to(officer)
    assert "3 pelapor" in card.text


async def test_where_two_places_burn_a_third_report_is_asked_about(world: World) -> None:
    """Nobody can know of which of the two it is."""
    officer = await world.enrol("Bripka Ilham", "officer")
    for one, text in zip(
        await _neighbours(world, 3),
        ("Kebakaran di RT 03", "Kebakaran di RT 07", "ada kebakaran, api besar"),
        strict=True,
    ):
        await world.report(one, text, STILL)
    assert await _incidents(world) == 3
    assert "Mungkin kejadian yang sama" in world.pages_to(officer)[-1].text


async def test_many_reporters_raise_the_severity(world: World) -> None:
    """Three people tell of a crowd: it is taken as seriously as what is one step worse."""
    await world.enrol("Bripka Ilham", "officer")
    for one in await _neighbours(world, 3):
        await world.report(one, "Demo di lapangan Karebosi", "Kirim")
    (incident,) = await world.all(Incident)
    assert (incident.category, incident.severity) == ("massa", "DARURAT")
    assert await world.count(Alert) == 0, "nobody said by a tap that somebody is to be called"


async def test_what_pages_calls_for_what_called_nobody(world: World) -> None:
    """The first tells of a crowd; the second of a threat, and says that it goes on: it pages."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await _neighbours(world, 2)
    await world.report(first, "Demo di lapangan Karebosi", "Kirim")
    assert not world.pages_to(officer)
    await world.report(second, "demo di lapangan Karebosi, massa bawa parang", STILL)
    assert await _incidents(world) == await world.count(Alert) == 1
    (card,) = world.pages_to(officer)
    assert "bawa parang" in card.text
    assert "2 pelapor" in card.text


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ((None, None), None),
        ((False, None), False),
        ((False, True), True),
        ((None, True), True),
        ((), None),
    ],
)
def test_it_goes_on_where_one_of_several_says_so(
    said: tuple[bool | None, ...], *, goes_on: bool | None
) -> None:
    """Whoever reported first may have seen the end of it, or was not asked."""
    assert urgency_changes.goes_on([Report(ongoing=one) for one in said]) is goes_on


async def test_it_goes_on_as_an_addendum_says(world: World) -> None:
    """Nobody was asked of a crowd; the second one's addendum calls, since it goes on."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await _neighbours(world, 2)
    await world.report(first, "Demo di lapangan Karebosi", "Kirim")
    await world.report(second, "Demo di lapangan Karebosi ramai", "Kirim")
    second.writes("sekarang bawa parang, ada korban", reply_to=second.last)
    await world.settle()
    await world.presses(second, STILL)
    assert "masih berlangsung: ya" in world.pages_to(officer)[-1].text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Kebakaran di RT 07", 0),
        ("kecelakaan di RT 03", 0),
        ("kebakaran di RT 03 Sinrijala", 0),
        ("Kebakaran di kelurahan Pampang RT 03", 0),
        ("Kebakaran di RT 03", 125),
        ("/darurat tolong di RT 03", 0),
    ],
)
async def test_another_place_time_or_kind_is_another_incident(
    world: World, text: str, minutes: int
) -> None:
    """Each has a page of its own."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    first, second = await _neighbours(world, 2)
    await world.report(first, FIRE, STILL)
    await world.presses(officer, "Saya tangani")
    world.clock.advance(timedelta(minutes=minutes))
    if text.startswith("/"):
        await world.writes(second, text)
    else:
        await world.report(second, text, STILL)
    assert await _incidents(world) == await world.count(Alert) == 2
    assert "Sudah ada laporan" not in second.last.text


async def test_what_is_confidential_joins_nothing(world: World) -> None:
    """Two women at one address: whoever reads one report learns nothing of the other."""
    await world.enrol("Aipda Mira", "unit:ppa", "73.71")
    for one in await _neighbours(world, 2):
        await world.report(one, "saya dipukuli suami saya di RT 03", STILL)
    assert await _incidents(world) == 2


async def test_an_accused_officer_sees_nothing(world: World) -> None:
    """What goes past him stands beside a fire in the same RT, and is put to none of its cards."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await _neighbours(world, 2)
    await world.report(first, "kebakaran di RT 03", STILL)
    await world.writes(second, "oknum polisi minta uang di RT 03")
    await world.presses(second, second.last.buttons[0])
    assert await _incidents(world) == 2
    assert not any("minta uang" in one.text for one in officer.inbox)


async def test_one_of_several_was_mistaken(world: World) -> None:
    """The first takes theirs back: the fire that the second sees is not taken back with it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await _neighbours(world, 2)
    await world.report(first, FIRE, STILL)
    receipt = first.last
    await world.report(second, SAME, STILL)
    await world.presses(first, "Lewati", "Lewati")
    first.presses("Salah kirim", receipt)
    await world.settle()
    assert "Orang lain juga melaporkan" in receipt.text
    first.presses("Ya, salah kirim", receipt)
    await world.settle()
    (alert,) = await world.all(Alert)
    assert alert.status == "open"
    assert "satu pelapor menyatakan salah kirim" in world.pages_to(officer)[-1].text


@pytest.mark.both_databases
async def test_whoever_joined_is_erased(world: World) -> None:
    """Their words go with the end of the case; the other's stay, and the case with them."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await _neighbours(world, 2)
    await world.report(first, FIRE, STILL)
    await world.report(second, SAME, STILL)
    await world.writes(second, "/hapus")
    await world.presses(second, "Ya, hapus")
    assert await world.count(ReportAuthor) == 1
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.passes(hours=1)
    async with world.app.database.reading() as session:
        left = set(await session.scalars(select(Report.text)))
    assert FIRE in left
    assert SAME not in left


async def test_who_reports_by_name_and_anonymously_is_two(world: World) -> None:
    """The anonymous one does not join: nobody learns by it who sent it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    (one,) = await _neighbours(world, 1)
    await world.report(one, FIRE, STILL)
    await world.writes(one, SAME)
    await world.presses(one, "Anonim", STILL)
    assert await _incidents(world) == 2
    assert not any("👥" in card.text for card in world.pages_to(officer))


async def test_ones_own_second_report_is_a_further_one(world: World) -> None:
    """The same person twice is one reporter, and reads the own ticket, not that nobody asked."""
    officer = await world.enrol("Bripka Ilham", "officer")
    (one,) = await _neighbours(world, 1)
    ticket = await world.report(one, FIRE, STILL)
    await world.report(one, SAME, STILL)
    assert await _incidents(world) == 1
    assert f"Ditambahkan ke laporan Anda yang belum selesai ({ticket})" in one.last.text
    assert "👥" not in world.pages_to(officer)[-1].text
