"""What is passed on between whoever answers a report and its reporter, as each of them reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain import disclosure
from bot.domain.escalation import AlertStatus
from bot.domain.promises.alerts import AnswerPromise
from bot.domain.promises.reports import QuestionPromise
from bot.locales import mark
from bot.models import ConversationMessage, promise_data
from bot.services.alerts import alert_access, conversation_states
from bot.views import display_names, incident_history, receipt
from bot.views.card import Button, Card, Markup, rows
from bot.views.report_text import alias_shown, map_link, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Alert, Delivery, ReportAuthor
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

ASKS = mark("💬 <b>Petugas bertanya</b> · tiket {ticket}")
WROTE = mark("💬 <b>Dari petugas</b> · tiket {ticket}")
NOTHING_TO_ANSWER = mark(
    "Laporan ini sudah selesai; tidak perlu dijawab. Ada kejadian? Tulis pesan baru."
)
HOW_TO_ANSWER = mark(
    "Balas pesan ini, atau tekan Jawab. Petugas tidak melihat nama dan akun Anda; nomor dan akun"
    " dalam tulisan disembunyikan, tetapi suara dapat dikenali. Bahaya? Telepon {police}."
)
OFFICE_ENDED = mark(
    "Petugas mengakhiri tanya jawab tentang tiket {ticket}. Laporan tetap berjalan."
)
ANSWERED = mark("Diteruskan ke petugas. Ada kejadian lain? Tulis pesan baru, bukan balasan.")
ANSWERS = mark("💬 <b>{alias} menjawab</b> · tiket {ticket}")
HOW_TO_ASK = mark("Balas pesan ini untuk bertanya lagi.")
REPORTER_ENDED = mark("Tiket {ticket}: {alias} mengakhiri tanya jawab. Laporan tetap berjalan.")
SOLVED = mark(
    "Kemarin petugas menutup laporan {ticket}. Apakah sudah beres? Belum selesai: laporan dibuka"
    " lagi."
)
PICTURE = mark("Mengirim foto, suara, atau video; sebentar lagi menyusul.")
PLACE = mark("Lokasi: {link}")
ABOUT = mark("Perkiraan lokasi (dalam {metres} m): {link}")


async def render_question(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask a reporter what whoever answers wants to know, without a name.

    What was closed before it left takes no answer; the words may be a last word, and are shown.
    """
    authors = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    wanted = {author.report_id for author in authors.values()}
    messages = await conversation_states.of_reports(context.session, wanted)
    cards = {}
    for one in deliveries:
        author, nth = (
            authors.get(one.subject_id or 0),
            promise_data.decode(one, QuestionPromise).nth,
        )
        passed = messages[author.report_id] if author is not None else []
        if author is None or len(passed) < nth:
            continue  # erased meanwhile
        message = passed[nth - 1]
        say, ticket = context.say(one), author.report.ticket
        is_over = author.report.incident.status == AlertStatus.CLOSED
        if message.ends and not is_over:
            cards[one.id] = Card(say(OFFICE_ENDED, ticket=ticket))
        elif not message.ends:
            cards[one.id] = _question(context, say, message, author, is_over=is_over)
    return cards


def _question(
    context: RenderContext,
    say: Say,
    message: ConversationMessage,
    author: ReportAuthor,
    *,
    is_over: bool,
) -> Card:
    ticket, of, words = author.report.ticket, f"r:{author.id}", _words(context, say, message)
    if is_over:
        return Card(paragraphs([say(WROTE, ticket=ticket), *words, say(NOTHING_TO_ANSWER)]))
    ways = rows(
        Button(say.plain("Jawab"), f"{of}:reply"), Button(say.plain("Berhenti"), f"{of}:stop")
    )
    how = say(HOW_TO_ANSWER, police=context.config.limits.emergency.police)
    return Card(paragraphs([say(ASKS, ticket=ticket), *words, how]), ways)


async def render_solved(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask a reporter, without a sound, whether what was closed is solved."""
    authors = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    cards = {}
    for one in deliveries:
        author, say = authors.get(one.subject_id or 0), context.say(one)
        if author is not None:
            of = f"r:{author.id}"
            solved = Button(say.plain("Sudah"), f"{of}:solved")
            ways = rows(solved, Button(say.plain("Belum selesai"), f"{of}:reopen"))
            cards[one.id] = Card(say(SOLVED, ticket=author.report.ticket), ways, silent=True)
    return cards


async def render_passed(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Say to a reporter that their answer is passed on.

    The promise names them by their report, so that it goes with what joins them to it: another
    message of the same moment would join them to the answer.
    """
    authors = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    return {
        one.id: Card(context.say(one)(ANSWERED)) for one in deliveries if one.subject_id in authors
    }


async def render_answer(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Show the answer, under the reporter's alias, to who may read the report when it is sent."""
    told = await incident_history.with_histories(context.session, deliveries)
    requests = [(alert, one.recipient_id) for one, _, alert in told]
    may = await alert_access.readers(context.session, requests)
    messages = await _messages(context, deliveries)
    cards = {}
    for one, history, alert in told:
        message = messages.get(_number(one))
        is_over = alert.status == AlertStatus.CLOSED
        if message is not None and message.ends and is_over:
            continue
        if message is not None and (alert.id, one.recipient_id) in may:
            cards[one.id] = _answer(context, context.say(one), message, history, alert)
    return cards


def _answer(
    context: RenderContext,
    say: Say,
    message: ConversationMessage,
    history: IncidentHistory,
    alert: Alert,
) -> Card:
    report, kind = message.report, history.incident.category
    hides = display_names.category(context.config, kind).hides_reporter
    named = {"alias": alias_shown(say, report, hides=hides), "ticket": report.ticket}
    if message.ends:
        return Card(say(REPORTER_ENDED, **named))
    words = paragraphs(_words(context, say, message, coarse=report.anonymous))
    if display_names.is_hidden(context.config, kind):
        words = Markup("<tg-spoiler>{}</tg-spoiler>").format(words)
    again = Button(say.plain("Tanya lagi"), f"a:{alert.id}:ask:{alert.run}:{report.id}")
    stop = Button(say.plain("Berhenti"), f"a:{alert.id}:stop:{alert.run}:{report.id}")
    return Card(paragraphs([say(ANSWERS, **named), words, say(HOW_TO_ASK)]), rows(again, stop))


def _words(
    context: RenderContext, say: Say, message: ConversationMessage, *, coarse: bool = False
) -> list[Markup]:
    parts = [Markup("{}").format(message.text)] if message.text else []
    if message.lat is None or message.lon is None:
        return parts or [say(PICTURE)]
    if not coarse:
        return [*parts, say(PLACE, link=map_link(message.lat, message.lon))]
    metres = context.config.limits.position.coarse_m
    about = disclosure.coarse(message.lat, message.lon, metres)
    return [*parts, say(ABOUT, metres=say.number(metres), link=map_link(*about))]


def _number(one: Delivery) -> int:
    return promise_data.decode(one, AnswerPromise).message


async def _messages(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, ConversationMessage]:
    wanted = (
        select(ConversationMessage)
        .where(ConversationMessage.id.in_({_number(one) for one in deliveries}))
        .options(joinedload(ConversationMessage.report))
    )
    return {said.id: said for said in await context.session.scalars(wanted)}
