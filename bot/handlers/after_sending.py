"""Messages that follow up a sent report: they become an addendum, or are offered as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import addendum
from bot.domain.accusation import AGAINST
from bot.domain.addendum import Belongs, LaterMessage, belongs, goes_on
from bot.domain.person_names import tells_deed
from bot.handlers import draft_submission, later_draft, own_reports, receipt_phrases
from bot.locales import mark
from bot.places.geography import Certainty
from bot.services.intake import addenda, same_words, sent_reports
from bot.services.reports import (
    draft_card,
    draft_changes,
    draft_lookup,
    message_content,
)
from bot.services.staffing import accused_officers

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft, ReportAuthor
    from bot.services.intake.addenda import AddedContent
    from bot.services.reports.message_content import MessageContent

SAME = mark("Laporan yang sama sudah kami terima, tiket {ticket}. Tidak perlu dikirim lagi.")


async def take_follow_up(turn: Turn, content: MessageContent) -> bool:
    """Handle a message that is about a sent report; False: it is not about one."""
    return (
        await receipt_phrases.take_phrase(turn, content)
        or await take_addendum(turn, content)
        or await take_repetition(turn, content)
    )


async def take_addendum(turn: Turn, content: MessageContent) -> bool:
    """Add a message to the sent report that it belongs to, or ask; False: it belongs to none."""
    pointed = await receipt_phrases.report_pointed_at(turn, content)
    sent = pointed or await _recent_report(turn, content)
    return sent is not None and await _add_or_ask(turn, sent, content, pointed=pointed is not None)


async def take_repetition(turn: Turn, content: MessageContent) -> bool:
    """Answer words repeated within minutes by the draft or ticket that they already have.

    A picture sent with them is added to it. If the report paged nobody but would page now, it is no
    repetition: the trouble may have begun again.
    """
    if message_content.is_blank(content.text):
        return False
    since = turn.now - turn.config.limits.addenda.same_within
    number = await same_words.find_same(turn.session, turn.me, content.text, since)
    if number is None:
        return False
    draft = await draft_lookup.load(turn.session, number)
    if draft is not None and draft.status == draft_changes.OPEN:
        await _show_waiting_draft(turn, draft, content)
        return True
    sent = await sent_reports.load(turn.session, number)
    if sent is None or addenda.would_call(
        sent.report, content.words, config=turn.config, now=turn.now
    ):
        return False
    if content.attached is not None:
        await _add_file(turn, sent, replace(content, text=""))
        return True
    turn.tell(SAME, ticket=sent.report.ticket)
    turn.reply("receipt", sent.id, newest=True)
    return True


async def _add_file(turn: Turn, sent: ReportAuthor, content: MessageContent) -> None:
    """Add a picture; a voice or video becomes a draft first, so that its sender can be warned."""
    if content.recorded:
        await later_draft.begin(turn, content, sent)
    else:
        await add(turn, sent, _content(turn, content), calls=False)


async def _show_waiting_draft(turn: Turn, draft: Draft, content: MessageContent) -> None:
    """Show the draft that has these words already, after adding the picture that came with them."""
    if content.attached is not None:
        await draft_submission.join(turn, draft, replace(content, text=""))
        return
    message = turn.incoming.message_id
    await draft_card.show_below(turn.session, draft, message, now=turn.now)
    turn.answered = ("draft", draft.id)


async def take_edit(turn: Turn, author: ReportAuthor, content: MessageContent) -> None:
    """Handle an edit of a sent report's message: an addendum; a closed report stays as it is.

    ``/darurat`` in it calls at once.
    """
    sent = await sent_reports.load(turn.session, author.id)
    if sent is None:
        turn.reply("already_sent", author.id)
    elif turn.incoming.command == "darurat":
        await _add_and_page(turn, sent, content)
    elif not await _add_or_ask(turn, sent, content, pointed=True):
        await later_draft.begin(turn, content, None)


async def _add_and_page(turn: Turn, sent: ReportAuthor, content: MessageContent) -> None:
    """Add it and page; if it names a reader of the report, send it as an emergency of its own."""
    if await is_for_others(turn, sent, content.words):
        draft = await later_draft.start(
            turn, content, await _category_past_reader(turn, sent, content.words)
        )
        await later_draft.send_at_once(turn, draft)
        return
    told = replace(content, attached=None) if content.recorded else content
    await add(turn, sent, _content(turn, told), calls=addenda.is_quiet(sent.report))


async def take_answer(
    turn: Turn, sent: ReportAuthor, content: MessageContent, question: str
) -> bool:
    """Add a message to a sent report as the answer to the question that was asked after sending.

    False: it is a report of its own.
    """
    return await _add_or_ask(turn, sent, content, pointed=True, question=question)


async def _recent_report(turn: Turn, content: MessageContent) -> ReportAuthor | None:
    """Return the recent report that a message continues; None: it replies to something else."""
    limits, wordless = turn.config.limits.addenda, message_content.is_blank(content.text)
    later = wordless or content.shared or _tells_end(turn, content)
    guess = turn.config.triage.classify(content.text)
    told = later or goes_on(content.text) or addendum.names_nothing(guess)
    if turn.incoming.replies_to is not None or not told:
        return None
    if await draft_lookup.join(turn.session, turn.me, now=turn.now) is not None:
        return None  # what is written now is about the draft that waits
    span = limits.within if later else limits.words_within
    return await sent_reports.newest(turn.session, turn.me, turn.now - span)


def _tells_end(turn: Turn, content: MessageContent) -> bool:
    return addendum.tells_end(content.text, turn.config.triage.classify(content.text))


async def _add_or_ask(
    turn: Turn,
    sent: ReportAuthor,
    content: MessageContent,
    *,
    pointed: bool,
    question: str | None = None,
) -> bool:
    where = _belongs_to(turn, sent, content, pointed=pointed)
    if where is Belongs.REPORT:
        return False
    if await is_for_others(turn, sent, content.words):
        past = await _category_past_reader(turn, sent, content.words)
        if past is not None:
            await later_draft.begin_apart(turn, content, sent, past)
        return past is not None
    if where is Belongs.ADDENDUM and not _would_page(turn, sent, content) and not content.recorded:
        added = replace(_content(turn, content), question=question)
        await add(turn, sent, added, calls=False)
    else:
        await later_draft.begin(turn, content, sent)
    return True


def tells_more(turn: Turn, sent: ReportAuthor, content: MessageContent) -> bool:
    """Tell whether its writer must confirm the words under a further picture of an addendum.

    They must if the words name another incident than the report, or would page somebody.
    """
    where = _belongs_to(turn, sent, content, pointed=True)
    return where is not Belongs.ADDENDUM or _would_page(turn, sent, content)


def _would_page(turn: Turn, sent: ReportAuthor, content: MessageContent) -> bool:
    return addenda.would_call(sent.report, content.words, config=turn.config, now=turn.now)


def _belongs_to(
    turn: Turn, sent: ReportAuthor, content: MessageContent, *, pointed: bool
) -> Belongs:
    report, wordless = sent.report, content.shared or message_content.is_blank(content.text)
    later = LaterMessage(
        guess=None if wordless else turn.config.triage.classify(content.text),
        pointed=pointed,
        goes_on=goes_on(content.text),
        ends=_tells_end(turn, content),
        after=turn.now - report.created_at,
        elsewhere=_is_elsewhere(turn, report.village_code),
    )
    of, within = turn.config.category(report.category), turn.config.limits.addenda.within
    return belongs(later, of, turn.config.categories, within=within)


def _is_elsewhere(turn: Turn, village: str) -> bool:
    """Tell whether the position that was sent is plainly in another village."""
    found = turn.incoming.found
    if found is None or found.kind not in {Certainty.INSIDE, Certainty.NEAR}:
        return False
    return village not in {*(one.code for one in found.candidates), *found.unmapped}


async def is_for_others(turn: Turn, sent: ReportAuthor, text: str) -> bool:
    """Tell whether words must not reach the readers of a sent report, or accuse one of them.

    They become a draft of their own, which is offered a category that the accused do not read.
    """
    of = turn.config.category(sent.report.category)
    guess = turn.config.triage.classify(text) if text else None
    if addendum.is_for_others(guess, of, turn.config.categories):
        return True
    return await _reader_named(turn, sent, text) is not None


async def accuses_reader(turn: Turn, sent: ReportAuthor, content: MessageContent) -> bool:
    """Keep words that accuse a reader of a sent report as a draft of their own; False: they do not.

    To mention them is no accusation, but where the report itself is against an officer.
    """
    past = await _reader_named(turn, sent, content.words)
    if past is None or not (sent.report.category in AGAINST or tells_deed(content.words)):
        return False
    await later_draft.begin_apart(turn, content, sent, past)
    return True


async def _reader_named(turn: Turn, sent: ReportAuthor, text: str) -> str | None:
    kind = turn.config.category(sent.report.category).code
    return await accused_officers.kind_past_reader(
        turn.session, text, sent.report, kind, turn.vault
    )


async def _category_past_reader(turn: Turn, sent: ReportAuthor, text: str) -> str | None:
    """Return a category past the officers named in an addition to a report against officers."""
    return await _reader_named(turn, sent, text) if sent.report.category in AGAINST else None


def _content(turn: Turn, content: MessageContent) -> AddedContent:
    return addenda.content_of_message(turn.session, turn.me.id, content, now=turn.now)


async def add(turn: Turn, sent: ReportAuthor, content: AddedContent, *, calls: bool) -> None:
    """Add content to a report and confirm it to its writer; ``calls``: those on call are paged."""
    config, now = turn.config, turn.now
    withdrawn = sent.report.withdrawn_at
    await addenda.add(turn.session, sent, content, calls=calls, config=config, now=now)
    if sent.report.withdrawn_at != withdrawn:
        turn.tell(own_reports.COUNTS_AGAIN)
    nth = len(await addenda.of_report(turn.session, sent.report_id))
    turn.reply("addendum", sent.id, edit=turn.incoming.press is not None, nth=nth)
