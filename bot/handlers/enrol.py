"""How people come in: the notice, then a code or none. A first message is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.category import OTHER
from bot.domain.small_talk import talk
from bot.handlers import redemption, report, sending
from bot.handlers.incoming import Way
from bot.locales import LANGUAGES, SOURCE, mark, say_in
from bot.services import drafting, enrolment, menus, reachability
from bot.services.enrolment import Verdict
from bot.views import consent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.entry import Handler
    from bot.handlers.incoming import Incoming
    from bot.handlers.turn import Turn
    from bot.locales import Say
    from bot.models import Draft
    from bot.settings import Config
    from bot.views.card import Card

TOGETHER_WITHIN = timedelta(minutes=2)  # messages of before the consent that are one report
ENROLLED_ALREADY = mark("Anda sudah terdaftar.")


def notice_for(told: Incoming | None, say: Say, config: Config) -> Card:
    """Return the notice that answers what a stranger sent; all of it, where they asked for it."""
    whole = told is not None and (told.way, told.name) == (Way.COMMAND, "privasi")
    return consent.card(say, config, waits=told is not None and told.waits, whole=whole)


async def greet(turn: Turn) -> None:
    """Answer a stranger, whatever they sent: 110, and the notice as a reply to it."""
    turn.show(notice_for(turn.incoming, turn.say, turn.config), as_reply=True)


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
        await report.draft(turn)
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
        menus.owe(turn.session, turn.member.id, now=turn.now)
    else:
        turn.toast(ENROLLED_ALREADY)
    turn.reply("welcome", edit=True, new=new)
    carried = await _carried(turn)
    if carried is not None and not await redemption.is_all(carried, welcomed=True):
        await _go_on(turn, carried)
    _asks_home(turn)


async def _go_on(turn: Turn, carried: Turn) -> None:
    if carried.incoming.name == "text" and talk(carried.incoming.text) is not None:
        return  # the welcome says how to report
    handler = CARRIED.get((carried.incoming.way, carried.incoming.name))
    says = handler in {report.draft, report.add_location}
    if says and (turn.me.awaiting or {}).get("what") == "emergency":
        handler = report.emergency_answer  # the card of "/darurat" was agreed to before this one
    elif says and (draft := await _told_just_before(turn, carried)) is not None:
        await sending.join(carried, draft, report.said_in(carried))
        draft.message_id = min(draft.message_id, carried.incoming.message_id)
        return
    if handler is not None:
        await handler(carried)
        turn.answered = carried.answered
    elif carried.incoming.way is Way.COMMAND and carried.incoming.text:
        turn.go_on(carried.incoming.name, carried.incoming)  # it may be a misspelt emergency


async def _told_just_before(turn: Turn, carried: Turn) -> Draft | None:
    """Return the draft of another message of before the consent that this one belongs to.

    Words of no kind belong to what was said before them, never to what was said after.
    """
    draft = await drafting.join(turn.session, turn.me, now=turn.now)
    if draft is None or carried.incoming.media_group is not None:
        return None
    told, text = carried.incoming, carried.incoming.text
    apart = abs(told.written_at - draft.written_at)
    of_no_kind = turn.config.triage.classify(text).category == OTHER
    begins = told.message_id < draft.message_id and of_no_kind
    belongs = not begins and drafting.same_kind(draft, text, turn.config)
    return draft if belongs and apart <= TOGETHER_WITHIN else None


async def decline(turn: Turn) -> None:
    """Take ``Batal``: nothing was kept, nothing is."""
    if turn.member is not None:
        turn.toast(ENROLLED_ALREADY)
        return
    turn.show(consent.declined_card(say_in(_language(turn)), turn.config), edit=True)


async def _redeem(turn: Turn) -> bool:
    verdict = await redemption.redeem(turn, turn.incoming.text)
    return verdict in {Verdict.GRANTED, Verdict.HELD}


async def _begin(turn: Turn) -> None:
    """Take what follows a carried ``/start``: the welcome is there already."""
    if len(turn.incoming.text.split()) > 1:
        await report.draft(turn)
    elif turn.incoming.text:
        await _redeem(turn)


# What the press of "Setuju" goes on with; any other command can be typed again.
CARRIED: Mapping[tuple[Way, str], Handler] = {
    (Way.COMMAND, "start"): _begin,
    (Way.COMMAND, "lapor"): report.begin,
    (Way.COMMAND, "darurat"): report.emergency,
    (Way.MESSAGE, "text"): report.draft,
    (Way.MESSAGE, "photo"): report.draft,
    (Way.MESSAGE, "location"): report.add_location,
    (Way.MESSAGE, "other"): report.unsupported,
}


async def _carried(turn: Turn) -> Turn | None:
    """Return the turn of the message that the pressed card answers, where it is not done yet."""
    press = turn.incoming.press
    incoming = press.carried if press is not None else None
    if incoming is None or incoming.user_id != turn.incoming.user_id:
        return None
    taken = await drafting.by_message(turn.session, turn.me, incoming.message_id)
    return None if taken is not None else replace(turn, incoming=incoming, answered=(None, None))


def _asks_home(turn: Turn) -> bool:
    """Ask where somebody lives, where nothing tells it and nothing else is being asked."""
    me = turn.me
    if me.village_code is not None or me.grants or me.awaiting is not None:
        return False
    me.awaiting = {"what": "village"}
    return True


def _language(turn: Turn) -> str:
    """Return the language of the card that was pressed."""
    chosen = turn.args[0] if turn.args else turn.say.language
    return chosen if chosen in LANGUAGES else SOURCE
