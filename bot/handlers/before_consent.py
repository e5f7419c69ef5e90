"""Messages written before the consent to the notice: they are handled once it is given.

Each of them was answered by a card of its own, and any of these cards may be pressed first, so the
result must not depend on the order in which they are handled.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.category import OTHER
from bot.domain.open_question import EmergencyQuestion
from bot.domain.small_talk import talk
from bot.handlers import (
    after_sending,
    draft_submission,
    emergency,
    later_draft,
    notice,
    redemption,
    report,
    unread_content,
)
from bot.handlers.incoming import UpdateKind
from bot.services.intake import late_photos, sent_reports
from bot.services.people import newcomers
from bot.services.reports import draft_changes, draft_lookup, report_authors
from bot.services.staffing import accused_officers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.entry import Handler
    from bot.handlers.turn import Turn
    from bot.models import Draft
    from bot.services.reports.message_content import MessageContent

TOGETHER_WITHIN = timedelta(minutes=2)  # messages of before the consent that are one report


async def is_repeated(turn: Turn) -> bool:
    """Tell whether Telegram brings a message from before the consent again, after a crash."""
    incoming, me = turn.incoming, turn.me
    new = me.consented_at is not None and turn.now - me.consented_at <= newcomers.KEPT
    if not new or incoming.carried or incoming.name == "edited":
        return False
    mark = turn.vault.fingerprint(incoming.user_id)
    wrote = incoming.kind in {UpdateKind.MESSAGE, UpdateKind.COMMAND}
    return wrote and await newcomers.knows(turn.session, mark, incoming.message_id)


async def take_pressed(turn: Turn, *, new: bool) -> None:
    """Handle the message that the pressed card answers; for a ``new`` member, owe the others."""
    press = turn.incoming.press
    incoming = press.carried if press is not None else None
    if incoming is not None and incoming.user_id == turn.incoming.user_id:
        carried = turn.of(incoming)
        carried.answered = (None, None)
        if await _is_first(carried) and not await redemption.is_all(carried, welcomed=True):
            await _go_on(turn, carried)
    more = notice.written_in(turn)
    if new or more:
        mark = turn.vault.fingerprint(turn.incoming.user_id)
        await newcomers.carry(
            turn.session, mark, turn.me.id, more=more, all_waiting=new, now=turn.now
        )


async def take_carried(turn: Turn) -> None:
    """Handle a message that was written before the consent and fetched again after it."""
    if await _is_first(turn) and not await redemption.is_all(turn, welcomed=True):
        await _go_on(turn, turn)


async def _is_first(turn: Turn) -> bool:
    """Claim a message; False: it was handled before."""
    mark, number = turn.vault.fingerprint(turn.incoming.user_id), turn.incoming.message_id
    first = await newcomers.take(turn.session, mark, number, now=turn.now)
    return first and not await _is_stored(turn)


async def _is_stored(turn: Turn) -> bool:
    number = turn.incoming.message_id
    return (
        await draft_lookup.by_message(turn.session, turn.me, number) is not None
        or await report_authors.by_message(turn.session, turn.me, number) is not None
    )


async def _go_on(turn: Turn, carried: Turn) -> None:
    incoming = carried.incoming
    if incoming.name == "text" and talk(incoming.text) is not None:
        return  # the welcome says how to report
    handler = CARRIED.get((incoming.kind, incoming.name))
    if handler is not None:
        await handler(carried)
        unread_content.mention_left(carried, incoming.kind, incoming.name)
        turn.answered = carried.answered
    elif incoming.kind is UpdateKind.COMMAND and incoming.text:
        turn.continue_with(incoming.name, incoming)  # it may be a misspelt emergency


async def _start(turn: Turn) -> None:
    """Handle the words behind ``/start``: the welcome has been sent already."""
    if len(turn.incoming.text.split()) > 1:
        await report.receive(turn)
    elif turn.incoming.text:
        await redemption.redeem(turn, turn.incoming.text)


async def _receive(turn: Turn) -> None:
    """Join a message to what was written with it, or make a report of it."""
    asked, content = turn.me.awaiting, report.content_of(turn)
    question = asked if isinstance(asked, EmergencyQuestion) else None
    answers = question is not None and _follows(turn, question)
    if await _join(turn, content, at_once=answers):
        turn.me.awaiting = None if answers and turn.me.awaiting == asked else turn.me.awaiting
    elif answers:
        await emergency.answer(turn)
    else:
        await report.receive(turn)
        if question is not None:
            turn.me.awaiting = question  # what was asked for is still to come


async def _receive_unreadable(turn: Turn) -> None:
    """Answer what cannot be read; a voice that answers ``/darurat`` pages all the same."""
    asked = turn.me.awaiting
    calls = turn.incoming.unheard and isinstance(asked, EmergencyQuestion) and _follows(turn, asked)
    if not calls:
        await unread_content.answer(turn)
        return
    await _receive(turn)
    unread_content.mention_left(turn, UpdateKind.ANSWER, "emergency")


def _follows(turn: Turn, asked: EmergencyQuestion) -> bool:
    """Tell whether a message may answer what ``/darurat`` asked: it was written after it."""
    written = turn.incoming.written_at
    after = written - asked.written if asked.written is not None else timedelta()
    in_order = turn.incoming.message_id > (asked.after or 0)
    return in_order and after <= emergency.ANSWERS_WITHIN


async def _emergency(turn: Turn) -> None:
    """Handle ``/darurat``: send its words; alone, send the message that was written next."""
    content = report.content_of(turn)
    if not content.is_empty:
        if not await _join(turn, content, at_once=True):
            await emergency.begin(turn)
        return
    known = await _written_next(turn)
    if known is not None and not known.emergency:
        await later_draft.send_at_once(turn, known)
    elif known is None and not await _is_sent(turn):
        await emergency.begin(turn)
        asked, sent = turn.me.awaiting, turn.incoming
        if isinstance(asked, EmergencyQuestion):
            turn.me.awaiting = replace(asked, after=sent.message_id, written=sent.written_at)


async def _written_next(turn: Turn) -> Draft | None:
    """Return the draft of the next message after a lone ``/darurat``, if it is taken already."""
    number, until = turn.incoming.message_id, turn.incoming.written_at + emergency.ANSWERS_WITHIN
    later = {
        min(after): draft
        for draft in await draft_lookup.recent(turn.session, turn.me, now=turn.now)
        if (after := [one for one in draft_lookup.numbers(draft) if one > number])
        and draft.written_at <= until
    }
    return later[min(later)] if later else None


async def _is_sent(turn: Turn) -> bool:
    """Tell whether what follows a lone ``/darurat`` is a sent emergency already."""
    sent = await report_authors.newest_emergency(turn.session, turn.me)
    number = turn.incoming.message_id
    return sent is not None and any(one > number for one in sent.messages)


async def _join(turn: Turn, content: MessageContent, *, at_once: bool) -> bool:
    """Join a message to the draft or report that it belongs to; ``at_once``: as an emergency."""
    draft = await _belongs_to(turn)
    if draft is None or (at_once and await _names_reader(turn, draft)):
        return await _enclose(turn, content)
    draft.message_id = min(draft.message_id, content.message_id)
    if not at_once or draft.emergency:
        await draft_submission.join(turn, draft, content)
        return True
    draft_changes.add(turn.session, draft, content, now=turn.now, config=turn.config)
    await later_draft.send_at_once(turn, draft)
    return True


async def _names_reader(turn: Turn, draft: Draft) -> bool:
    """Tell whether a draft accuses an officer whom it would page."""
    return bool(await accused_officers.accusation_kinds(turn.session, [draft], turn.vault))


async def _belongs_to(turn: Turn) -> Draft | None:
    """Return the draft of another message of before the consent that this one belongs to.

    The nearest before it, else the nearest after it. An album keeps together by itself.
    """
    if turn.incoming.media_group is not None:
        return None
    number = turn.incoming.message_id
    mine = [
        draft
        for draft in await draft_lookup.recent(turn.session, turn.me, now=turn.now)
        if _goes_with(turn, draft)
    ]
    return min(
        mine,
        key=lambda draft: (draft.message_id > number, abs(draft.message_id - number)),
        default=None,
    )


def _goes_with(turn: Turn, draft: Draft) -> bool:
    """Tell whether a message may be of one report with a draft.

    Words of no kind belong to what was said before them, never to what was said after.
    """
    text = turn.incoming.text
    apart = abs(turn.incoming.written_at - draft.written_at)
    of_no_kind = bool(text) and turn.config.triage.heard(text).category == OTHER
    begins = turn.incoming.message_id < draft.message_id and of_no_kind and bool(draft.text)
    same = draft_lookup.same_kind(draft, text, turn.config)
    return apart <= TOGETHER_WITHIN and same and not begins


async def _enclose(turn: Turn, content: MessageContent) -> bool:
    """Join a message to the emergency from before the consent that was already sent."""
    sent = await report_authors.newest_emergency(turn.session, turn.me)
    if sent is None or abs(content.written_at - sent.report.written_at) > TOGETHER_WITHIN:
        return False
    guess = turn.config.triage.heard(content.text)
    kinds = {OTHER, guess.category, *guess.alternatives}
    if guess.category != OTHER and sent.report.category not in kinds:
        return False
    known = await sent_reports.load(turn.session, sent.id) if content.words else None
    if known is not None and await after_sending.is_for_others(turn, known, content.words):
        return False
    kept = replace(content, attached=None) if content.recorded else content
    await late_photos.enclose(turn.session, sent, kept, now=turn.now)
    if kept is not content:
        await later_draft.offer_recording(turn, sent.id, content)
    return True


# What the press of "Setuju" goes on with; any other command can be typed again.
CARRIED: Mapping[tuple[UpdateKind, str], Handler] = {
    (UpdateKind.COMMAND, "start"): _start,
    (UpdateKind.COMMAND, "lapor"): report.receive_report,
    (UpdateKind.COMMAND, "darurat"): _emergency,
    (UpdateKind.MESSAGE, "text"): _receive,
    (UpdateKind.MESSAGE, "attachment"): _receive,
    (UpdateKind.MESSAGE, "location"): _receive,
    (UpdateKind.MESSAGE, "other"): _receive_unreadable,
}
