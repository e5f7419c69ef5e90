"""Answers to what is asked after a report was sent: pressed, skipped, or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import followup
from bot.domain.category import OTHER
from bot.domain.open_question import AnswerQuestion
from bot.handlers import after_sending, alert_press, receipt_phrases, report
from bot.handlers.alert_press import CallConfirmation
from bot.handlers.awaited_answer import await_answer
from bot.handlers.stale_button import STALE_BUTTON
from bot.locales import mark
from bot.services.alerts import report_readers
from bot.services.intake import answers, sent_reports
from bot.services.reports import message_content, report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import ReportAuthor
    from bot.services.reports.message_content import MessageContent

OVER = mark("Laporan ini sudah selesai.")
ANSWERED = mark("Pertanyaan itu sudah dijawab.")
THANKS = mark("Terima kasih, petugas membacanya.")
NOBODY_READS = mark("Terima kasih, tersimpan. Belum ada petugas yang membacanya.")
CALLED = CallConfirmation(
    mark("Petugas dipanggil sekarang."),
    mark("Belum ada petugas yang dapat dihubungi; kami terus mencoba."),
)
CHOICES = frozenset({followup.YES, followup.NO, followup.SKIP, followup.CALL})


async def answer(turn: Turn) -> None:
    """Take what was pressed of a question; its card goes on to the next, or has none any more."""
    code, pressed = (*turn.args, "", "")[:2]
    sent, asked = await sent_reports.load(turn.session, turn.subject), _question(turn, code)
    if sent is None:
        turn.toast(OVER)
    elif pressed == followup.SKIP and (over := await _not_asked(turn, sent, code)):
        turn.toast(over)
    elif asked is not None and pressed in CHOICES:
        done = await answers.take(
            turn.session, sent, asked, pressed, config=turn.config, now=turn.now
        )
        if not done:
            turn.toast(ANSWERED)
        elif pressed != followup.SKIP:
            turn.toast(await _taken(turn, sent, pressed))
        await _go_on(turn, sent)
    turn.reply("receipt", turn.subject, edit=True)


async def _not_asked(turn: Turn, sent: ReportAuthor, code: str) -> str:
    """Return what is said to whoever skips what is not asked now; empty: it is asked."""
    codes = (await answers.answered(turn.session, [sent.report_id])).get(sent.report_id, set())
    if answers.open_question(sent, codes, config=turn.config, now=turn.now) == code:
        return ""
    return ANSWERED if code in codes else STALE_BUTTON


async def _taken(turn: Turn, sent: ReportAuthor, pressed: str) -> str:
    """Return what is said of an answer: by one, people are called."""
    incident = sent.report.incident
    if pressed == followup.CALL and incident.alert is not None:
        return await alert_press.sentence(turn, incident.alert, CALLED)
    is_read = await report_readers.anybody(turn.session, incident, turn.config)
    return THANKS if is_read else NOBODY_READS


async def contact(turn: Turn) -> None:
    """Keep whether it is safe to write to whoever made the report, or that they skip it."""
    sent = await sent_reports.load(turn.session, turn.subject)
    if sent is None:
        turn.toast(OVER)
    elif turn.args[:1] != [followup.SKIP]:
        allowed = turn.args[:1] == [followup.YES]
        await answers.set_contact(turn.session, sent, allowed=allowed, now=turn.now)
        turn.toast(receipt_phrases.MAY_WRITE if allowed else receipt_phrases.SILENT)
        await _go_on(turn, sent)
    elif over := await _not_asked(turn, sent, followup.CONTACT):
        turn.toast(over)
    else:
        await answers.skip_contact(turn.session, sent, now=turn.now)
    turn.reply("receipt", turn.subject, edit=True)


async def typed(turn: Turn) -> None:
    """Take a message for the answer if it names no incident of its own; else it is like any."""
    asked, content = turn.asked(AnswerQuestion), report.content_of(turn)
    turn.me.awaiting = None
    if await receipt_phrases.take_phrase(turn, content):
        return
    recent = turn.now - asked.at <= turn.config.limits.addenda.words_within
    if recent and await _is_answer(turn, content, asked.author):
        sent = await sent_reports.load(turn.session, asked.author)
        if sent is not None and await after_sending.take_answer(
            turn, sent, content, asked.question
        ):
            await _go_on(turn, sent)
            return
    await report.receive(turn)


async def _go_on(turn: Turn, sent: ReportAuthor) -> None:
    """Let the next message answer what is asked next, where that takes words."""
    codes = (await answers.answered(turn.session, [sent.report_id])).get(sent.report_id, set())
    await_answer(turn, sent, codes)


def _question(turn: Turn, code: str) -> followup.Question | None:
    return answers.question(code, turn.config)


async def _is_answer(turn: Turn, content: MessageContent, author: int) -> bool:
    """Tell whether a message names no incident, nor calls for help, nor answers another of ours."""
    answered = turn.incoming.replies_to
    if answered is not None:
        return await report_authors.told_in(turn.session, turn.me, answered) == author
    if content.attached is None and message_content.is_blank(content.text):
        return content.location is not None
    guess = turn.config.triage.heard(content.text)
    return guess.category == OTHER and not guess.is_cry
