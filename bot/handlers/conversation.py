"""What an officer asks a reporter through the bot, and the answer: by a reply or a button."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.conversation import NotPassedOn
from bot.domain.escalation import AlertStatus
from bot.domain.open_question import (
    ReplyQuestion,
    ReporterQuestion,
)
from bot.domain.promises.alerts import AnswerPromise
from bot.handlers import after_sending, alert_press, draft_submission, report
from bot.locales import mark
from bot.models import ConversationMessage, promise_data
from bot.services.alerts import conversation, lifecycle, question_targets
from bot.services.alerts.conversation import OfficerQuestion, PassedContent
from bot.services.intake import late_photos, sent_reports
from bot.services.people import shown_reports
from bot.services.reports import (
    draft_changes,
    draft_facts,
    draft_lookup,
    message_content,
    report_authors,
)

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert, ReportAuthor
    from bot.services.alerts.asked_reporters import AskedReporters
    from bot.services.alerts.question_targets import QuestionTarget
    from bot.services.people.shown_reports import ShownReport
    from bot.services.reports.message_content import MessageContent

ANSWERS_WITHIN = timedelta(minutes=15)  # later, what is written is a report like any other

WHAT = mark(
    "Tulis pertanyaan untuk pelapor tiket {ticket} dalam satu pesan; foto, lokasi, dan suara"
    " juga bisa. Nama Anda tidak terlihat, suara dapat dikenali. Tidak jadi: /batal"
)
REPLY = mark(
    "Tulis jawabannya dalam satu pesan; foto, lokasi, dan suara juga bisa. Suara dapat dikenali."
    " Tidak jadi: /batal"
)
ASKED = mark("Terkirim ke pelapor. Jawabannya datang di sini.")
ASKED_ALL = mark("Terkirim ke {n} pelapor. Jawaban mereka datang di sini.")
ASKED_SOME = mark("Terkirim ke {n} dari {all} pelapor. Jawabannya datang di sini.")
ENDED = mark("Tanya jawab diakhiri. Laporan tetap berjalan.")
ENDED_ALREADY = mark("Tanya jawab ini sudah berakhir.")
LONG = mark("Paling panjang {n} huruf. Tulis lebih singkat.")
NOT_YOURS = mark("Hanya petugas yang dipanggil atau yang menangani yang dapat bertanya ke pelapor.")
VOICE = mark(
    "Belum diteruskan. Suara dan video dapat dikenali, jadi bot tidak meneruskannya. Tulis dengan"
    " kata-kata."
)
NO_CONTACT = mark("Kontak tidak diteruskan lewat bot. Tulis dengan kata-kata.")
HEARD = mark(
    "Belum diteruskan. Suara dan video Anda dapat dikenali pelapor. Tetap mau? Tekan Tanya pelapor"
    " di bawah laporannya, lalu kirim sekali lagi."
)
ASK_REFUSED = {
    NotPassedOn.CLOSED: mark("Laporan ini sudah selesai, jadi tanya jawab juga berakhir."),
    NotPassedOn.CONFIDENTIAL: mark(
        "Belum bisa ditanya: laporan ini rahasia, dan pelapor belum mengatakan aman dihubungi."
    ),
    NotPassedOn.STOPPED: mark("Pelapor mengakhiri tanya jawab tentang laporan ini."),
    NotPassedOn.UNREACHABLE: mark("Belum terkirim: pelapor tidak dapat dihubungi lewat bot."),
    NotPassedOn.UNASKED: mark("Laporan ini tidak punya pelapor yang dapat ditanya."),
}
ANSWER_REFUSED = {
    NotPassedOn.CLOSED: mark(
        "Tanya jawab ini berakhir bersama laporannya. Ada kejadian? Tulis pesan baru."
    ),
    NotPassedOn.STOPPED: ENDED_ALREADY,
}


async def reply_to_case(turn: Turn) -> None:
    """Pass a reply to an alert's card, or to an answer, on to whoever reported it."""
    shown = await shown_reports.in_message(turn.session, turn.me, turn.incoming.replies_to or 0)
    if shown is not None and shown.alert is not None:
        report_id = await _report_of(turn, shown)
        await _ask(turn, shown.alert, report_id, warned=False)


async def reply_to_question(turn: Turn) -> None:
    """Pass a reply to a question on to whoever asked."""
    author = await report_authors.asked_in(turn.session, turn.me, turn.incoming.replies_to or 0)
    if author is not None:
        await _answer(turn, author)


async def ask(turn: Turn) -> None:
    """Ask for the question; the next message is it. Of what is over there is none to write."""
    alert, named = await alert_press.alert_of(turn), _report_named(turn)
    target = await _target(turn, alert, named)
    if not await _may_talk(turn, alert, target):
        turn.toast(NOT_YOURS)
        return
    if target.alert.status == AlertStatus.CLOSED:
        turn.toast(ASK_REFUSED[NotPassedOn.CLOSED])
        return
    turn.me.awaiting = ReporterQuestion(alert=alert.id, at=turn.now, report=named)
    turn.tell(WHAT, ticket=alert.incident.ticket)


async def question_typed(turn: Turn) -> None:
    """Pass the question on; what comes too late is a report like any other."""
    asked, turn.me.awaiting = turn.asked(ReporterQuestion), None
    alert = await lifecycle.load(turn.session, asked.alert)
    if alert is None or turn.now - asked.at > ANSWERS_WITHIN:
        await report.draft(turn)
        return
    await _ask(turn, alert, asked.report, warned=True)


async def ask_by_draft(turn: Turn) -> None:
    """Ask the reporters of the case that a button names what a draft says, which ends by that.

    Where it cannot be passed on it stays a draft, as it does where it tells of an incident now.
    """
    draft = await draft_lookup.load(turn.session, turn.subject)
    named = turn.args[0] if turn.args else ""
    alert = await lifecycle.load(turn.session, int(named)) if named.isdecimal() else None
    config, now = turn.config, turn.now
    if draft is None or alert is None or not draft_facts.may_ask(draft, now=now, config=config):
        turn.reply("draft", turn.subject, edit=True)
        return
    asked = await _passes_on(turn, await _target(turn, alert, None), alert, draft.text)
    if asked is None:
        turn.reply("draft", draft.id, edit=True)
        return
    draft_submission.stop_asking(turn, draft)
    await draft_changes.taken_over(turn.session, draft)
    sentence, values = _sentence(asked)
    turn.reply("sentence", edit=True, text=sentence, values=values)


async def _passes_on(
    turn: Turn, target: QuestionTarget, alert: Alert, text: str
) -> AskedReporters | None:
    """Pass words on to whoever reported an alert; None: they are not, and why is said."""
    if not await _may_talk(turn, alert, target):
        turn.tell(NOT_YOURS)
    elif len(text) > conversation.LONGEST:
        turn.tell(LONG, n=conversation.LONGEST)
    else:
        return await _passed(turn, target, PassedContent(text))
    return None


async def _passed(
    turn: Turn, target: QuestionTarget, content: PassedContent
) -> AskedReporters | None:
    """Put a question to whom it is for; None: nobody is asked, and why is said."""
    session, config, now = turn.session, turn.config, turn.now
    question = OfficerQuestion(turn.me.id, content, target.reports)
    asked = await conversation.ask(session, target.alert, question, config=config, now=now)
    if isinstance(asked, NotPassedOn):
        turn.tell(ASK_REFUSED[asked])
        return None
    return asked


def _sentence(asked: AskedReporters) -> tuple[str, dict[str, int]]:
    """Say to how many reporters a question is on its way."""
    if asked.got < asked.of:
        return ASKED_SOME, {"n": asked.got, "all": asked.of}
    return (ASKED, {}) if asked.of == 1 else (ASKED_ALL, {"n": asked.got})


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
    if author is None or turn.now - asked.at > ANSWERS_WITHIN:
        await report.draft(turn)
        return
    await _answer(turn, author)


async def stop_by_office(turn: Turn) -> None:
    """End it for the office; its next question begins anew."""
    alert, me = await alert_press.alert_of(turn), turn.me.id
    target = await _target(turn, alert, _report_named(turn))
    done = await conversation.stop_by_office(
        turn.session, target.alert, me, reports=target.reports, now=turn.now
    )
    turn.toast(ENDED if done else ENDED_ALREADY)


async def stop_by_reporter(turn: Turn) -> None:
    """End it for the reporter: nobody asks them about this report any more."""
    author = await report_authors.load(turn.session, turn.subject)
    assert author is not None  # noqa: S101 - the guard has looked
    done = await conversation.stop_by_reporter(turn.session, author, now=turn.now)
    turn.toast(ENDED if done else ENDED_ALREADY)


async def _ask(turn: Turn, alert: Alert, report_id: int | None, *, warned: bool) -> None:
    """Pass a question on; ``warned``: its writer was told that a voice is recognised."""
    said, target = report.content_of(turn), await _target(turn, alert, report_id)
    if not await _may_talk(turn, alert, target):
        turn.tell(NOT_YOURS)
    elif said.recorded and not _may_be_heard(turn, target.alert.incident.category):
        turn.tell(VOICE)
    elif said.recorded and not warned:
        turn.tell(HEARD)
    elif (content := _content(turn, said)) is not None:
        content = replace(content, file=said.attached, media_group=said.media_group)
        asked = await _passed(turn, target, content)
        if asked is not None:
            sentence, values = _sentence(asked)
            turn.tell(sentence, **values)


async def _target(turn: Turn, alert: Alert, report_id: int | None) -> QuestionTarget:
    session, config, now = turn.session, turn.config, turn.now
    return await question_targets.find(session, alert, report_id, config=config, now=now)


async def _may_talk(turn: Turn, alert: Alert, target: QuestionTarget) -> bool:
    session, me, grants = turn.session, turn.me.id, turn.grants
    return await question_targets.may_talk(session, alert, target, me, grants)


async def _answer(turn: Turn, author: ReportAuthor) -> None:
    said = report.content_of(turn)
    content = _content(turn, said)
    sent = await sent_reports.load(turn.session, author.id)
    if content is None or (
        sent is not None and await after_sending.accuses_reader(turn, sent, said)
    ):
        return
    if said.recorded and not _may_be_heard(turn, author.report.category):
        turn.tell(VOICE)
        return
    refused = await conversation.answer(
        turn.session, author, content, config=turn.config, now=turn.now
    )
    if refused is not None:
        turn.tell(ANSWER_REFUSED[refused])
        return
    if said.attached is not None:
        await late_photos.enclose(turn.session, author, _only_picture(said), now=turn.now)
    turn.reply("answer_passed", author.id)


def _content(turn: Turn, said: MessageContent) -> PassedContent | None:
    """Return what is passed on; None: nothing can be, and why is said."""
    if said.attached is None and said.location is None and message_content.is_blank(said.text):
        turn.tell(VOICE)
    elif said.shared:  # neither side learns whose number the other has
        turn.tell(NO_CONTACT)
    elif len(said.words) > conversation.LONGEST:
        turn.tell(LONG, n=conversation.LONGEST)
    else:
        return PassedContent(said.words, said.location)
    return None


def _may_be_heard(turn: Turn, category: str) -> bool:
    """Tell whether a voice is passed on: not of a kind that hides who reports it."""
    of = turn.config.category(category)
    return not (of.is_confidential or of.hides_reporter)


def _only_picture(said: MessageContent) -> MessageContent:
    return message_content.MessageContent(said.message_id, said.written_at, attached=said.attached)


def _report_named(turn: Turn) -> int | None:
    """Return the report that a button under an answer names; an alert's card names none."""
    named = turn.args[1] if len(turn.args) > 1 else ""
    return int(named) if named.isdecimal() else None


async def _report_of(turn: Turn, shown: ShownReport) -> int | None:
    """Return the report of the answer that is replied to; None: it was the card of them all."""
    if shown.delivery.kind != conversation.ANSWER:
        return None
    number = promise_data.read(shown.delivery, AnswerPromise).message
    said = await turn.session.get(ConversationMessage, number)
    return None if said is None else said.report_id
