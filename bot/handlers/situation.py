"""``/aman``: a watch post's word that all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.open_question import WatchQuestion
from bot.handlers import report
from bot.locales import mark
from bot.models import Region
from bot.services.reports import situation_reports

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

ASK, TYPE = "ask", "type"  # in place of a number: how many are to be asked for, or typed
ASK_NUMBER = mark("Ketik jumlah orang yang ronda, misalnya 5.")
NO_NUMBER = mark("Itu bukan jumlah orang. Ketik angka 1 sampai 99, atau /batal.")
NO_VILLAGE = mark(
    "Desa/kelurahan pos ronda Anda belum diketahui. Minta koordinator mengundang Anda untuk"
    " desa/kelurahan itu."
)
NOT_YOURS = mark("Anda tidak lagi bertugas ronda di desa/kelurahan itu.")


async def all_well(turn: Turn) -> None:
    """Store it where the number is given and the village is plain; ask for what is missing.

    Said by the command, or in words that say that and no more.
    """
    turn.me.awaiting = None if isinstance(turn.me.awaiting, WatchQuestion) else turn.me.awaiting
    villages = situation_reports.watched(turn.grants, turn.me.village_code)
    count = situation_reports.count_in(turn.incoming.text)
    if not villages:
        turn.tell(NO_VILLAGE)
    elif len(villages) > 1:
        turn.reply("watch_where", villages=villages, count=count or ASK)
    elif count is None:
        _ask_count(turn, villages[0])
    else:
        await _record(turn, villages[0], count)


async def counted(turn: Turn) -> None:
    """Take a number or a village from a button; ``args``: the number, the village's code."""
    count, code = turn.args
    if code not in situation_reports.watched(turn.grants, turn.me.village_code):
        turn.toast(NOT_YOURS)
    elif count == ASK:
        _ask_count(turn, code, edit=True)
    elif count == TYPE:
        turn.me.awaiting = WatchQuestion(village=code)
        turn.tell(ASK_NUMBER)
    else:
        await _record(turn, code, int(count))


def _ask_count(turn: Turn, village: str, *, edit: bool = False) -> None:
    """Ask how many, by buttons; whoever types a number instead is understood too."""
    turn.me.awaiting = turn.me.awaiting or WatchQuestion(village=village)
    turn.reply("watch_count", edit=edit, village=village)


async def where(turn: Turn) -> None:
    """Show more of the villages; ``args``: the number, the page."""
    count, page = turn.args
    villages = situation_reports.watched(turn.grants, turn.me.village_code)
    turn.reply("watch_where", edit=True, villages=villages, count=count, page=int(page))


async def count_typed(turn: Turn) -> None:
    """Take a typed number. A photo, a place, or more than a number is a report like any other."""
    code = turn.asked(WatchQuestion).village
    count = situation_reports.read_count(turn.incoming.text)
    if code not in situation_reports.watched(turn.grants, turn.me.village_code):
        turn.me.awaiting = None
        turn.tell(NOT_YOURS)
    elif count is not None:
        await _record(turn, code, count)
    elif any(sign.isdigit() for sign in turn.incoming.text) and _is_one_word(turn.incoming.text):
        turn.tell(NO_NUMBER)
    else:
        turn.me.awaiting = None
        await report.receive(turn)


def _is_one_word(text: str) -> bool:
    return len(text.split()) == 1


async def _record(turn: Turn, code: str, count: int) -> None:
    if isinstance(turn.me.awaiting, WatchQuestion):
        turn.me.awaiting = None
    village = await turn.session.get(Region, code)
    assert village is not None  # noqa: S101 - the code is a grant's, which refers to it
    said = await situation_reports.record(turn.session, turn.me, village, count, now=turn.now)
    turn.reply("situation", said.id, edit=True)
