"""How people come in: the notice, then a code or none. A first message is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.open_question import VillageQuestion
from bot.handlers import before_consent, notice, redemption, report
from bot.locales import LANGUAGES, SOURCE, mark, say_in
from bot.services.people import command_menus, enrolment, reachability
from bot.services.people.enrolment import Verdict

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

ENROLLED_ALREADY = mark("Anda sudah terdaftar.")


async def greet(turn: Turn) -> None:
    """Answer a stranger, whatever they sent: 110, and the notice as a reply to it."""
    await notice.ask(turn)


async def ignore(turn: Turn) -> None:
    """Pass over what needs no answer: a stranger's edit, a block."""


async def start(turn: Turn) -> None:
    """Take ``/start``: a stranger is shown the notice, a member the way on.

    What follows it is a code; more than one word that holds none is a report.
    """
    if turn.member is None:
        await greet(turn)
        return
    await reachability.back(turn.session, turn.member, now=turn.now)
    if len(turn.incoming.text.split()) > 1:
        await report.receive(turn)
        return
    refused = bool(turn.incoming.text) and not await _redeem(turn)
    if _asks_home(turn) or not refused:
        turn.reply("welcome")


async def agree(turn: Turn) -> None:
    """Take ``Setuju``: make the member, and go on with the message that the card answers.

    Pressed again, or by somebody who is enrolled, it changes nothing; but a message that was not
    taken yet is taken, whichever of several cards was pressed first.
    """
    new = turn.member is None
    if new:
        turn.say = say_in(_language(turn))
        turn.member = turn.enrolled_now = enrolment.enrol(
            turn.session,
            telegram_id=turn.incoming.user_id,
            name=turn.incoming.user_name,
            language=turn.say.language,
            now=turn.now,
            vault=turn.vault,
        )
        command_menus.owe(turn.session, turn.member.id, now=turn.now)
    else:
        turn.toast(ENROLLED_ALREADY)
    turn.reply("welcome", edit=True, new=new)
    await before_consent.take_pressed(turn, new=new)
    _asks_home(turn)


async def decline(turn: Turn) -> None:
    """Take ``Tidak setuju``: nothing was kept, nothing is; it can be tapped back."""
    if turn.member is not None:
        turn.toast(ENROLLED_ALREADY)
        return
    await notice.refused(turn, say_in(_language(turn)))


async def _redeem(turn: Turn) -> bool:
    verdict = await redemption.redeem(turn, turn.incoming.text)
    return verdict in {Verdict.GRANTED, Verdict.HELD}


def _asks_home(turn: Turn) -> bool:
    """Ask where somebody lives, where nothing tells it and nothing else is being asked."""
    me = turn.me
    if me.village_code is not None or me.grants or me.awaiting is not None:
        return False
    me.awaiting = VillageQuestion()
    return True


def _language(turn: Turn) -> str:
    """Return the language of the card that was pressed."""
    chosen = turn.args[0] if turn.args else turn.say.language
    return chosen if chosen in LANGUAGES else SOURCE
