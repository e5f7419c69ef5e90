"""What an officer asks a reporter through the bot: by a reply or a button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.conversation import NotPassedOn
from bot.domain.escalation import AlertStatus
from bot.domain.open_question import ReporterQuestion
from bot.domain.promises.alerts import AnswerPromise
from bot.handlers import alert_press, draft_submission, passed_content, report
from bot.locales import mark
from bot.models import ConversationMessage, promise_data
from bot.services.alerts import conversation, lifecycle, question_targets
from bot.services.alerts.conversation import OfficerQuestion, PassedContent
from bot.services.people import shown_reports
from bot.services.reports import draft_changes, draft_facts, draft_lookup

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert
    from bot.services.alerts.asked_reporters import AskedReporters
    from bot.services.alerts.question_targets import QuestionTarget
    from bot.services.people.shown_reports import ShownReport

WHAT = mark(
    "Tulis pertanyaan untuk pelapor tiket {ticket} dalam satu pesan; foto, lokasi, dan suara"
    " juga bisa. Nama Anda tidak terlihat, suara dapat dikenali. Tidak jadi: /batal"
)
ASKED = mark("Terkirim ke pelapor. Jawabannya datang di sini.")
ASKED_ALL = mark("Terkirim ke {n} pelapor. Jawaban mereka datang di sini.")
ASKED_SOME = mark("Terkirim ke {n} dari {all} pelapor. Jawabannya datang di sini.")
NOT_YOURS = mark("Hanya petugas yang dipanggil atau yang menangani yang dapat bertanya ke pelapor.")
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


async def reply_to_case(turn: Turn) -> None:
    """Pass a reply to an alert's card, or to an answer, on to whoever reported it."""
    shown = await shown_reports.in_message(turn.session, turn.me, turn.incoming.replies_to or 0)
    if shown is not None and shown.alert is not None:
        report_id = await _report_of(turn, shown)
        await _ask(turn, shown.alert, report_id, warned=False)


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
    if alert is None or turn.now - asked.at > passed_content.ANSWERS_WITHIN:
        await report.receive(turn)
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
        turn.tell(passed_content.LONG, n=conversation.LONGEST)
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


async def stop(turn: Turn) -> None:
    """End it for the office; its next question begins anew."""
    alert, me = await alert_press.alert_of(turn), turn.me.id
    target = await _target(turn, alert, _report_named(turn))
    done = await conversation.stop_by_office(
        turn.session, target.alert, me, reports=target.reports, now=turn.now
    )
    ended = passed_content.ended(target.alert.status)
    turn.toast(ended if done else passed_content.ENDED_ALREADY)


async def _ask(turn: Turn, alert: Alert, report_id: int | None, *, warned: bool) -> None:
    """Pass a question on; ``warned``: its writer was told that a voice is recognised."""
    content, target = report.content_of(turn), await _target(turn, alert, report_id)
    if not await _may_talk(turn, alert, target):
        turn.tell(NOT_YOURS)
    elif content.recorded and not passed_content.may_be_heard(turn, target.alert.incident.category):
        turn.tell(passed_content.VOICE)
    elif content.recorded and not warned:
        turn.tell(HEARD)
    elif (passed := passed_content.of_message(turn, content)) is not None:
        passed = replace(passed, file=content.attached, media_group=content.media_group)
        asked = await _passed(turn, target, passed)
        if asked is not None:
            sentence, values = _sentence(asked)
            turn.tell(sentence, **values)


async def _target(turn: Turn, alert: Alert, report_id: int | None) -> QuestionTarget:
    session, config, now = turn.session, turn.config, turn.now
    return await question_targets.find(session, alert, report_id, config=config, now=now)


async def _may_talk(turn: Turn, alert: Alert, target: QuestionTarget) -> bool:
    session, me, grants = turn.session, turn.me.id, turn.grants
    return await question_targets.may_talk(session, alert, target, me, grants)


def _report_named(turn: Turn) -> int | None:
    """Return the report that a button under an answer names; an alert's card names none."""
    named = turn.args[1] if len(turn.args) > 1 else ""
    return int(named) if named.isdecimal() else None


async def _report_of(turn: Turn, shown: ShownReport) -> int | None:
    """Return the report of the answer that is replied to; None: it was the card of them all."""
    if shown.delivery.kind != conversation.ANSWER:
        return None
    number = promise_data.decode(shown.delivery, AnswerPromise).message
    answer = await turn.session.get(ConversationMessage, number)
    return None if answer is None else answer.report_id
