"""What a reporter is told of a sent report: its ticket, who was called, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from bot.domain.accusation import AGAINST
from bot.domain.category import Severity
from bot.domain.escalation import AlertStatus
from bot.domain.spot import spot
from bot.locales import mark
from bot.models import Report, ReportAuthor
from bot.services.alerts.alert_events import EventKind
from bot.services.intake import submission
from bot.views import advice, display_names, followup, receipt_buttons, report_state
from bot.views.card import Button, Card, Markup, rows
from bot.views.moments import moment
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.locales import Say
    from bot.views.render_context import RenderContext
    from bot.views.report_facts import ReportFacts

MORE = mark("Ada tambahan? Balas pesan ini, atau sebut {ticket} di pesan baru.")
JOINED = mark(
    "Sudah ada laporan kejadian ini; petugas sudah dipanggil. Laporan Anda menambah keterangan."
)
JOINED_QUIET = mark("Sudah ada laporan kejadian ini. Laporan Anda menambah keterangan.")
FURTHER = mark("Ditambahkan ke laporan Anda yang belum selesai ({ticket}).")
REACHES_THE_VILLAGE = mark(
    "⚠️ /darurat ini juga sampai ke petugas desa. Melaporkan petugas? Kirim pesan biasa, lalu tekan"
    ' "Jangan ke petugas desa".'
)
TAKE_BACK = mark("Salah kirim? Laporan ditarik, dan petugas diberi tahu bahwa tidak perlu datang.")
TAKE_BACK_ONE = mark(
    "Salah kirim? Orang lain juga melaporkan kejadian ini: petugas diberi tahu dan tetap memeriksa."
)
TAKE_BACK_ONE_UNHEARD = mark(
    "Salah kirim? Laporan ini ditarik. Orang lain juga melaporkan kejadian ini: laporan mereka"
    " tetap berjalan."
)
UNDER_WAY = mark("Petugas sedang menuju lokasi.")
WITHDRAW = mark("Salah kirim? Laporan ini ditarik.")
SENT = mark("✅ <b>Terkirim</b> · tiket <b>{ticket}</b>")
KEPT = mark("✅ <b>Tersimpan</b> · tiket <b>{ticket}</b>")
# Of what goes past the village: what is sent otherwise is read there.
WORSE_PAST = mark("Memburuk? Telepon {number}.")
MORE_PAST = mark("Ada tambahan? Balas pesan ini: petugas desa tidak membacanya.")
WORSE = mark("Memburuk? Ketik /darurat atau telepon {number}.")
_REPORT = joinedload(ReportAuthor.report)
_BY_AUTHOR = (  # written once, not for every batch of cards
    select(ReportAuthor)
    .where(ReportAuthor.id.in_(bindparam("ids", expanding=True)))
    .options(_REPORT.joinedload(Report.incident), _REPORT.joinedload(Report.village))
)


async def load_authors(
    context: RenderContext, ids: Collection[int | None]
) -> dict[int, ReportAuthor]:
    """Return reports by their author's id, with what a receipt shows, in one statement."""
    if not ids:
        return {}
    found = await context.session.scalars(_BY_AUTHOR, {"ids": list(ids)})
    return {author.id: author for author in found}


def card(context: RenderContext, say: Say, author: ReportAuthor, known: ReportFacts) -> Card:
    """Show a report to whoever made it, as it stands now."""
    report, text = author.report, _told(context, say, author.report, known)
    takes_back = report.id not in known.own
    asked = followup.asking(context, say, author, known.answered.get(report.id, ()))
    if asked is None:
        return Card(text, receipt_buttons.below(say, author, takes_back=takes_back))
    beside = receipt_buttons.beside_question(say, author, takes_back=takes_back)
    words = receipt_buttons.in_words(say, report, takes_back=takes_back)
    return Card(Markup("\n\n").join([text, asked.text, *words]), (*asked.rows, *beside))


def _told(context: RenderContext, say: Say, report: Report, known: ReportFacts) -> Markup:
    if report.withdrawn_at is not None:
        state = report_state.state_line(say, report, context.config, known)
        return Markup("\n\n").join([Markup("\n").join(_head(context, say, report)), state])
    parts = [
        _head(context, say, report),
        [*_beside(say, report, known), *_stands(context, say, report, known)],
        list(_to_call(context, say, report)),
        _further(say, report),
    ]
    return Markup("\n\n").join(Markup("\n").join(lines) for lines in parts if lines)


def _head(context: RenderContext, say: Say, report: Report) -> list[Markup]:
    sent = SENT if report.incident.status != submission.RECORDED else KEPT
    at = moment(say, report.created_at, report.village.zone, context.now)
    about = _subject(context, say, report), _place(context, say, report), at
    return [say(sent, ticket=report.ticket), Markup("{} · {} · {}").format(*about)]


def _place(context: RenderContext, say: Say, report: Report) -> str:
    """Say where as its writer said it: the spot in the village, or the village with its district.

    Of what no lock screen may show no spot.
    """
    hidden = display_names.is_hidden(context.config, report.category)
    below = None if hidden else spot(report.text)
    if below is None:
        return display_names.village(say, report.village)
    return f"{below}, {place_label(report.village)}"


def _stands(
    context: RenderContext, say: Say, report: Report, known: ReportFacts
) -> Iterator[Markup]:
    yield report_state.state_line(say, report, context.config, known)
    if report.id in known.reaching:
        yield say(REACHES_THE_VILLAGE)


def _to_call(context: RenderContext, say: Say, report: Report) -> Iterator[Markup]:
    """Say whom to call in danger, or if it becomes worse, and what keeps its writer safe."""
    kind = display_names.category(context.config, report.category)
    if _in_danger(report):
        yield advice.do_not_wait(say, context.config, kind)
    elif report.incident.status == submission.RECORDED:
        worse = WORSE_PAST if report.category in AGAINST else WORSE
        yield say(worse, number=advice.number(context.config, kind))
    if report.incident.status != AlertStatus.CLOSED:
        yield from advice.beside(say, context.config, kind)


def _further(say: Say, report: Report) -> list[Markup]:
    """Say how something is added, and thank its writer; nothing of what is closed."""
    if report.incident.status == AlertStatus.CLOSED:
        return []
    more = MORE_PAST if report.category in AGAINST else MORE
    return [say(more, ticket=report.ticket), say("Terima kasih sudah melapor.")]


def _subject(context: RenderContext, say: Say, report: Report) -> str:
    """Say what it is about; of a confidential report others may see the screen on which it is."""
    return display_names.hidden_label(context.config, report.category, say)


def _beside(say: Say, report: Report, known: ReportFacts) -> list[Markup]:
    """Say what else there is of the same incident: of its writer's own, or of somebody else's."""
    if not receipt_buttons.is_further(report):
        return []
    if report.id in known.own:
        return [say(FURTHER, ticket=known.own[report.id])]
    if report.incident.status == AlertStatus.CLOSED:
        return []
    return [say(JOINED if _is_heard(report, known) else JOINED_QUIET)]


def _is_heard(report: Report, known: ReportFacts) -> bool:
    """Tell whether anybody was called for a report, and could be reached."""
    is_called = report.incident.status != submission.RECORDED
    return is_called and known.silent.get(report.id) != EventKind.UNREACHED


def _in_danger(report: Report) -> bool:
    closed = report.incident.status == AlertStatus.CLOSED
    paging = report.incident.status != submission.RECORDED
    return not closed and (paging or report.severity == Severity.DARURAT)


def asking(context: RenderContext, say: Say, author: ReportAuthor, known: ReportFacts) -> Card:
    """Ask once more before a report is taken back; what is over or was is shown as it stands."""
    shown, report = card(context, say, author, known), author.report
    is_over = report.incident.status == AlertStatus.CLOSED or report.withdrawn_at is not None
    if is_over or report.id in known.own:
        return shown
    is_shared, is_heard = report.incident_id in known.shared, _is_heard(report, known)
    question = say(TAKE_BACK if is_heard else WITHDRAW)
    if is_shared:
        question = say(TAKE_BACK_ONE if is_heard else TAKE_BACK_ONE_UNHEARD)
    if report.incident.status == AlertStatus.EN_ROUTE:
        question = Markup("{} {}").format(say(UNDER_WAY), question)
    of = f"r:{author.id}"
    saw = f":{receipt_buttons.OTHERS}" if is_shared else ""
    sure = Button(say.plain("Ya, salah kirim"), f"{of}:withdraw{saw}")
    back = Button(say.plain("Kembali"), f"{of}:back")  # where the finger has just been
    below = len(shown.rows) > receipt_buttons.ROWS  # a question stood above it
    above = [Button(say.plain("Laporan saya"), f"{of}:mine")] if below else []
    told = _told(context, say, report, known)  # without what is asked otherwise
    return Card(Markup("{}\n\n<b>{}</b>").format(told, question), rows(*above, sure, back, width=1))
