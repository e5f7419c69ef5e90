"""What becomes of a draft that is not sent: a reminder, an end after a day, /batal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Delivery, Draft, Report
from tests.stories.fires import data_of
from tests.stories.spots import KARUWISI

if TYPE_CHECKING:
    from bot.standin.message import Message
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"


async def test_an_urgent_draft_left_unsent_is_reminded_of_and_pages_nobody(world: World) -> None:
    """After one and after five minutes: BELUM TERKIRIM, by a new message with the same buttons.

    It takes the place of the one before.
    """
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    await world.passes(seconds=59)
    assert not _reminders(neighbour.inbox)
    await world.passes(seconds=1)
    assert len(_reminders(neighbour.inbox)) == 1
    assert "Masih, kirim" in neighbour.last.buttons
    await world.passes(minutes=30)
    assert _reminders(neighbour.inbox) == [neighbour.last]
    assert await world.count(Delivery, Delivery.kind == "draft_reminder") == 2
    assert not world.pages_to(officer)


async def test_the_reminder_sends_too(world: World) -> None:
    """Its button sends; then nobody is reminded, and the older card points to it."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    card = neighbour.last
    kept = data_of(card, "Masih, kirim")
    await world.passes(minutes=1)
    neighbour.presses("Masih, kirim")
    await world.settle()
    await world.passes(minutes=30)
    assert len(_reminders(neighbour.inbox)) == 0  # the only one was edited into the receipt
    assert card.buttons == []
    assert card.text == "Lanjut di bawah ⬇️"
    neighbour.presses_data(kept, card)
    await world.settle()
    assert await world.newest_ticket() in "".join(one.text for one in neighbour.inbox)
    assert await world.count(Report) == 1


async def test_what_is_not_urgent_is_not_reminded_of(world: World) -> None:
    """Nobody is pressed to report noise."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    await world.passes(minutes=30)
    assert not _reminders(neighbour.inbox)


async def test_after_an_outage_one_reminder_comes_not_two(world: World) -> None:
    """The bot was down for ten minutes: both reminders are overdue, one is enough."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    await world.outage(minutes=10)
    await world.passes(minutes=10)
    assert len(_reminders(neighbour.inbox)) == 1


async def test_a_draft_expires_after_a_day_and_says_so(world: World) -> None:
    """Its words are gone with it, and its buttons do nothing any more."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    await world.passes(days=1, minutes=1)
    assert "sudah dihapus" in neighbour.last.text
    assert "20.00 WITA" in neighbour.last.text
    neighbour.presses("Kirim", card)
    await world.settle()
    assert "sudah dihapus" in card.text
    assert await world.count(Report) == 0
    assert [draft.text for draft in await world.all(Draft)] == [""]


async def test_batal_drops_what_is_open(world: World) -> None:
    """By the button, or by the command; a press on the old card shows that it is gone."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    neighbour.presses("Batal")
    await world.settle()
    assert "dibatalkan" in neighbour.last.text
    neighbour.writes(FIRE)
    await world.settle()
    card = neighbour.last
    neighbour.writes("/batal")
    await world.settle()
    neighbour.presses("Masih, kirim", card)
    await world.settle()
    assert "dibatalkan" in card.text
    await world.passes(minutes=10)
    assert not _reminders(neighbour.inbox)
    assert await world.count(Report) == 0


def _reminders(inbox: list[Message]) -> list[Message]:
    return [message for message in inbox if "belum ada petugas yang membaca" in message.text]


async def test_without_a_village_no_clock_is_claimed(world: World) -> None:
    """Whoever has none yet may live in any zone: it is said how long ago, not when."""
    neighbour = await world.enrol("Ani", region="73")
    await world.writes(neighbour, "Suami tetangga memukul istrinya, KDRT, sekarang")
    await world.passes(minutes=2)
    (reminder,) = _reminders(neighbour.inbox)
    assert "Laporan rahasia · ditulis 1 menit yang lalu" in reminder.text
    await world.passes(days=2)
    assert "WIB" not in "".join(one.text for one in neighbour.inbox)
    assert "tidak pernah terkirim dan sudah dihapus" in neighbour.last.text


async def test_a_kind_that_names_nobody_offers_no_anonymity(world: World) -> None:
    """What happens at home is told without any name anyway: the card says so instead."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, "Suami tetangga memukul istrinya, KDRT, sekarang")
    assert neighbour.last.buttons == ["Masih, kirim", "Sudah lewat, kirim", "Ubah", "Lainnya"]
    assert "nama, nama samaran, dan peran Anda tidak pernah ditampilkan" in neighbour.last.text
    await world.presses(neighbour, "Lainnya")
    assert "Anonim" not in neighbour.last.buttons
    neighbour.sends_location(*KARUWISI)
    await world.settle()
    assert "Anonim" in neighbour.last.buttons  # it makes the place coarse
