"""What a reporter answers an officer through the bot: by a reply or a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.conversation import NotPassedOn
from bot.domain.open_question import ReplyQuestion
from bot.handlers import after_sending, passed_content, report
from bot.handlers.passed_content import ENDED_ALREADY
from bot.locales import mark
from bot.services.alerts import conversation
from bot.services.intake import late_photos, sent_reports
from bot.services.reports import message_content, report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import ReportAuthor
    from bot.services.reports.message_content import MessageContent

REPLY = mark(
    "Tulis jawabannya dalam satu pesan; foto, lokasi, dan suara juga bisa. Suara dapat dikenali."
    " Tidak jadi: /batal"
)
ANSWER_REFUSED = {
    NotPassedOn.CLOSED: mark(
        "Tanya jawab ini berakhir bersama laporannya. Ada kejadian? Tulis pesan baru."
    ),
    NotPassedOn.STOPPED: ENDED_ALREADY,
}


async def reply_to_question(turn: Turn) -> None:
    """Pass a reply to a question on to whoever asked."""
    author = await report_authors.asked_in(turn.session, turn.me, turn.incoming.replies_to or 0)
    if author is not None:
        await _answer(turn, author)


async def reply(turn: Turn) -> None:
    """Ask the reporter for their answer; the next message is it. What has ended takes none."""
    author = await report_authors.load(turn.session, turn.subject)
    assert author is not None  # noqa: S101 - the guard has looked
    refused = await conversation.refused(turn.session, author, turn.config)
    if refused is not None:
        turn.toast(ANSWER_REFUSED[refused])
        return
    turn.me.awaiting = ReplyQuestion(author=turn.subject, at=turn.now)
    turn.tell(REPLY)


async def reply_typed(turn: Turn) -> None:
    """Pass the answer on; what comes too late is a report like any other."""
    asked, turn.me.awaiting = turn.asked(ReplyQuestion), None
    author = await report_authors.load(turn.session, asked.author)
    if author is None or turn.now - asked.at > passed_content.ANSWERS_WITHIN:
        await report.receive(turn)
        return
    await _answer(turn, author)


async def stop(turn: Turn) -> None:
    """End it for the reporter: nobody asks them about this report any more."""
    author = await report_authors.load(turn.session, turn.subject)
    assert author is not None  # noqa: S101 - the guard has looked
    done = await conversation.stop_by_reporter(turn.session, author, now=turn.now)
    turn.toast(passed_content.ended(author.report.incident.status) if done else ENDED_ALREADY)


async def _answer(turn: Turn, author: ReportAuthor) -> None:
    content = report.content_of(turn)
    passed = passed_content.of_message(turn, content)
    sent = await sent_reports.load(turn.session, author.id)
    if passed is None or (
        sent is not None and await after_sending.accuses_reader(turn, sent, content)
    ):
        return
    if content.recorded and not passed_content.may_be_heard(turn, author.report.category):
        turn.tell(passed_content.VOICE)
        return
    refused = await conversation.answer(
        turn.session, author, passed, config=turn.config, now=turn.now
    )
    if refused is not None:
        turn.tell(ANSWER_REFUSED[refused])
        return
    if content.attached is not None:
        await late_photos.enclose(turn.session, author, _only_picture(content), now=turn.now)
    turn.reply("answer_passed", author.id)


def _only_picture(content: MessageContent) -> MessageContent:
    return message_content.MessageContent(
        content.message_id, content.written_at, attached=content.attached
    )
