"""Several report the same, and take theirs back one after the other: it ends with the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Alert, AlertEvent, Incident
from tests import statements
from tests.stories.fires import data_of

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE, SAME, STILL = (
    "Kebakaran di RT 03",
    "api besar di RT 3, ada anak kecil di dalam",
    "Masih, kirim",
)
BACK = ("Salah kirim", "Ya, salah kirim")


async def _reports(world: World, name: str, text: str) -> tuple[Person, Message]:
    """Let somebody report it, and leave open what they are asked; return their receipt."""
    person = await world.enrol(name)
    await world.report(person, text, STILL)
    while "Lewati" in person.last.buttons:
        await world.presses(person, "Lewati")
    return person, person.last


async def _presses(world: World, person: Person, receipt: Message, *labels: str) -> None:
    for label in labels:
        person.presses(label, receipt)
        await world.settle()


async def test_each_of_two_takes_theirs_back(world: World) -> None:
    """The first one's receipt says that it goes on for the other; with the other's it ends."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    assert "2 pelapor" in world.pages_to(officer)[-1].text
    await _presses(world, first, receipt, "Salah kirim")
    old = data_of(receipt, "Ya, salah kirim")
    await _presses(world, first, receipt, "Ya, salah kirim")
    assert "Laporan Anda sudah ditarik. Orang lain juga melaporkan" in receipt.text
    assert receipt.buttons == ["Laporan saya", "Tetap laporkan"]
    assert "2 pelapor" not in world.pages_to(officer)[-1].text
    heard, lines = len(officer.inbox), await world.count(AlertEvent)
    first.presses_data(old, receipt)
    await world.settle()
    assert (len(officer.inbox), await world.count(AlertEvent)) == (heard, lines), "they know"
    assert receipt.buttons == ["Laporan saya", "Tetap laporkan"]
    told = len(first.inbox)
    await _presses(world, second, other, *BACK)
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "mistaken")
    assert "Tidak perlu ditangani" in officer.last.text
    assert "Ditarik: salah kirim." in receipt.text
    assert "Ditarik: salah kirim." in other.text
    assert other.buttons == ["Laporan saya", "Tetap laporkan"]
    assert len(first.inbox) == told, "they had taken theirs back"


async def test_the_card_says_whose_was_taken_back(world: World) -> None:
    """Beside whose words it stands; the last to take theirs back is marked as the first was.

    So whoever says it again is alone, and ends it by taking it back once more.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK)
    card = world.pages_to(officer)[-1]
    assert card.text.count("Ditarik oleh pelapor ini") == 1
    await _presses(world, second, other, *BACK)
    assert card.text.count("Ditarik oleh pelapor ini") == 2
    await _presses(world, first, receipt, "Tetap laporkan")
    assert (await world.all(Incident))[0].status == "open"
    card = world.pages_to(officer)[-1]
    assert "2 pelapor" not in card.text
    assert "Laporan Anda sudah ditarik" in other.text
    await _presses(world, first, first.last, *BACK)
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "mistaken")


async def test_what_is_added_to_what_was_taken_back_says_it_again(world: World) -> None:
    """They had pressed by mistake, and write on: it counts again, and does not end with another's.

    That it is over says nothing again.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK)
    first.writes("api sudah padam pak", reply_to=receipt)
    await world.settle()
    assert "2 pelapor" not in world.pages_to(officer)[-1].text
    first.writes("apinya makin besar, ada orang di lantai dua", reply_to=receipt)
    await world.settle()
    assert any("Laporan Anda dihitung lagi." in one.text for one in first.inbox)
    assert "2 pelapor" in world.pages_to(officer)[-1].text
    assert "sudah ditarik" not in receipt.text
    await _presses(world, second, other, *BACK)
    (alert,) = await world.all(Alert)
    assert alert.status == "open"


async def test_whoever_had_pressed_by_mistake_says_it_again(world: World) -> None:
    """`Tetap laporkan`: it counts again, and goes on when the other takes theirs back."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK, "Tetap laporkan")
    assert "2 pelapor" in world.pages_to(officer)[-1].text
    assert "Salah kirim" in first.last.buttons
    await _presses(world, second, other, *BACK)
    (alert,) = await world.all(Alert)
    assert alert.status == "open"
    assert "sudah ditarik" in other.text


async def test_an_officer_opens_again_what_nobody_reports_any_more(world: World) -> None:
    """All had taken theirs back: no receipt says that others report it, until one does again.

    Whoever is the last to say it again and takes it back once more ends it, as before.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK)
    await _presses(world, second, other, *BACK)
    await world.presses(officer, "Buka lagi")
    (incident,) = await world.all(Incident)
    assert incident.status == "acknowledged"
    for shown in (receipt, other):
        assert "Orang lain" not in shown.text
        assert "sudah ditarik, tetapi petugas membuka lagi kejadian ini" in shown.text
        assert shown.buttons == ["Laporan saya", "Tetap laporkan"]
    await world.writes(second, "/laporanku")
    assert "Orang lain" not in second.last.text
    await _presses(world, first, receipt, "Tetap laporkan")
    await world.writes(second, "/laporanku")
    assert "Orang lain juga melaporkan" in second.last.text
    await _presses(world, first, first.last, *BACK)
    assert "Ditarik: salah kirim." in other.text


async def test_what_was_asked_is_true_when_it_is_pressed(world: World) -> None:
    """Asked while another reported too, who takes theirs back meanwhile: it is asked anew.

    The question had said that the officer looks at it all the same; the press would end it.
    """
    await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, "Salah kirim")
    assert "Orang lain juga melaporkan" in receipt.text
    await _presses(world, second, other, *BACK)
    await _presses(world, first, receipt, "Ya, salah kirim")
    (incident,) = await world.all(Incident)
    assert incident.status == "open"
    assert "Orang lain" not in receipt.text
    assert "petugas diberi tahu bahwa tidak perlu datang" in receipt.text
    await _presses(world, first, receipt, "Ya, salah kirim")
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "mistaken")


async def test_who_reported_it_is_asked_once(world: World) -> None:
    """Taking one of two back is one look at whose reports there are."""
    await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, "Salah kirim")
    first.presses("Ya, salah kirim", receipt)
    with statements.heard(world) as asked:
        assert await world.takes() == 1
    about = "LEFT OUTER JOIN report_authors ON report_authors.report_id = reports.id"
    assert len([one for one in asked if about in " ".join(one.split())]) == 1
