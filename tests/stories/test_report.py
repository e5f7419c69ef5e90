"""Reports: from one message to a ticket, and what their writers may still say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.models import Incident, Report

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"


async def test_one_message_and_one_tap_make_a_report(world: World) -> None:
    """The card becomes the receipt, with a ticket; what was said is stored by village."""
    neighbour = await world.enrol("Ani")
    ticket = await world.report(neighbour, NOISE)
    (report,) = await world.all(Report)
    assert (report.text, report.village_code) == (NOISE, "73.71.09.1001")
    assert report.alias.startswith("Warga ")
    assert report.role is None  # the alias says "Warga"; a role that few hold would tell who
    assert ticket in neighbour.last.text
    assert "belum ada yang membacanya" in neighbour.last.text  # nobody is enrolled there
    await world.enrol("Bripka Ilham", "officer")
    await world.report(neighbour, f"{NOISE} lagi")
    assert "masuk laporan pagi" in neighbour.last.text
    assert neighbour.last.buttons == ["Laporan saya", "Salah kirim"]
    assert await world.count(Incident, Incident.ticket == ticket) == 1


async def test_what_goes_on_pages_and_says_so(world: World) -> None:
    """The officer is paged; the receipt says who is being called, and 110."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(officer)) == 1
    assert ticket in world.pages_to(officer)[0].text
    assert "sedang kami hubungi" in neighbour.last.text
    assert "110" in neighbour.last.text
    await world.presses(neighbour, "Lewati", "Lewati")  # what is asked after sending
    assert neighbour.last.buttons == ["Laporan saya", "Sudah aman", "Salah kirim"]


async def test_what_is_over_pages_nobody(world: World) -> None:
    """By "Sudah lewat, kirim" it is told, nobody is woken."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, FIRE, "Sudah lewat, kirim")
    assert not world.pages_to(officer)
    assert await world.count(Report) == 1


async def test_a_double_tap_sends_once(world: World) -> None:
    """Two presses before the first answer came: one report, and both get its receipt."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    neighbour.presses("Kirim", card)
    neighbour.presses("Kirim", card)
    await world.settle()
    assert await world.count(Report) == 1
    assert await world.newest_ticket() in card.text


async def test_laporanku_shows_ones_own_and_their_state(world: World) -> None:
    """Ticket, what, where, when in the village's zone, and how it stands; three on a page."""
    neighbour = await world.enrol("Ani")
    tickets = []
    for number in range(11):
        tickets.append(await world.report(neighbour, f"Musik keras di RT {number}"))
        await world.passes(minutes=1)
    neighbour.writes("/laporanku")
    await world.settle()
    assert [ticket in neighbour.last.text for ticket in tickets] == [False] * 8 + [True] * 3
    assert "WITA" in neighbour.last.text


async def test_darurat_with_words_is_sent_at_once(world: World) -> None:
    """No draft, no question, whatever the category: the officer is paged, 110 is shown."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.writes("/darurat tolong di lorong 5")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert "110" in neighbour.last.text
    (report,) = await world.all(Report)
    assert (report.emergency, report.severity) == (True, "DARURAT")
    assert report.text == "tolong di lorong 5"


async def test_darurat_alone_asks_and_sends_the_next_message(world: World, photo: bytes) -> None:
    """A photo without a word will do."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.writes("/darurat")
    await world.settle()
    assert "110" in neighbour.last.text
    assert not world.pages_to(officer)
    neighbour.sends_photo(photo)
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    neighbour.writes(NOISE)
    await world.settle()
    assert "Kirim" in neighbour.last.buttons  # what follows is a draft again


async def test_a_question_of_yesterday_pages_nobody(world: World) -> None:
    """Who pressed /darurat and said nothing is not waited for: a later "halo" is a draft."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.writes("/darurat")
    await world.settle()
    await world.passes(hours=8)
    neighbour.writes("halo semua")
    await world.settle()
    assert not world.pages_to(officer)
    assert "Kirim" in neighbour.last.buttons


async def test_the_reporter_takes_it_back(world: World) -> None:
    """By "Salah kirim" paging ends, the receipt says so, its buttons are gone."""
    await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.writes(neighbour, "salah kirim")
    (incident,) = await world.all(Incident)
    assert incident.status != "closed"
    assert neighbour.last.buttons == ["Laporan saya", "Ya, salah kirim", "Kembali"]
    await world.presses(neighbour, "Kembali")
    receipt = neighbour.last
    await world.presses(neighbour, "Lewati", "Lewati")
    assert receipt.buttons == ["Laporan saya", "Sudah aman", "Salah kirim"]
    neighbour.presses("Salah kirim")
    await world.settle()
    assert receipt.buttons == ["Ya, salah kirim", "Kembali"]
    neighbour.presses("Ya, salah kirim")
    await world.settle()
    assert "salah kirim" in receipt.text
    assert receipt.buttons == ["Laporan saya", "Tetap laporkan"]
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "mistaken")


async def test_a_tap_too_many_ends_nothing(world: World) -> None:
    """Where "Masih, kirim" lay nothing takes back; asked, the finger is on "Kembali".

    Neither while something is asked, nor afterwards.
    """
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    card = neighbour.last
    sends = [place for place, row in enumerate(card.rows) if _labels(row, "kirim")]
    neighbour.presses("Masih, kirim")
    await world.settle()
    ends = [place for place, row in enumerate(card.rows) if _labels(row, "Salah kirim", "aman")]
    assert ends
    assert not set(sends) & set(ends)
    await world.presses(neighbour, "Lewati", "Lewati")
    ends = [place for place, row in enumerate(card.rows) if _labels(row, "Salah kirim", "aman")]
    assert sends
    assert ends
    assert not set(sends) & set(ends)
    neighbour.presses("Salah kirim")
    await world.settle()
    assert all(_labels(card.rows[place], "Kembali") for place in ends)


def _labels(row: list[dict[str, Any]], *parts: str) -> bool:
    return any(part in button["text"] for button in row for part in parts)


async def test_what_pages_nobody_can_be_taken_back_too(world: World) -> None:
    """It is closed as sent by mistake."""
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, NOISE)
    neighbour.presses("Salah kirim")
    await world.settle()
    neighbour.presses("Ya, salah kirim")
    await world.settle()
    (incident,) = await world.all(Incident)
    assert incident.outcome == "mistaken"


async def test_the_reporter_is_safe_now(world: World) -> None:
    """It is told to the officer, who still comes; a second press says it was told."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, FIRE, "Masih, kirim")
    before = len(officer.inbox)
    await world.presses(neighbour, "Lewati", "Lewati")
    neighbour.presses("Sudah aman")
    await world.settle()
    neighbour.presses("Sudah aman")
    await world.settle()
    assert len(officer.inbox) == before + 1
    assert "sudah diberi tahu" in neighbour.toasts[-1]
    (incident,) = await world.all(Incident)
    assert incident.status == "open"


async def test_the_reporter_hears_each_change_and_may_reopen(world: World) -> None:
    """Accepted, on the way, closed: each by a new message; "Belum selesai" pages again."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    heard = []
    for label in ("Saya tangani", "Menuju lokasi", "Selesai", "Tertangani"):
        officer.presses(label)
        await world.settle()
        heard.append(neighbour.last.text)
    assert all(ticket in text and "WITA" in text for text in heard)
    assert "Bhabinkamtibmas" in heard[0]
    assert "Ilham" not in " ".join(heard)
    assert "tertangani" in heard[-1]
    neighbour.presses("Belum selesai")
    await world.settle()
    pages = await world.sent(officer, "page")
    assert len(pages) == 2  # a new message that rings, and no edit of the first
    assert pages[-1].buttons[0] == "Saya tangani"
    assert "sedang kami hubungi" in neighbour.last.text


async def test_nobody_sends_the_draft_of_somebody_else(world: World) -> None:
    """A stolen button is refused, and changes nothing."""
    neighbour, thief = await world.enrol("Ani"), await world.enrol("Beni")
    neighbour.writes(NOISE)
    await world.settle()
    data = neighbour.last.rows[0][0]["callback_data"]
    thief.presses_data(data, thief.last)
    await world.settle()
    assert await world.count(Report) == 0
    assert "tidak berlaku" in thief.toasts[-1]


async def test_without_a_village_nothing_said_is_lost(world: World) -> None:
    """An emergency waits for its village alone: named, it is sent at once."""
    stranger = world.telegram.person("Cici")
    stranger.writes("/start")
    await world.settle()
    stranger.presses("Setuju")
    await world.settle()
    officer = await world.enrol("Bripka Ilham", role="officer")
    stranger.writes("/darurat rumah terbakar di lorong 5")
    await world.settle()
    assert "mana" in stranger.last.text
    stranger.writes("73.71.09.1001")
    await world.settle()
    if not world.pages_to(officer):  # the name was offered first
        stranger.presses(stranger.last.buttons[0])
        await world.settle()
    assert len(world.pages_to(officer)) == 1
    (report,) = await world.all(Report)
    assert report.text == "rumah terbakar di lorong 5"


async def test_the_receipt_shows_the_spot_that_was_written(world: World) -> None:
    """Whoever wrote a lane reads that it came through; what is confidential shows no spot."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, "Ada kebakaran di lorong 7, api besar")
    assert "Kebakaran · Lorong 7, Kel. Karuwisi · 20.00 WITA" in neighbour.last.text
    await world.writes(neighbour, "/laporanku")
    assert f"{ticket} · Kebakaran · Lorong 7, Karuwisi" in neighbour.last.text
    await world.report(neighbour, "Suami tetangga memukul istrinya di lorong 7, KDRT")
    assert "orong 7" not in neighbour.last.text
