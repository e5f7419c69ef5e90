"""An addendum to a sent report: as it is offered, as its writer is told of it, and on a card."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.domain.addendum import is_for_others, tells_end
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.domain.promises.reports import AddendumPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import case_lookup
from bot.services.intake import addenda
from bot.views import choices, display_names, receipt, report_facts
from bot.views.card import Button, Card, Markup, rows
from bot.views.choices import Offer
from bot.views.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Addendum, Delivery, Draft, Report, ReportAuthor
    from bot.views.render_context import RenderContext

OFFERED = mark("Tambahan untuk laporan {ticket} ({kind}), atau kejadian lain?")
ASKS = mark("Masih berlangsung?")
QUIET = mark("Sudah lewat: petugas tidak dipanggil sekarang.")
ADDED = mark("✅ Ditambahkan ke laporan <b>{ticket}</b> · {at}")
CALLED = mark("Petugas dipanggil sekarang.")
SHOWN = mark("Petugas yang dipanggil membacanya di laporan itu.")
SAFE = mark("Sudah aman di sana? Tekan tombol di bawah: petugas diberi tahu.")
KEPT = mark("Petugas tidak dipanggil sekarang; tambahan ini dibaca bersama laporan itu.")
UNREAD = mark("Tersimpan. Belum ada petugas yang membacanya.")
UNREACHED = mark("Tersimpan. Belum ada petugas yang dapat dihubungi; kami terus mencoba.")
ANOTHER = mark(
    "Kejadian lain? Tulis /lapor lalu pesannya. Bahaya? Ketik /darurat atau telepon {police}."
)


def offer(context: RenderContext, say: Say, draft: Draft) -> Offer | None:
    """Ask of a draft whether it is an addendum; None: it is offered as none, or not any more."""
    author = draft.adds
    if author is None or author.report.incident.status == AlertStatus.CLOSED:
        return None
    report, of = author.report, f"d:{draft.id}"
    if _is_for_others(context, draft, report):
        return None  # it was edited
    calls = addenda.would_call(report, draft.text, config=context.config, now=context.now)
    apart = Button(say.plain("Laporan baru"), f"{of}:new")
    drop = Button(say.plain("Batal"), f"{of}:drop")
    kind = display_names.hidden_label(context.config, report.category, say)
    voices = choices.recorded(draft, say, context.config, accuses=False)
    question = say(OFFERED, ticket=report.ticket, kind=kind)
    if not calls:
        joins = Button(say.plain("Tambahan {ticket}", ticket=report.ticket), f"{of}:join")
        return Offer(question, rows(joins, apart, *voices, drop))
    yes = Button(say.plain("Masih, kirim"), f"{of}:call")
    no = Button(say.plain("Sudah lewat, kirim"), f"{of}:join")
    asked = Markup("{}\n{}").format(question, say(ASKS))
    return Offer(asked, rows(yes, no, apart, *(voices or [drop])), note=say(QUIET))


def _is_for_others(context: RenderContext, draft: Draft, report: Report) -> bool:
    config, guess = context.config, context.config.triage.classify(draft.text)
    return is_for_others(guess, config.category(report.category), config.categories)


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell the writer that it is added, and who reads it.

    The promise names the report by its author alone, as all does that its writer is told.
    """
    authors = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    reports = {author.report_id for author in authors.values()}
    added: dict[int, list[Addendum]] = defaultdict(list)
    for each in await case_lookup.addenda_of(context.session, reports):
        added[each.report_id].append(each)
    alone = await report_facts.left_alone(context, [one.report for one in authors.values()])
    cards = {}
    for one in deliveries:
        author, nth = (
            authors.get(one.subject_id or 0),
            promise_data.decode(one, AddendumPromise).nth,
        )
        of_report = added[author.report_id] if author is not None else []
        if author is not None and len(of_report) >= nth:
            read = _who_reads(author.report, of_report[nth - 1], alone=author.report_id in alone)
            cards[one.id] = _card(context, one, author, of_report[nth - 1], read)
    return cards


def _who_reads(report: Report, added: Addendum, *, alone: bool) -> str:
    """Return what is said of who reads an addendum; ``alone``: nobody does, or was reached."""
    quiet = report.incident.status == AlertStatus.RECORDED
    if alone:
        return UNREAD if quiet else UNREACHED
    return CALLED if added.urgent and not quiet else KEPT if quiet else SHOWN


def _card(
    context: RenderContext, one: Delivery, author: ReportAuthor, added: Addendum, read: str
) -> Card:
    say, report = context.say(one), author.report
    at = moment(say, added.at, report.village.zone, context.now)
    over = tells_end(added.text, context.config.triage.classify(added.text))
    asks = over and report.incident.status in UNDER_WAY
    lines = [
        say(ADDED, ticket=report.ticket, at=at),
        say(read),
        *([say(SAFE)] if asks else []),
        say(ANOTHER, police=context.config.limits.emergency.police),
    ]
    safe = Button(say.plain("Sudah aman"), f"r:{author.id}:safe")
    return Card(Markup("\n").join(lines), rows(safe) if asks else ())
