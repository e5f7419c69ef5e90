"""Whoever is named in a report against officers does not receive it, however it names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Addendum, ConversationMessage, Draft
from tests.world import CITY, DISTRICT, PROVINCE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

BRIBE = "Oknum polisi minta uang di pasar"
NOBODY = "belum ada yang membaca laporan Anda"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what is told apart stands in the domain."""
    return sqlite_url


async def _police(world: World) -> tuple[Person, Person, Person]:
    chief = await world.enrol("Iptu Karim Situju", "supervisor", DISTRICT)
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    return chief, above, await world.enrol("Daeng Naba")


async def _regency(world: World) -> tuple[Person, Person, Person]:
    """Let somebody lead the regency who reads what is against the village's, and one above."""
    chief = await world.enrol("Kompol Karim Situju", "supervisor", CITY)
    above = await world.enrol("Brigjen Sewang", "supervisor", PROVINCE)
    return chief, above, await world.enrol("Daeng Naba")


async def _reads_nothing(world: World, *accused: Person) -> None:
    """Let people look everywhere they can, through a week: nothing is of a report."""
    for one in accused:
        await world.writes(one, "/tugas", "/laporan", "/ringkasan", "/ringkasan bulan")
    await world.passes(hours=3)
    await world.outage(days=5, hours=3)  # each half hour of an open alert pages the same people
    await world.passes(hours=6)  # a Monday morning: the day and the week are told
    read = "\n".join(message.text for one in accused for message in one.inbox)
    assert all(word not in read for word in ("KT-", "pasar", "rahasia"))


@pytest.mark.parametrize(
    "text",
    [
        f"{BRIBE}, namanya Iptu Karim",
        f"{BRIBE}, setorannya ke Pak Situju",
        f"{BRIBE}. Karim tahu semua",
        f"{BRIBE} atas perintah pimpinan polsek",
    ],
)
async def test_a_chief_who_is_named_in_it_does_not_receive_it(world: World, text: str) -> None:
    """Nobody asks its writer: by name or office it goes above them, and its card says so."""
    chief, above, neighbour = await _police(world)
    await world.writes(neighbour, text)
    assert "hanya dibaca pimpinan polisi di atas Polsek" in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    assert "Petugas desa dan Polsek tidak diberi tahu" in neighbour.last.text
    assert await world.newest_ticket() in above.last.text
    await _reads_nothing(world, chief)


async def test_a_later_message_an_edit_and_a_caption_name_them(world: World, photo: bytes) -> None:
    """Of the draft, whichever message of it says so."""
    chief, above, neighbour = await _regency(world)
    await world.writes(neighbour, BRIBE, "namanya Karim")
    assert "di atas Polres" in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    said = neighbour.writes(BRIBE + " lagi")
    await world.settle()
    assert "di atas Polsek" in neighbour.last.text
    neighbour.edits(said, f"{BRIBE} lagi, untuk Pak Karim")
    await world.settle()
    assert "di atas Polres" in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    neighbour.sends_photo(photo, f"{BRIBE} kemarin, ini foto Pak Karim")
    await world.settle()
    await world.presses(neighbour, "Kirim")
    neighbour.writes(f"/darurat {BRIBE}, Karim memukul saya")
    await world.settle()
    assert len({message.text for message in above.inbox if "KT-" in message.text}) == 4
    await _reads_nothing(world, chief)


@pytest.mark.parametrize("how", ["ticket", "reply", "edit", "darurat"])
async def test_what_is_added_and_names_its_reader_is_sent_past_them(world: World, how: str) -> None:
    """It stands in a draft of its own, past them, and its writer is told why."""
    chief, above, neighbour = await _regency(world)
    said = neighbour.writes(BRIBE)
    await world.settle()
    await world.presses(neighbour, "Kirim")
    ticket, receipt = await world.newest_ticket(), neighbour.last
    assert ticket in chief.last.text
    if how == "edit":
        neighbour.edits(said, f"{BRIBE} untuk Karim")
    elif how == "darurat":
        neighbour.edits(said, "/darurat Karim datang")
    elif how == "reply":
        neighbour.writes("namanya Karim", reply_to=receipt)
    else:
        neighbour.writes(f"{ticket} namanya Karim")
    await world.settle()
    assert await world.count(Addendum) == 0
    if how != "darurat":
        assert f"membaca laporan {ticket}" in neighbour.inbox[-2].text
        assert "di atas Polres" in neighbour.last.text
        await world.presses(neighbour, "Kirim")
    assert await world.newest_ticket() in above.last.text
    assert all("Karim" not in message.text for message in chief.inbox if "KT-" in message.text)


@pytest.mark.parametrize(
    ("report", "answer", "passes"),
    [
        (BRIBE, "Pak Karim sendiri", False),
        (BRIBE, "yang tinggi, berkumis", True),
        ("Ada pencurian di rumah kosong sekarang", "Pak Karim yang minta setoran", False),
        ("Ada pencurian di rumah kosong sekarang", "Pak Karim sudah datang", True),
    ],
)
async def test_an_answer_that_accuses_whoever_asks(
    world: World, report: str, answer: str, *, passes: bool
) -> None:
    """It is not passed on to them: it is a draft of its own."""
    chief, _, neighbour = await _regency(world)
    await world.report(neighbour, report)
    ticket = await world.newest_ticket()
    await world.writes(chief, f"/laporan {ticket}")
    await world.presses(neighbour, *[one for one in neighbour.last.buttons if one.endswith("Aman")])
    chief.writes("Siapa orangnya?", reply_to=chief.last)
    await world.settle()
    await world.presses(neighbour, "Jawab")
    await world.writes(neighbour, answer)
    said = [one.text for one in await world.all(ConversationMessage)]
    assert (answer in said) is passes
    assert (await world.count(Draft) == 0) is passes


async def test_a_whole_province_may_be_accused(world: World) -> None:
    """Nobody reads it then, and its writer is told so before and after sending."""
    chief, above, neighbour = await _police(world)
    highest = await world.enrol("Irjen Tahir", "supervisor", PROVINCE)
    await world.writes(neighbour, f"{BRIBE} untuk Tahir")
    assert "belum ada yang dapat membacanya" in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    assert NOBODY in neighbour.last.text
    assert "Propam" in neighbour.last.text
    await _reads_nothing(world, chief, above, highest)


async def test_a_village_head_named_with_the_officer_reads_nothing(world: World) -> None:
    """Nor a deputy of the district, whom somebody names beside them."""
    chief, above, neighbour = await _police(world)
    officer = await world.enrol("Bripka Ilham", "officer")
    head = await world.enrol("Haji Mansur", "village_head")
    second = await world.enrol("Ipda Tajuddin", "deputy", DISTRICT)
    await world.report(neighbour, f"{BRIBE}: Bripka Ilham dan Haji Mansur")
    assert await world.newest_ticket() in above.last.text
    await world.report(neighbour, f"{BRIBE}: Bripka Ilham dan Ipda Tajuddin")
    assert await world.newest_ticket() in above.last.text
    await _reads_nothing(world, chief, officer, head, second)


async def test_who_is_named_does_not_receive_it_in_another_village(world: World) -> None:
    """Handed to where they serve, it goes above them there."""
    chief, above, neighbour = await _regency(world)
    there = await world.enrol("Kompol Tajuddin", "supervisor", "73.09")
    await world.report(neighbour, f"{BRIBE}, polisi dipukul, namanya Tajuddin", "Masih, kirim")
    await world.presses(chief, "Lainnya", "Bukan wilayah saya")
    await world.writes(chief, "73.09.01.1001")
    await world.presses(chief, chief.last.buttons[0])
    assert (await world.newest_ticket()) in above.last.text
    await _reads_nothing(world, there)


@pytest.mark.parametrize("send", ["Masih, kirim", "Sudah lewat, kirim"])
async def test_who_is_named_and_comes_to_lead_later_reads_nothing(world: World, send: str) -> None:
    """Nobody led there when it was sent, and nobody knew the name; nor by a post above it."""
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, f"{BRIBE}, polisi dipukul, namanya Situju", send)
    ticket = await world.newest_ticket()
    chief = await world.enrol("Iptu Karim Situju", "supervisor", DISTRICT)
    await world.writes(above, f"/laporan {ticket}")
    assert ticket in above.last.text
    await _reads_nothing(world, chief)
    higher = await world.enrol("Kompol Karim Situju", "supervisor", CITY)
    await _reads_nothing(world, higher)
