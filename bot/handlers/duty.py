"""What those on call look up: their duty, and whether a page would be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.services.alerts import handover, return_notice
from bot.services.people import duty, page_tests

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

HEARD = mark("Terdengar. Terima kasih.")
HANDED_OVER = mark("Diserahkan: {n} laporan.")
KEPT = mark("Baik, tetap Anda yang menangani.")
NONE_HELD = mark("Tidak ada laporan di tangan Anda.")
STILL_ON = mark("Baik, Anda tetap bertugas.")
OFF_ALREADY = mark("Anda sedang tidak bertugas.")
NOTHING_WENT = mark("Tidak ada yang diserahkan.")
HEARD_BEFORE = mark("Uji ini sudah tidak berlaku.")


async def show(turn: Turn) -> None:
    """Show what is open, whether one is on duty, and who stands in."""
    return_notice.promise(turn.session, turn.me.id, turn.grants, since=None, now=turn.now)
    turn.reply("duty")


async def begin(turn: Turn) -> None:
    """Go on duty, and be shown what is open and came meanwhile."""
    since = turn.me.off_duty_at
    turn.reply("duty", edit=True)
    if await duty.begin(turn.session, turn.me, turn.grants, now=turn.now, config=turn.config):
        return_notice.promise(turn.session, turn.me.id, turn.grants, since=since, now=turn.now)
    else:
        turn.toast(STILL_ON)


async def end(turn: Turn) -> None:
    """Go off duty; the card says where nobody stands in, and asks about what is still in hand."""
    if not await duty.end(turn.session, turn.me, turn.grants, now=turn.now):
        turn.toast(OFF_ALREADY)
    turn.reply("duty", edit=True)


async def hand_over(turn: Turn) -> None:
    """Hand all that is in hand to others, who are called at once; only while off duty."""
    is_off = turn.me.off_duty_at is not None
    handed = await handover.hand_over(turn.session, turn.me, now=turn.now) if is_off else 0
    turn.toast(HANDED_OVER if handed else NOTHING_WENT, n=handed)
    turn.reply("duty", edit=True)


async def still(turn: Turn) -> None:
    """Say that one is still on duty, asked the morning after; who went off since, is not."""
    turn.toast(STILL_ON if turn.me.off_duty_at is None else OFF_ALREADY)
    turn.reply("duty", edit=True)


async def keep(turn: Turn) -> None:
    """Keep what is in hand, though off duty."""
    turn.toast(KEPT if await handover.in_hand(turn.session, turn.me.id) else NONE_HELD)
    turn.reply("duty", edit=True, kept=True)


async def test_page(turn: Turn) -> None:
    """Send a page to oneself."""
    page = await page_tests.test(turn.session, turn.me, now=turn.now, config=turn.config)
    turn.answered = ("test_page", page.id)


async def test_heard(turn: Turn) -> None:
    """Count a test page as heard."""
    heard = await page_tests.hear(turn.session, turn.subject, turn.me, now=turn.now)
    turn.toast(HEARD if heard else HEARD_BEFORE)
    if heard:
        turn.reply("test_page", turn.subject, edit=True)
