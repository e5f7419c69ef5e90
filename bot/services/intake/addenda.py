"""Addenda: what the writer of a sent report adds to it, and how those who read it hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import addendum, calendar, paging_rules
from bot.domain.category import Category, Severity
from bot.models import Addendum, Report, ReportAuthor, new_id
from bot.services.alerts import addenda_notifications, joined_reports
from bot.services.alerts.alert_events import EventKind
from bot.services.intake import repeat_callers
from bot.services.reports import draft_changes, pictures, report_authors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.guess import Guess
    from bot.models import Attachment, Draft
    from bot.services.reports.message_content import MessageContent
    from bot.settings import Config


@dataclass(frozen=True, slots=True)
class AddedContent:
    """What is added: words, pictures, a place; ``messages``: in which messages it was said."""

    text: str
    photos: Sequence[Attachment]
    place: tuple[float, float] | None
    venue: str | None
    messages: Sequence[int]
    media_group: str | None = None
    forwarded: bool = False  # from somebody else
    question: str | None = None  # the code of the question that it answers
    unheard: bool = False  # a voice or video came with it that cannot be passed on


async def of_report(session: AsyncSession, report_id: int) -> Sequence[Addendum]:
    """Return what was added to a report, the oldest first."""
    await session.flush()
    added = select(Addendum).where(Addendum.report_id == report_id)
    return (await session.scalars(added.order_by(Addendum.id))).all()


def is_quiet(report: Report) -> bool:
    """Tell whether a report calls nobody (its incident and alert are loaded)."""
    alert = report.incident.alert
    return alert is None or alert.quiet


def would_call(report: Report, text: str, *, config: Config, now: datetime) -> bool:
    """Tell whether words let a report call somebody that has called nobody until now."""
    if not text or not is_quiet(report):
        return False
    guess = config.triage.classify(text)
    if addendum.tells_end(text, guess):
        return False
    kind = addendum.kind_of(guess, config.category(report.category), config.categories)
    night = paging_rules.is_night(calendar.local(now, report.village.zone).time())
    return paging_rules.may_page(kind, threat=guess.threat or report.threat, night=night)


def content_of_message(
    session: AsyncSession, member: int, content: MessageContent, *, now: datetime
) -> AddedContent:
    """Return what one message adds."""
    photos = (
        []
        if content.attached is None
        else [pictures.take(session, content.attached, member, now=now)]
    )
    session.add_all(photos)
    return AddedContent(
        text=content.words,
        photos=photos,
        place=content.location,
        venue=content.venue,
        messages=[content.message_id],
        media_group=content.media_group,
        forwarded=content.forwarded,
        unheard=content.unheard,
    )


async def content_of_draft(session: AsyncSession, draft: Draft) -> AddedContent:
    """Return what a draft adds, which is deleted (``attachments`` are loaded)."""
    messages = [one["id"] for one in draft.messages or []] or [draft.message_id]
    place = None if draft.lat is None or draft.lon is None else (draft.lat, draft.lon)
    text, venue, group = draft.text, draft.venue, draft.media_group
    forwarded, unheard = draft.forwarded, draft.unheard
    photos = await draft_changes.taken_over(session, draft)
    return AddedContent(
        text, photos, place, venue, messages, group, forwarded=forwarded, unheard=unheard
    )


async def add(
    session: AsyncSession,
    author: ReportAuthor,
    content: AddedContent,
    *,
    calls: bool = False,
    config: Config,
    now: datetime,
) -> Addendum:
    """Add to an open report (as :func:`load` returns it), and let its readers know.

    ``calls``: its writer said that it goes on, and that people are called now. What they had taken
    back counts again, unless they say that it is over.
    """
    report, guess = author.report, config.triage.classify(content.text)
    kind = addendum.kind_of(guess, config.category(report.category), config.categories)
    if report.withdrawn_at is not None and not addendum.tells_end(content.text, guess):
        await report_authors.mark_withdrawn(session, report, None)
    session.add(added := _row(report, content, guess, kind, now=now))
    added.urgent = calls
    _enclose(author, added, content)
    worse = joined_reports.make_worse(report.incident, Severity(added.severity), config)
    if calls:
        _make_urgent(report, kind, content.photos, config)
        await call(session, report, config=config, now=now)
    else:
        photos = content.photos
        tell = addenda_notifications.tell
        await tell(session, report, photos, worse=worse, config=config, now=now)
    return added


def _enclose(author: ReportAuthor, added: Addendum, content: AddedContent) -> None:
    """Put what came with an addendum to the report of its writer (it is loaded)."""
    report = author.report
    for photo in content.photos:
        photo.report_id, photo.addendum_id = report.id, added.id
    author.messages = [*author.messages, *content.messages]
    report.unheard = report.unheard or content.unheard


def _make_urgent(
    report: Report, kind: Category, photos: Sequence[Attachment], config: Config
) -> None:
    """Let a report go on, as its writer says now, with what is called for and its new pictures."""
    report.ongoing = True  # whatever was pressed when it was sent
    report.incident.category = _called_for(report, kind, config)
    report.attachments.extend(one for one in photos if one not in report.attachments)


async def call(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> None:
    """Call for what called nobody until now, behind others where its writer called before."""
    earlier = (await repeat_callers.earlier_alerts(session, report, config=config, now=now)).total
    kind = EventKind.ADDED
    await joined_reports.page_for_report(
        session, report, kind=kind, priority=earlier, config=config, now=now
    )


async def add_to(
    session: AsyncSession,
    author: ReportAuthor,
    added: Addendum,
    content: MessageContent,
    *,
    config: Config,
    now: datetime,
) -> None:
    """Put a further picture of an album, and the words under it, to the addendum it belongs to."""
    further = content_of_message(session, author.member_id, content, now=now)
    added.text = "\n".join(part for part in (added.text, further.text) if part)
    _enclose(author, added, further)
    await addenda_notifications.tell(
        session, author.report, further.photos, worse=False, config=config, now=now
    )


def _row(
    report: Report, content: AddedContent, guess: Guess, kind: Category, *, now: datetime
) -> Addendum:
    lat, lon = content.place if content.place is not None else (None, None)
    return Addendum(
        id=new_id(),
        report_id=report.id,
        at=now,
        text=content.text,
        category=kind.code,
        severity=addendum.severity_of(guess, kind, Severity(report.incident.severity)),
        threat=guess.threat,
        lat=lat,
        lon=lon,
        venue=content.venue,
        media_group=content.media_group,
        forwarded=content.forwarded,
        question=content.question,
    )


def _called_for(report: Report, kind: Category, config: Config) -> str:
    """Return what an incident is about that calls somebody now; what was secret stays so."""
    now = config.category(report.incident.category)
    return now.code if kind.is_confidential or now.is_confidential else kind.code
