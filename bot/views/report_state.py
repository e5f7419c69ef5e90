"""How a sent report stands, in general words, as its reporter reads it everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from bot.domain import oncall
from bot.domain.accusation import AGAINST
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MISTAKEN
from bot.locales import mark
from bot.models import Alert, Report, ReportAuthor
from bot.services.alerts import alert_access, paged_offices, paging
from bot.services.alerts.alert_events import ANEW, EventKind, lines, read_offices
from bot.services.intake import submission
from bot.services.staffing import accused_officers, role_holders
from bot.views import display_names
from bot.views.office import office_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.domain.category import Category
    from bot.locales import Say
    from bot.models import Region
    from bot.settings import Config
    from bot.views.card import Markup
    from bot.views.render_context import RenderContext

OUTCOMES = {
    "handled": mark("Selesai: tertangani."),
    "forwarded": mark("Selesai: diteruskan kepada yang berwenang."),
    "not_found": mark("Selesai: tidak ditemukan di lokasi."),
    "other": mark("Selesai."),
    "no_incident": mark("Petugas tidak menemukan kejadian. Terima kasih sudah melapor."),
    MISTAKEN: mark("Ditarik: salah kirim."),
}
STANDS = {
    AlertStatus.ACKNOWLEDGED: mark("Sedang ditangani petugas."),
    AlertStatus.EN_ROUTE: mark("Petugas menuju lokasi."),
}
PAST_CALLED = mark("Pimpinan polisi di atas desa sedang dihubungi. Petugas desa tidak diberi tahu.")
PAST_NOTED = mark(
    "Disimpan rahasia untuk pimpinan polisi di atas desa. Petugas desa tidak diberi tahu."
)
# by whether the category is confidential
CALLED = {
    False: mark("Petugas sedang kami hubungi. Begitu ada yang menangani, kami kabari."),
    True: mark(
        "Petugas yang berwenang sedang kami hubungi. Begitu ada yang menangani, kami kabari."
    ),
}
CALLED_BY_NAME = mark("{who} sedang kami hubungi. Begitu ada yang menangani, kami kabari.")
NAMED = 3  # offices in one line
NOTED = {
    False: mark("Petugas tidak dipanggil sekarang; laporan ini masuk laporan pagi."),
    True: mark("Petugas tidak dipanggil sekarang; dicatat rahasia untuk yang berwenang."),
}
TOLD_BY_NAME = mark(
    "{who} kami beri tahu. Petugas tidak dipanggil sekarang; laporan ini juga masuk laporan pagi."
)
# by whether the category is confidential, whose recipients may be others than who serves there
UNREAD = {
    False: mark(
        "Belum ada petugas terdaftar di sini: laporan disimpan, belum ada yang membacanya."
    ),
    True: mark(
        "Belum ada yang berwenang terdaftar di sini: laporan disimpan rahasia, belum dibaca."
    ),
}
LEFT_ALONE = mark(
    "Yang membacanya tidak bertugas lagi atau tidak dapat dihubungi: laporan disimpan, belum"
    " ditangani."
)
# What an alert that is still open has come to, where that is worse than that people are called.
SILENT = {
    EventKind.UNANSWERED: mark(
        "⚠️ Belum ada petugas yang menjawab. Masih berbahaya? Telepon {police}; kami terus"
        " memanggil."
    ),
    EventKind.UNREACHED: mark(
        "⚠️ Belum ada petugas yang dapat dihubungi. Telepon {police}; kami terus mencoba."
    ),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Of which reports a receipt says more.

    ``called``: by incident, the offices that are called, or that were told of what calls nobody;
    ``regions``: to name them by.
    ``reaching``: emergencies that reach whoever their text names. ``unread``: what called nobody,
    and that nobody there reads; ``opened``: somebody did before. ``silent``: of which alerts nobody
    answered, or nobody could be reached. ``own``: the ticket of its writer's first report of the
    same incident, by a further one. ``shared``: incidents that several people reported.
    """

    reaching: Collection[int] = ()
    unread: Collection[int] = ()
    opened: Collection[int] = ()
    silent: Mapping[int, EventKind] = field(default_factory=dict)
    called: Mapping[int, Sequence[str]] = field(default_factory=dict)
    own: Mapping[int, str] = field(default_factory=dict)
    shared: Collection[int] = ()
    regions: Mapping[str, Region] = field(default_factory=dict)


async def known(
    showing: RenderContext, reports: Collection[Report], *, asks: bool = False
) -> Known:
    """Return what receipts say beyond their own rows; ``asks``: before one is taken back."""
    emergencies = [one for one in reports if one.emergency]
    reaching = await accused_officers.ways_past(showing.session, emergencies, showing.vault)
    unread = await _unread(showing, reports)
    opened = await _opened(showing, [one for one in reports if one.id in unread])
    named = {one.incident_id for one in reports if _names_called(one, showing.config)}
    offices = {
        **await paged_offices.offices(showing.session, named),
        **await _told(showing, [one for one in reports if one.id not in unread]),
    }
    held = read_offices(office for one in offices.values() for office in one)
    regions = await regions_of(showing.session, {one.region for one in held})
    return Known(
        reaching,
        unread,
        opened,
        await _silent(showing, reports),
        offices,
        await _own_tickets(showing, reports),
        await _shared(showing, reports) if asks else (),
        regions,
    )


async def _own_tickets(showing: RenderContext, reports: Iterable[Report]) -> dict[int, str]:
    """Return of further reports of incidents the ticket of what their own writer said before."""
    further = [one.id for one in reports if one.ticket != one.incident.ticket]
    if not further:
        return {}
    wrote, first = aliased(ReportAuthor), aliased(Report)
    found = await showing.session.execute(
        select(Report.id, first.ticket)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .join(wrote, wrote.member_id == ReportAuthor.member_id)
        .join(first, (first.id == wrote.report_id) & (first.incident_id == Report.incident_id))
        .where(Report.id.in_(further), first.id < Report.id)
        .order_by(first.id.desc())
    )
    return dict(found.all())


async def _shared(showing: RenderContext, reports: Iterable[Report]) -> set[int]:
    """Return the incidents of these reports that more than one person reported."""
    people = func.count(ReportAuthor.member_id.distinct())
    found = await showing.session.scalars(
        select(Report.incident_id)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(Report.incident_id.in_({one.incident_id for one in reports}))
        .group_by(Report.incident_id)
        .having(people > 1)
    )
    return set(found)


def _names_called(report: Report, config: Config) -> bool:
    """Tell whether its reporter may read who is called."""
    return report.incident.status == AlertStatus.OPEN and not _is_hidden(report, config)


def _names_told(report: Report, config: Config) -> bool:
    """Tell whether it calls nobody, and its reporter may read who was told."""
    return report.incident.status == submission.RECORDED and not _is_hidden(report, config)


def _is_hidden(report: Report, config: Config) -> bool:
    """Tell whether no office is named to its reporter, since it would say what is confidential."""
    category = display_names.category(config, report.category)
    return category.is_confidential or category.code in AGAINST


async def _told(showing: RenderContext, reports: Iterable[Report]) -> dict[int, list[str]]:
    """Return by incident the offices that were told of what calls nobody, as ``role@region``."""
    quiet = [one for one in reports if _names_told(one, showing.config)]
    heard = await paged_offices.told_members(showing.session, {one.incident_id for one in quiet})
    there = await role_holders.holders_of(
        showing.session, [one.incident.village_code for one in quiet]
    )
    found: dict[int, list[str]] = {}
    for one in quiet:
        recipients = display_names.category(showing.config, one.incident.category).recipients
        people = oncall.told_beside(recipients, there[one.incident.village_code], paged=False)
        members = heard.get(one.incident_id, ())
        told = [f"{each.role}@{each.region}" for each in people if each.member_id in members]
        found[one.incident_id] = list(dict.fromkeys(told))
    return found


async def _unread(showing: RenderContext, reports: Iterable[Report]) -> Collection[int]:
    """Return the reports that called nobody, and that nobody there could work who is reached."""
    quiet = [one for one in reports if one.incident.status == submission.RECORDED]
    there = await role_holders.holders_of(
        showing.session, [one.incident.village_code for one in quiet]
    )
    return {
        one.id
        for one in quiet
        if not alert_access.anybody_works(
            paging.snapshot(one.incident, showing.config),
            there[one.incident.village_code],
            one.incident.village_code,
        )
    }


async def _opened(showing: RenderContext, reports: Collection[Report]) -> Collection[int]:
    """Return the unpaged reports that somebody has opened."""
    if not reports:
        return ()
    cases = {one.incident_id for one in reports}
    found = await showing.session.scalars(
        select(Alert.incident_id).where(Alert.incident_id.in_(cases))
    )
    seen = set(found)
    return {one.id for one in reports if one.incident_id in seen}


async def _silent(showing: RenderContext, reports: Iterable[Report]) -> Mapping[int, EventKind]:
    """Return of which open alerts nobody has answered up to the last resort, or was reached."""
    calling = {
        one.id: one.incident_id for one in reports if one.incident.status == AlertStatus.OPEN
    }
    if not calling:
        return {}
    last: dict[int, str] = {}
    kinds = {*ANEW, *SILENT, EventKind.PAGED}
    for line in await lines(showing.session, set(calling.values()), kinds):
        again = line.kind == EventKind.PAGED and last.get(line.incident_id) != EventKind.UNREACHED
        last |= {} if again else {line.incident_id: line.kind}
    found = {report: last.get(case) for report, case in calling.items()}
    return {report: EventKind(kind) for report, kind in found.items() if kind in SILENT}


def state_line(say: Say, report: Report, config: Config, known: Known) -> Markup:
    """Say in general words who was called or told, and how far it has come."""
    status, outcome = report.incident.status, report.incident.outcome
    category = display_names.category(config, report.category)
    if status == AlertStatus.CLOSED:
        return say(OUTCOMES.get(outcome or "", OUTCOMES["other"]))
    if status in STANDS:
        return say(STANDS[AlertStatus(status)])
    if report.id in known.silent:
        return say(SILENT[known.silent[report.id]], police=config.limits.emergency.police)
    return _called(say, report, known) or say(_waiting(category, report, known))


def _called(say: Say, report: Report, known: Known) -> Markup | None:
    """Name the offices that are called, or were told; None where none is to be named."""
    offices = known.called.get(report.incident_id, ())[:NAMED]
    labels = [office_label(say, office, known.regions) for office in offices]
    if not labels:
        return None
    sentence = CALLED_BY_NAME if report.incident.status == AlertStatus.OPEN else TOLD_BY_NAME
    return say(sentence, who=", ".join(dict.fromkeys(labels)))


def _waiting(category: Category, report: Report, known: Known) -> str:
    """Say what a report waits for that nobody has taken."""
    is_called, against = report.incident.status == AlertStatus.OPEN, category.code in AGAINST
    if report.id in known.opened:
        return LEFT_ALONE
    if report.id in known.unread:
        return accused_officers.NOBODY_ABOVE if against else UNREAD[category.is_confidential]
    if against:
        return PAST_CALLED if is_called else PAST_NOTED
    return (CALLED if is_called else NOTED)[category.is_confidential]
