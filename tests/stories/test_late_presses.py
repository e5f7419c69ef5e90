"""A button that is pressed too late is answered by what is true then, and does nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AlertEvent, Incident, Report, Situation
from tests.stories.fires import FIRE, data_of
from tests.stories.two_reports import told_of
from tests.world import DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

OVER = "Laporan ini sudah selesai."
MERGED = "Laporan ini sudah digabung dengan laporan lain."
THEFT = "Ada maling di rumah tetangga RT 2"


async def _late(world: World, person: Person, data: str, card: Message) -> str:
    """Press what a phone kept of an old card; return the toast."""
    said = len(person.toasts)
    person.presses_data(data, card)
    await world.settle()
    assert len(person.toasts) == said + 1, "nothing was said"
    return person.toasts[-1]


async def test_nothing_of_a_merged_case_says_that_it_is_over(world: World) -> None:
    """Its menus are pressed on a phone that shows it as it was: it stands in another one."""
    two = await told_of(world)
    card = two.newer
    more = data_of(card, "Lainnya")
    two.officer.presses_data(more, card)
    await world.settle()
    back, done = data_of(card, "Kembali"), data_of(card, "Selesai")
    await two.merges()
    for data in (more, back, done):
        assert await _late(world, two.officer, data, card) == MERGED


async def test_the_way_back_of_a_closed_case(world: World) -> None:
    """`Kembali`, pressed by an officer and by a reporter after it was closed: it is over."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    while "Lewati" in neighbour.last.buttons:
        await world.presses(neighbour, "Lewati")
    receipt, (card,) = neighbour.last, world.pages_to(officer)
    mistaken = data_of(receipt, "Salah kirim")
    await world.presses(neighbour, "Salah kirim")
    back = data_of(receipt, "Kembali")
    await world.presses(officer, "Lainnya")
    menu = data_of(card, "Kembali")
    await world.presses(officer, "Selesai", "Tertangani")
    assert await _late(world, officer, menu, card) == OVER
    assert await _late(world, neighbour, back, receipt) == OVER
    assert await _late(world, neighbour, mistaken, receipt) == OVER


async def test_questions_are_ended_after_the_case_was(world: World) -> None:
    """`Berhenti` of either side: it does not say that the report goes on."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    (card,) = world.pages_to(officer)
    officer.writes("Di sebelah mana?", reply_to=card)
    await world.settle()
    asked = neighbour.last
    neighbour.writes("Dekat masjid", reply_to=asked)
    await world.settle()
    answer = officer.last
    ends = data_of(asked, "Berhenti"), data_of(answer, "Berhenti")
    officer.presses("Tidak ada kejadian", card)
    await world.settle()
    ended = "Tanya jawab diakhiri. Laporan ini sudah selesai."
    assert await _late(world, officer, ends[1], answer) == ended
    assert await _late(world, neighbour, ends[0], asked) == ended
    assert not [one for one in officer.inbox if "mengakhiri tanya jawab" in one.text]


async def test_a_draft_that_was_sent_says_its_ticket(world: World) -> None:
    """Whatever is pressed on its old card: it was sent once, and nothing of it changes."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, THEFT)
    card = neighbour.last
    old = [data_of(card, label) for label in card.buttons]
    await world.presses(neighbour, "Masih, kirim")
    ticket = await world.newest_ticket()
    for data in old:
        assert await _late(world, neighbour, data, card) == f"Sudah terkirim, tiket {ticket}."
    assert await world.count(Report) == await world.count(Incident) == 1
    assert [one.kind for one in await world.all(AlertEvent)] == ["paged"]


async def test_a_draft_that_was_dropped_or_has_expired_was_not_sent(world: World) -> None:
    """`Masih, kirim` on its old card sends nothing, and says so."""
    neighbour = await world.enrol("Naba")
    for ended in ("dropped", "expired"):
        await world.writes(neighbour, THEFT)
        card = neighbour.last
        send = data_of(card, "Masih, kirim")
        if ended == "dropped":
            await world.writes(neighbour, "/batal")
        else:
            await world.passes(days=3)
        assert (await _late(world, neighbour, send, card)).startswith("Tidak terkirim")
    assert await world.count(Report) == 0


async def test_a_card_names_no_similar_case_that_is_over(world: World) -> None:
    """Closed, opened again, and taken back: the other's card follows each time, unasked."""
    two = await told_of(world)
    similar, ticket = "Mungkin kejadian yang sama", two.tickets[0]
    assert f"{similar} dengan {ticket}" in two.newer.text
    await two.presses(two.older, "Tidak ada kejadian")
    assert similar not in two.newer.text
    assert "Gabung" not in two.newer.buttons
    await two.presses(two.older, "Buka lagi")
    assert f"{similar} dengan {ticket}" in two.newer.text
    await world.writes(two.first, "salah kirim")
    await world.presses(two.first, "Ya, salah kirim")
    assert similar not in two.newer.text
    await world.presses(two.first, "Tetap laporkan")
    assert f"{similar} dengan {ticket}" in two.newer.text


async def test_a_card_names_no_similar_case_that_went_elsewhere(world: World) -> None:
    """It is moved to another village: whoever has the other card is told of it no more."""
    two = await told_of(world)
    await two.presses(two.older, "Bukan wilayah saya")
    await world.writes(two.officer, "Panaikang")
    await world.presses(two.officer, two.officer.last.buttons[0])
    assert "Mungkin kejadian yang sama" not in two.newer.text


async def test_what_a_supervisor_undid_is_undone_once(world: World) -> None:
    """A second tap on `Batalkan` takes no word back; nor does a late `Cabut jeda`."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.report(await world.enrol("Naba"), FIRE, "Masih, kirim")
    await world.presses(officer, "Lainnya", "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    review = chief.last
    undo = data_of(review, "Batalkan")
    await world.presses(chief, "Jeda pelapor")
    lift = data_of(review, "Cabut jeda")
    await world.presses(chief, "Cabut jeda")
    assert await _late(world, chief, lift, review) == "Pelapor ini sedang tidak dijeda."
    await world.presses(chief, "Batalkan")
    assert "petugas dihubungi lagi" in review.text
    assert await _late(world, chief, undo, review) == "Sudah tercatat atas nama Anda."
    assert "petugas dihubungi lagi" in review.text
    assert [one.kind for one in await world.all(AlertEvent)].count("taken_back") == 1


@pytest.mark.parametrize("gone", [False, True])
async def test_the_watch_is_told_once(world: World, gone: bool) -> None:  # noqa: FBT001
    """`Kirim` is tapped again, or after the watch has gone: it was never sent to nobody."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    watch = await world.enrol("Daeng Tata", "watch")
    await world.report(neighbour, FIRE, "Masih, kirim")
    (card,) = world.pages_to(officer)
    await world.presses(officer, "Saya tangani", "Lainnya", "Kabari pos ronda")
    send = data_of(card, "Kirim")
    if gone:
        await world.ends(watch, "watch", VILLAGE)
    else:
        await world.presses(officer, "Kirim")
        assert officer.toasts[-1] == "Terkirim kepada 1 orang."
    said = await _late(world, officer, send, card)
    assert said.startswith("Belum ada poskamling" if gone else "Sudah diteruskan")
    assert len(await world.sent(watch, "relayed")) == (0 if gone else 1)


async def test_what_was_handed_over_or_kept_is_said_each_time(world: World) -> None:
    """`Tetap saya tangani`, then `Serahkan` twice, then both on duty again."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    await world.report(await world.enrol("Naba"), FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    card = officer.last
    give, keep = data_of(card, "Serahkan"), data_of(card, "Tetap saya tangani")
    kept, none = "Baik, tetap Anda yang menangani.", "Tidak ada laporan di tangan Anda."
    assert [await _late(world, officer, keep, card) for _ in range(2)] == [kept, kept]
    assert await _late(world, officer, give, card) == "Diserahkan: 1 laporan."
    assert await _late(world, officer, give, card) == "Tidak ada yang diserahkan."
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Mulai jaga")
    assert await _late(world, officer, give, card) == "Tidak ada yang diserahkan."
    assert await _late(world, officer, keep, card) == none
    handed = [one for one in await world.all(AlertEvent) if one.kind == "handed_over"]
    assert len(handed) == 1


async def test_a_post_of_the_watch_that_ended_counts_nobody(world: World) -> None:
    """One of two posts has ended: its number says so; the other's counts, however often."""
    watch = await world.enrol("Daeng Tata", "watch")
    code = await world.invite("watch", NEIGHBOUR_VILLAGE)
    await world.writes(watch, f"/start {code}", "/aman")
    ask = watch.last
    here, there = (data_of(ask, name) for name in ("Karuwisi", "Panaikang"))
    watch.presses_data(there, ask)
    await world.settle()
    two = data_of(ask, "2")
    await world.ends(watch, "watch", NEIGHBOUR_VILLAGE)
    ended = "Anda tidak lagi bertugas ronda di desa/kelurahan itu."
    assert [await _late(world, watch, data, ask) for data in (two, there)] == [ended, ended]
    watch.presses_data(here, ask)
    await world.settle()
    for _ in range(2):
        watch.presses_data(data_of(ask, "2") if "2" in ask.buttons else two, ask)
        await world.settle()
    assert await world.count(Situation) == 1
