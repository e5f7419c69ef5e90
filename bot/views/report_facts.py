"""What receipts say of reports beyond their own rows, read for a batch of cards at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.domain import oncall
from bot.domain.accusation import AGAINST
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Incident, Report, ReportAuthor
from bot.services.alerts import paged_offices, report_readers
from bot.services.alerts.alert_events import ANEW, EventKind, load_event_kinds, read_offices
from bot.services.intake import answers, submission
from bot.services.reports import report_authors
from bot.services.staffing import accused_officers, role_holders
from bot.views import display_names
from bot.views.office import regions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.models import Region
    from bot.settings import Config
    from bot.views.render_context import RenderContext

UNHEARD = frozenset({EventKind.UNANSWERED, EventKind.UNREACHED})  # nobody answered, or was reached

JUST_NOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a receipt says of reports beyond their own rows.

    ``called``: by incident, the offices that are called, or that were told of what calls nobody;
    ``regions``: to name them by.
    ``reaching``: emergencies that reach whoever their text names. ``unread``: what called nobody,
    and that nobody there reads; ``opened``: somebody did before. ``silent``: of which alerts nobody
    answered, or nobody could be reached. ``own``: the ticket of its writer's first report of the
    same incident, or of the one that it is named by, by a further one. ``shared``: incidents that
    several people still report; ``unsaid``: open ones of which everybody took theirs back.
    ``resting``: those of which nobody is called by themselves: nobody knows what became of them.
    ``answered``: by report, what was asked after sending and is answered or skipped.
    """

    reaching: Collection[int] = ()
    unread: Collection[int] = ()
    opened: Collection[int] = ()
    silent: Mapping[int, EventKind] = field(default_factory=dict)
    called: Mapping[int, Sequence[str]] = field(default_factory=dict)
    own: Mapping[int, str] = field(default_factory=dict)
    shared: Collection[int] = ()
    unsaid: Collection[int] = ()
    regions: Mapping[str, Region] = field(default_factory=dict)
    answered: Mapping[int, Collection[str]] = field(default_factory=dict)
    resting: Collection[int] = ()


async def load(
    context: RenderContext, reports: Collection[Report], *, asks: bool = False
) -> ReportFacts:
    """Return what receipts say beyond their own rows; ``asks``: before one is taken back."""
    emergencies = [one for one in reports if one.emergency]
    reaching = await accused_officers.accusation_kinds(context.session, emergencies, context.vault)
    unread = await _unread(context, reports)
    opened = await _opened(context, [one for one in reports if one.id in unread])
    named = {one.incident_id for one in reports if _names_called(one, context.config)}
    offices = {
        **await paged_offices.offices(context.session, named),
        **await _told(context, [one for one in reports if one.id not in unread]),
    }
    held = read_offices(office for one in offices.values() for office in one)
    regions = await regions_of(context.session, {one.region for one in held})
    asked = {one.id for one in reports if answers.may_ask(one, context.config, context.now)}
    return ReportFacts(
        reaching,
        unread,
        opened,
        await _silent(context, reports),
        offices,
        await _own_tickets(context, reports),
        await _shared(context, reports) if asks else (),
        await _unsaid(context, reports),
        regions,
        await answers.answered(context.session, asked),
        await _resting(context, reports),
    )


async def _own_tickets(context: RenderContext, reports: Iterable[Report]) -> dict[int, str]:
    """Return of further reports of incidents the ticket of what their own writer said before.

    What they took back is none: what they write after it is taken back by itself.
    """
    further = [one.id for one in reports if one.ticket != one.incident.ticket]
    if not further:
        return {}
    wrote, first = aliased(ReportAuthor), aliased(Report)
    found = await context.session.execute(
        select(Report.id, first.ticket)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .join(wrote, wrote.member_id == ReportAuthor.member_id)
        .join(first, (first.id == wrote.report_id) & (first.incident_id == Report.incident_id))
        .join(Incident, Incident.id == Report.incident_id)
        .where(Report.id.in_(further), (first.id < Report.id) | (first.ticket == Incident.ticket))
        .where(first.withdrawn_at.is_(None))
        .order_by(first.id.desc())
    )
    return dict(found.all())


async def _shared(context: RenderContext, reports: Iterable[Report]) -> set[int]:
    """Return the incidents of these reports that more than one person still reports."""
    about = {one.incident_id for one in reports}
    people = await report_authors.people_not_withdrawn(context.session, about)
    return {incident for incident, members in people.items() if len(members) > 1}


async def _unsaid(context: RenderContext, reports: Iterable[Report]) -> set[int]:
    """Return the open incidents of what was taken back that nobody reports any more.

    An officer opened them again. Where nothing was taken back it costs no statement.
    """
    about = {
        one.incident_id
        for one in reports
        if one.withdrawn_at is not None and one.incident.status != AlertStatus.CLOSED
    }
    if not about:
        return about
    return about - (await report_authors.people_not_withdrawn(context.session, about)).keys()


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


async def _told(context: RenderContext, reports: Iterable[Report]) -> dict[int, list[str]]:
    """Return by incident the offices that were told of what calls nobody, as ``role@region``."""
    quiet = [one for one in reports if _names_told(one, context.config)]
    heard = await paged_offices.told_members(context.session, {one.incident_id for one in quiet})
    there = await role_holders.holders_of(
        context.session, [one.incident.village_code for one in quiet]
    )
    found: dict[int, list[str]] = {}
    for one in quiet:
        recipients = display_names.category(context.config, one.incident.category).recipients
        people = oncall.told_beside(recipients, there[one.incident.village_code], paged=False)
        members = heard.get(one.incident_id, ())
        told = [f"{each.role}@{each.region}" for each in people if each.member_id in members]
        found[one.incident_id] = list(dict.fromkeys(told))
    return found


async def left_alone(context: RenderContext, reports: Collection[Report]) -> Collection[int]:
    """Return the reports that nobody reads, or for which nobody could be reached."""
    silent = await _silent(context, reports)
    unreached = {one for one, kind in silent.items() if kind == EventKind.UNREACHED}
    return unreached | await _unread(context, reports)


async def _unread(context: RenderContext, reports: Iterable[Report]) -> set[int]:
    """Return the reports that paged nobody and that no reachable member may answer."""
    about = {one.incident_id: one.incident for one in reports}
    unread = await report_readers.unread(context.session, about.values(), context.config)
    return {one.id for one in reports if one.incident_id in unread}


async def _opened(context: RenderContext, reports: Collection[Report]) -> Collection[int]:
    """Return the unpaged reports that somebody has opened."""
    if not reports:
        return ()
    cases = {one.incident_id for one in reports}
    found = await context.session.scalars(
        select(Alert.incident_id).where(Alert.incident_id.in_(cases))
    )
    seen = set(found)
    return {one.id for one in reports if one.incident_id in seen}


async def _resting(context: RenderContext, reports: Iterable[Report]) -> Collection[int]:
    """Return the incidents of these reports that page on by nothing, as after a restore.

    None is of just now: it costs whoever reports no statement.
    """
    old = {
        one.incident_id
        for one in reports
        if one.incident.status == AlertStatus.OPEN and context.now - one.created_at > JUST_NOW
    }
    if not old:
        return ()
    rests = select(Alert.incident_id).where(Alert.incident_id.in_(old), Alert.next_at.is_(None))
    return set(await context.session.scalars(rests))


async def _silent(context: RenderContext, reports: Iterable[Report]) -> Mapping[int, EventKind]:
    """Return of which open alerts nobody has answered up to the last resort, or was reached."""
    calling = {
        one.id: one.incident_id for one in reports if one.incident.status == AlertStatus.OPEN
    }
    if not calling:
        return {}
    last: dict[int, str] = {}
    kinds = {*ANEW, *UNHEARD, EventKind.PAGED}
    for case, kind in await load_event_kinds(context.session, set(calling.values()), kinds):
        again = kind == EventKind.PAGED and last.get(case) != EventKind.UNREACHED
        last |= {} if again else {case: kind}
    found = {report: last.get(case) for report, case in calling.items()}
    return {report: EventKind(kind) for report, kind in found.items() if kind in UNHEARD}
