"""Short words that do what the buttons of one's newest receipt do, or ask how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.contact import said_of_contact, says_mistaken
from bot.domain.progress_question import asks_progress
from bot.domain.ticket import read_ticket
from bot.domain.urging import urges
from bot.locales import mark
from bot.services.alerts import reporter_actions
from bot.services.intake import answers, sent_reports
from bot.services.reports import draft_lookup, report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import ReportAuthor
    from bot.services.reports.message_content import MessageContent

SILENT = mark("Baik. Bot tidak menulis lagi tentang laporan ini.")
MAY_WRITE = mark("Baik. Kabar laporan ini kami kirim ke sini.")


async def take_phrase(turn: Turn, content: MessageContent) -> bool:
    """Take words that say no more than what the buttons of one's newest report do.

    Whether one may be written to, how far it has come, or that it was sent by mistake, which is
    asked once more.
    """
    if asks_progress(content.text):
        return await _show_progress(turn, content)
    if urges(content.text):
        return await _urge(turn, content)
    allowed, mistaken = said_of_contact(content.text), says_mistaken(content.text)
    if (allowed is None and not mistaken) or content.attached is not None:
        return False
    pointed = await report_pointed_at(turn, content)
    within = turn.config.limits.retention.reports
    sent = pointed or await sent_reports.newest(turn.session, turn.me, turn.now - within)
    if sent is None:
        return False
    if allowed is None:
        turn.reply("receipt", sent.id, asks=True)
        return True
    await answers.set_contact(turn.session, sent, allowed=allowed, now=turn.now)
    turn.tell(MAY_WRITE if allowed else SILENT)
    turn.reply("receipt", sent.id, newest=True)
    return True


async def _show_progress(turn: Turn, content: MessageContent) -> bool:
    """Show how one's newest report stands; what a reply asks goes to whoever reads the report."""
    if content.attached is not None or turn.incoming.replies_to is not None:
        return False
    if await draft_lookup.join(turn.session, turn.me, now=turn.now) is not None:
        return False  # what waits was not sent
    since = turn.now - turn.config.limits.retention.reports
    sent = await sent_reports.newest(turn.session, turn.me, since)
    if sent is not None:
        turn.reply("receipt", sent.id, newest=True)
    return sent is not None


async def _urge(turn: Turn, content: MessageContent) -> bool:
    """Show whoever was called that they are to hurry, and the writer how far it has come.

    Of one case alone, and not where a draft waits: it was not sent. Else it is told like any words.
    """
    if content.attached is not None or content.location is not None:
        return False
    if await draft_lookup.join(turn.session, turn.me, now=turn.now) is not None:
        return False
    since = turn.now - turn.config.limits.addenda.within
    sent = await report_pointed_at(turn, content) or await sent_reports.only(
        turn.session, turn.me, since
    )
    if sent is None or not await reporter_actions.ask_to_hurry(
        turn.session, sent.report, now=turn.now
    ):
        return False
    turn.reply("receipt", sent.id, newest=True)
    return True


async def report_pointed_at(turn: Turn, content: MessageContent) -> ReportAuthor | None:
    """Return the open report that a message answers, or whose ticket it names."""
    answered, session = turn.incoming.replies_to, turn.session
    if answered is not None:
        author = await report_authors.told_in(session, turn.me, answered)
        if author is None:
            written = await report_authors.by_message(session, turn.me, answered)
            author = None if written is None else written.id
        if author is not None:
            return await sent_reports.load(session, author)
    ticket = read_ticket(content.text)
    return None if ticket is None else await sent_reports.by_ticket(session, turn.me, ticket)
