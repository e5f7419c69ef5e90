"""News of a report to its reporter: who acted, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.domain.contact import may_write
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import FALSE_REPORT, MISTAKEN
from bot.domain.promises.reports import ReportNewsPromise
from bot.locales import mark
from bot.models import Note, promise_data
from bot.services.alerts.alert_events import read_offices
from bot.views import advice, display_names, receipt, report_facts
from bot.views.card import Button, Card, Markup, rows
from bot.views.incident import noted
from bot.views.length import several
from bot.views.moments import moment
from bot.views.office import is_police, office_label, regions_of, tells

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Region, Report, ReportAuthor
    from bot.views.render_context import RenderContext


class _Known(NamedTuple):
    """What news names: regions by code, notes by id, and the reports that are ``alone``."""

    regions: Mapping[str, Region]
    notes: Mapping[int, Note]
    alone: Collection[int]


NEWS = {
    "acknowledged": mark("👮 {who} menangani laporan Anda."),
    "en_route": mark("🚓 {who} menuju lokasi."),
    "noted": mark("📝 Catatan {who}: {note}"),
    "resumed": mark("{who} membuka lagi laporan Anda dan menanganinya."),
    "no_incident": mark("{who} tidak menemukan kejadian. Terima kasih sudah melapor."),
    "merged": mark(
        "🔗 Laporan Anda digabung dengan laporan lain tentang kejadian yang sama. Kabarnya tetap"
        " kami sampaikan di sini."
    ),
    "moved": mark("↪️ Laporan diteruskan kepada petugas di {village}."),
    "nobody": mark(
        "⚠️ Belum ada petugas yang dapat dihubungi. Telepon <b>{number}</b>; kami terus mencoba."
    ),
    "unanswered": mark(
        "⚠️ Masih berbahaya? Telepon <b>{number}</b> sekarang: belum ada petugas yang menjawab.\n"
        "Sudah dipanggil: {called}. Sekarang dipanggil: {following}. Begitu ada yang menjawab,"
        " Anda kami kabari."
    ),
    "unanswered_again": mark(  # nobody else is left to call
        "⚠️ Masih berbahaya? Telepon <b>{number}</b> sekarang: belum ada petugas yang menjawab.\n"
        "{called} kami panggil lagi. Begitu ada yang menjawab, Anda kami kabari."
    ),
    "handed_over": mark("🔁 Laporan diserahkan kepada petugas lain, yang sedang dihubungi."),
    "going_on": mark("🔔 Petugas dihubungi lagi."),
}
# Of somebody who is not of the police: a village head comes without a police car.
NEWS_CIVIL = {
    "acknowledged": mark("👤 {who} menangani laporan Anda."),
    "en_route": mark("🚶 {who} menuju lokasi."),
}
# Of what pages nobody, where it is said otherwise.
NEWS_QUIET = {
    "moved": mark("↪️ Laporan diteruskan ke {village}; petugas di sana membacanya."),
    "handed_over": mark("🔁 Laporan diserahkan kepada petugas lain."),
    "going_on": mark("Laporan Anda menunggu petugas lagi."),
    "unread": mark(
        "⚠️ Yang membaca laporan Anda tidak bertugas lagi atau tidak dapat dihubungi, dan belum ada"
        " penggantinya. Laporan tetap disimpan. Mendesak? Telepon <b>{number}</b>."
    ),
}
# Where nobody reads it, or could be reached: its receipt says so.
NEWS_ALONE = {
    "moved": mark("↪️ Laporan diteruskan ke {village}."),
    "going_on": NEWS_QUIET["going_on"],
}
CLOSED = {
    "handled": mark("{who} menutup laporan: tertangani."),
    "forwarded": mark("{who} menutup laporan: diteruskan kepada yang berwenang."),
    "not_found": mark("{who} menutup laporan: tidak ditemukan di lokasi."),
    "other": mark("{who} menutup laporan."),
    FALSE_REPORT: mark(
        "{who} menutup laporan: menurut petugas tidak benar terjadi. Keliru? Katakan di sini."
    ),
    MISTAKEN: mark("Laporan ditutup: pelapor menyatakan salah kirim."),
}
WAITING = frozenset({"nobody", "unanswered"})  # true as long as nobody has answered
NAMED = 6  # offices in one line
# Where the office would tell what it is about; by whether it is one of the police.
ENTITLED = {True: mark("petugas yang berwenang"), False: mark("pihak yang berwenang")}
STILL_ON = mark("Belum selesai? Tekan tombol di bawah: petugas dihubungi lagi.")
STILL_ON_QUIET = mark("Belum selesai? Tekan tombol di bawah: laporan dibuka lagi.")


async def render_news(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell reporters what became of their report.

    Neither a note that is erased meanwhile is told nor that nobody answered, once somebody did.
    """
    reports = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    told = [(one, promise_data.decode(one, ReportNewsPromise)) for one in deliveries]
    offices = [office for _, said in told for office in _offices(said)]
    codes = {office.region for office in read_offices(offices)}
    regions = await regions_of(context.session, codes)
    numbers = {said.note for _, said in told if said.note is not None}
    kept = await context.session.scalars(select(Note).where(Note.id.in_(numbers)))
    of_place = {one.subject_id for one, said in told if said.event in NEWS_ALONE}
    placed = [author.report for author in reports.values() if author.id in of_place]
    alone = await report_facts.left_alone(context, placed)
    known = _Known(regions, {note.id: note for note in kept}, alone)
    return {
        one.id: _news(context, one, said, author, known)
        for one, said in told
        if (author := reports.get(one.subject_id or 0)) is not None
        and (said.note is None or said.note in known.notes)
        and (said.event not in WAITING or _waits(author.report))
        and may_write(author.allows_contact)
    }


def _offices(promise: ReportNewsPromise) -> list[str]:
    """Return the offices that a piece of news names."""
    return [promise.by or "", *promise.offices, *promise.following]


def _waits(report: Report) -> bool:
    return report.incident.status == AlertStatus.OPEN


def _news(
    context: RenderContext,
    one: Delivery,
    promise: ReportNewsPromise,
    author: ReportAuthor,
    known: _Known,
) -> Card:
    say, event, report = context.say(one), promise.event, author.report
    ended = event == "no_incident" or (event == "closed" and promise.outcome != MISTAKEN)
    closed = display_names.category(context.config, report.category).is_confidential
    note = known.notes.get(promise.note or 0)
    words = Markup("") if note is None else noted(note, hidden=closed)
    lines = [
        _headline(context, say, one, report),
        _happened(context, one, promise, report, known, words),
    ]
    if not ended:
        return Card(Markup("\n").join(lines))
    lines.append(say(STILL_ON_QUIET if promise.quiet else STILL_ON))
    reopen = Button(say.plain("Belum selesai"), f"r:{author.id}:reopen")
    return Card(Markup("\n").join(lines), rows(reopen))


def _headline(context: RenderContext, say: Say, one: Delivery, report: Report) -> Markup:
    at = moment(say, one.created_at, report.village.zone, context.now)
    return say("Tiket <b>{ticket}</b> · {at}", ticket=report.ticket, at=at)


def _happened(
    context: RenderContext,
    one: Delivery,
    promise: ReportNewsPromise,
    report: Report,
    known: _Known,
    note: Markup,
) -> Markup:
    """Say what happened with the office of whoever acted, never with a name."""
    say = context.say(one)
    named = partial(offices_named, context, one, report, known.regions)
    who = named([promise.by])
    news = {**NEWS, **(NEWS_QUIET if promise.quiet else {})}
    if not is_police(promise.by):
        news |= NEWS_CIVIL
    if report.id in known.alone:
        news |= NEWS_ALONE
    category = display_names.category(context.config, report.category)
    closed = CLOSED.get(promise.outcome or "", CLOSED["other"])
    return say(
        closed if promise.event == "closed" else news[_event(promise)],
        who=who[:1].upper() + who[1:],
        village=display_names.village(say, report.village),
        number=advice.to_call(say, context.config, category),
        note=note,
        called=named(promise.offices),
        following=named(promise.following),
    )


def _event(promise: ReportNewsPromise) -> str:
    """Return which sentence tells of it; the same offices are not named twice in one."""
    again = promise.event == "unanswered" and set(promise.offices) == set(promise.following)
    return "unanswered_again" if again else promise.event


def offices_named(
    context: RenderContext,
    one: Delivery,
    report: Report,
    regions: Mapping[str, Region],
    offices: Iterable[str | None],
) -> str:
    """Name offices; of a confidential report none that would tell what it is about."""
    say = context.say(one)
    closed = display_names.category(context.config, report.category).is_confidential
    labels = [
        say.plain(ENTITLED[is_police(by)])
        if closed and tells(by)
        else office_label(say, by, regions)
        for by in offices
    ]
    return several(list(dict.fromkeys(labels)), say, NAMED)
