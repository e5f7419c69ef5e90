"""What somebody wrote before they agreed to the notice, taken once they do.

Every message hangs on a card of its own, and any of these may be pressed first: what they become
must not depend on the order in which they are taken.
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


async def is_known(turn: Turn) -> bool:
    """Tell whether a member's message is one of before the consent, brought again by a kill."""
    told, me = turn.incoming, turn.me
    new = me.consented_at is not None and turn.now - me.consented_at <= newcomers.KEPT
    if not new or told.carried or told.name == "edited":
        return False
    mark = turn.vault.fingerprint(told.user_id)
    wrote = told.way in {UpdateKind.MESSAGE, UpdateKind.COMMAND}
    return wrote and await newcomers.knows(turn.session, mark, told.message_id)


async def pressed(turn: Turn, *, new: bool) -> None:
    """Take the message that the pressed card answers; of whoever is ``new``, owe it of the rest."""
    press = turn.incoming.press
    incoming = press.carried if press is not None else None
    if incoming is not None and incoming.user_id == turn.incoming.user_id:
        told = turn.of(incoming)
        told.answered = (None, None)
        if await _is_first(told) and not await redemption.is_all(told, welcomed=True):
            await _go_on(turn, told)
    more = notice.written_in(turn)
    if new or more:
        mark = turn.vault.fingerprint(turn.incoming.user_id)
        await newcomers.carry(
            turn.session, mark, turn.me.id, more=more, all_waiting=new, now=turn.now
        )


async def taken(turn: Turn) -> None:
    """Take a message that was written before the consent and is found again after it."""
    if await _is_first(turn) and not await redemption.is_all(turn, welcomed=True):
        await _go_on(turn, turn)


async def _is_first(told: Turn) -> bool:
    """Tell whether a message was not taken before, and take it."""
    mark, number = told.vault.fingerprint(told.incoming.user_id), told.incoming.message_id
    first = await newcomers.take(told.session, mark, number, now=told.now)
    return first and not await _is_said(told)


async def _is_said(told: Turn) -> bool:
    number = told.incoming.message_id
    return (
        await draft_lookup.by_message(told.session, told.me, number) is not None
        or await report_authors.by_message(told.session, told.me, number) is not None
    )


async def _go_on(turn: Turn, told: Turn) -> None:
    incoming = told.incoming
    if incoming.name == "text" and talk(incoming.text) is not None:
        return  # the welcome says how to report
    handler = CARRIED.get((incoming.way, incoming.name))
    if handler is not None:
        await handler(told)
        unread_content.mention_left(told, incoming.way, incoming.name)
        turn.answered = told.answered
    elif incoming.way is UpdateKind.COMMAND and incoming.text:
        turn.go_on(incoming.name, incoming)  # it may be a misspelt emergency


async def _begin(told: Turn) -> None:
    """Take what follows ``/start``: the welcome is there already."""
    if len(told.incoming.text.split()) > 1:
        await report.draft(told)
    elif told.incoming.text:
        await redemption.redeem(told, told.incoming.text)


async def _reported(told: Turn) -> None:
    """Put a message to what was written with it, or make a report of its own of it."""
    asked, content = told.me.awaiting, report.content_of(told)
    question = asked if isinstance(asked, EmergencyQuestion) else None
    answers = question is not None and _follows(told, question)
    if await _joined(told, content, at_once=answers):
        told.me.awaiting = None if answers and told.me.awaiting == asked else told.me.awaiting
    elif answers:
        await emergency.answer(told)
    else:
        await report.draft(told)
        if question is not None:
            told.me.awaiting = question  # what was asked for is still to come


async def _unread(told: Turn) -> None:
    """Take what cannot be read; a voice that answers ``/darurat`` calls all the same."""
    asked = told.me.awaiting
    calls = told.incoming.unheard and isinstance(asked, EmergencyQuestion) and _follows(told, asked)
    if not calls:
        await unread_content.answer(told)
        return
    await _reported(told)
    unread_content.mention_left(told, UpdateKind.ANSWER, "emergency")


def _follows(told: Turn, asked: EmergencyQuestion) -> bool:
    """Tell whether a message may answer what ``/darurat`` asked: it was written after it."""
    written = told.incoming.written_at
    after = written - asked.written if asked.written is not None else timedelta()
    in_order = told.incoming.message_id > (asked.after or 0)
    return in_order and after <= emergency.ANSWERS_WITHIN


async def _emergency(told: Turn) -> None:
    """Take ``/darurat``: with words it is sent; alone, it says so of what was written next."""
    content = report.content_of(told)
    if not content.is_empty:
        if not await _joined(told, content, at_once=True):
            await emergency.begin(told)
        return
    known = await _written_next(told)
    if known is not None and not known.emergency:
        await later_draft.send_at_once(told, known)
    elif known is None and not await _is_sent(told):
        await emergency.begin(told)
        asked, sent = told.me.awaiting, told.incoming
        if isinstance(asked, EmergencyQuestion):
            told.me.awaiting = replace(asked, after=sent.message_id, written=sent.written_at)


async def _written_next(told: Turn) -> Draft | None:
    """Return the draft of the next message after a lone ``/darurat``, if it is taken already."""
    number, until = told.incoming.message_id, told.incoming.written_at + emergency.ANSWERS_WITHIN
    later = {
        min(after): draft
        for draft in await draft_lookup.recent(told.session, told.me, now=told.now)
        if (after := [one for one in draft_lookup.numbers(draft) if one > number])
        and draft.written_at <= until
    }
    return later[min(later)] if later else None


async def _is_sent(told: Turn) -> bool:
    """Tell whether what follows a lone ``/darurat`` is a sent emergency already."""
    sent = await report_authors.newest_emergency(told.session, told.me)
    number = told.incoming.message_id
    return sent is not None and any(one > number for one in sent.messages)


async def _joined(told: Turn, content: MessageContent, *, at_once: bool) -> bool:
    """Put a message to the report that it belongs to; ``at_once``: which is an emergency."""
    draft = await _belongs_to(told)
    if draft is None or (at_once and await _names_reader(told, draft)):
        return await _enclosed(told, content)
    draft.message_id = min(draft.message_id, content.message_id)
    if not at_once or draft.emergency:
        await draft_submission.join(told, draft, content)
        return True
    draft_changes.add(told.session, draft, content, now=told.now, config=told.config)
    await later_draft.send_at_once(told, draft)
    return True


async def _names_reader(told: Turn, draft: Draft) -> bool:
    """Tell whether a draft names whoever would be called by it: a cry asks nobody, and goes out."""
    return bool(await accused_officers.ways_past(told.session, [draft], told.vault))


async def _belongs_to(told: Turn) -> Draft | None:
    """Return the draft of another message of before the consent that this one belongs to.

    The nearest before it, else the nearest after it. An album keeps together by itself.
    """
    if told.incoming.media_group is not None:
        return None
    number = told.incoming.message_id
    mine = [
        draft
        for draft in await draft_lookup.recent(told.session, told.me, now=told.now)
        if _goes_with(told, draft)
    ]
    return min(
        mine,
        key=lambda draft: (draft.message_id > number, abs(draft.message_id - number)),
        default=None,
    )


def _goes_with(told: Turn, draft: Draft) -> bool:
    """Tell whether a message may be of one report with a draft.

    Words of no kind belong to what was said before them, never to what was said after.
    """
    text = told.incoming.text
    apart = abs(told.incoming.written_at - draft.written_at)
    of_no_kind = bool(text) and told.config.triage.heard(text).category == OTHER
    begins = told.incoming.message_id < draft.message_id and of_no_kind and bool(draft.text)
    same = draft_lookup.same_kind(draft, text, told.config)
    return apart <= TOGETHER_WITHIN and same and not begins


async def _enclosed(told: Turn, content: MessageContent) -> bool:
    """Put a message to the emergency of before the consent that has left already."""
    sent = await report_authors.newest_emergency(told.session, told.me)
    if sent is None or abs(content.written_at - sent.report.written_at) > TOGETHER_WITHIN:
        return False
    guess = told.config.triage.heard(content.text)
    kinds = {OTHER, guess.category, *guess.alternatives}
    if guess.category != OTHER and sent.report.category not in kinds:
        return False
    known = await sent_reports.load(told.session, sent.id) if content.words else None
    if known is not None and await after_sending.is_for_others(told, known, content.words):
        return False
    kept = replace(content, attached=None) if content.recorded else content
    await late_photos.enclose(told.session, sent, kept, now=told.now)
    if kept is not content:
        await later_draft.offer_recording(told, sent.id, content)
    return True


# What the press of "Setuju" goes on with; any other command can be typed again.
CARRIED: Mapping[tuple[UpdateKind, str], Handler] = {
    (UpdateKind.COMMAND, "start"): _begin,
    (UpdateKind.COMMAND, "lapor"): report.begin,
    (UpdateKind.COMMAND, "darurat"): _emergency,
    (UpdateKind.MESSAGE, "text"): _reported,
    (UpdateKind.MESSAGE, "attachment"): _reported,
    (UpdateKind.MESSAGE, "location"): _reported,
    (UpdateKind.MESSAGE, "other"): _unread,
}
