"""Who said a report: the one way from it to a person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from bot.models import Delivery, DeliveryStatus, Report, ReportAuthor

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member

# What is told to whoever writes a report, about its draft, its photos or itself.
TO_WRITERS = frozenset(
    {
        "addendum", "already_sent", "answer_passed", "draft", "draft_categories", "draft_reminder",
        "located", "note_photo", "photo_check", "receipt", "report_news", "reporter_question",
        "solved_question", "villages",
    }
)  # fmt: skip
# Of these, what tells of a sent report and names it by its author.
_OF_SENT = ("addendum", "already_sent", "draft", "note_photo", "receipt", "report_news")
_NEAR = 5  # reports
# What whoever shows a report to its writer, or lets them change it, looks at.
LOADED = joinedload(ReportAuthor.report).joinedload(Report.incident)


async def load(session: AsyncSession, author_id: int) -> ReportAuthor | None:
    """Return whose a report is, with the report; ``author_id``: as the writer's cards name it."""
    await session.flush()  # it may have been sent in this very batch
    wanted = select(ReportAuthor).where(ReportAuthor.id == author_id).options(LOADED)
    return (await session.scalars(wanted)).first()


def first_of_each(found: Sequence[ReportAuthor]) -> list[ReportAuthor]:
    """Return each person once, by the first of these reports of theirs, in this order."""
    first = {one.member_id: one for one in reversed(found)}
    return [one for one in found if first[one.member_id] is one]


async def by_message(session: AsyncSession, member: Member, message_id: int) -> ReportAuthor | None:
    """Return the report of which a message of its writer's is part, with its pictures.

    A message comes after the first of its report, and soon: a few are looked at.
    """
    await session.flush()
    near = select(ReportAuthor).where(
        ReportAuthor.member_id == member.id, ReportAuthor.message_id <= message_id
    )
    newest = near.order_by(ReportAuthor.message_id.desc(), ReportAuthor.id.desc()).limit(_NEAR)
    shown = joinedload(ReportAuthor.report).selectinload(Report.attachments)
    found = await session.scalars(newest.options(LOADED, shown))
    return next((one for one in found if message_id in one.messages), None)


async def asked_in(session: AsyncSession, member: Member, message_id: int) -> ReportAuthor | None:
    """Return a member's report about which a message of ours asked them something.

    An answer may come before it is written down which message the question became: where none is
    known as this one, a question that is under way is meant.
    """
    await session.flush()
    sent = Delivery.sent_message_id
    under_way = sent.is_(None) & (Delivery.status == DeliveryStatus.LEASED)
    asked = (
        select(ReportAuthor)
        .join(Delivery, Delivery.subject_id == ReportAuthor.id)
        .where(Delivery.recipient_id == member.id, Delivery.kind == "reporter_question")
        .where((sent == message_id) | under_way, ReportAuthor.member_id == member.id)
        .order_by(sent.is_(None), Delivery.id.desc())
    )
    return (await session.scalars(asked.limit(1).options(LOADED))).first()


async def told_in(session: AsyncSession, member: Member, message_id: int) -> int | None:
    """Return the id of the author of the report that a message of ours told a member of."""
    await session.flush()
    told = (
        select(ReportAuthor.id)
        .join(Delivery, Delivery.subject_id == ReportAuthor.id)
        .where(Delivery.recipient_id == member.id, Delivery.kind.in_(_OF_SENT))
        .where(Delivery.sent_message_id == message_id, ReportAuthor.member_id == member.id)
        .order_by(Delivery.id.desc())
    )
    return await session.scalar(told.limit(1))


async def album(
    session: AsyncSession, member: Member, group: str, since: datetime
) -> ReportAuthor | None:
    """Return the report, sent after ``since``, to which an album's further picture belongs."""
    await session.flush()
    mine = (
        select(ReportAuthor)
        .join(Report, Report.id == ReportAuthor.report_id)
        .where(ReportAuthor.member_id == member.id, ReportAuthor.media_group == group)
        .where(Report.created_at >= since)
        .order_by(ReportAuthor.id.desc())
    )
    return (await session.scalars(mine.limit(1).options(LOADED))).first()


async def newest_emergency(session: AsyncSession, member: Member) -> ReportAuthor | None:
    """Return the newest report of a member's where they sent it with ``/darurat``."""
    await session.flush()
    mine = select(ReportAuthor).where(ReportAuthor.member_id == member.id)
    newest = mine.order_by(ReportAuthor.message_id.desc(), ReportAuthor.id.desc()).limit(1)
    sent = (await session.scalars(newest.options(LOADED))).first()
    return sent if sent is not None and sent.report.emergency else None


async def of_report(session: AsyncSession, report_id: int, member: Member) -> ReportAuthor | None:
    """Return the author of a report where it is this member."""
    await session.flush()
    theirs = ReportAuthor.report_id == report_id, ReportAuthor.member_id == member.id
    return (await session.scalars(select(ReportAuthor).where(*theirs))).first()


async def members_of(session: AsyncSession, incident_id: int) -> set[int]:
    """Return the members who said the reports of an incident."""
    await session.flush()
    said = (
        select(ReportAuthor.member_id)
        .join(Report, Report.id == ReportAuthor.report_id)
        .where(Report.incident_id == incident_id)
    )
    return set(await session.scalars(said))


class People(NamedTuple):
    """The members who said the reports of an incident; None: somebody whom nobody knows.

    ``not_withdrawn``: those of them who did not take theirs back.
    """

    all: set[int | None]
    not_withdrawn: set[int | None]


async def people(session: AsyncSession, incident_id: int) -> People:
    """Return who said the reports of an incident, and who says so still."""
    await session.flush()
    said = (
        select(ReportAuthor.member_id, Report.withdrawn_at)
        .select_from(Report)
        .outerjoin(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(Report.incident_id == incident_id)
    )
    rows = (await session.execute(said)).all()
    return People(
        all={member for member, _ in rows},
        not_withdrawn={member for member, withdrawn in rows if withdrawn is None},
    )


async def people_not_withdrawn(
    session: AsyncSession, incidents: Collection[int]
) -> Mapping[int, set[int | None]]:
    """Return by incident the members who say its reports still; None: somebody else does, too.

    Of what was imported, and of whoever erased themselves, nobody knows who it was.
    """
    await session.flush()
    said = (
        select(Report.incident_id, ReportAuthor.member_id)
        .outerjoin(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(Report.incident_id.in_(incidents), *_not_withdrawn(only=True))
    )
    found: dict[int, set[int | None]] = defaultdict(set)
    for incident, member in await session.execute(said):
        found[incident].add(member)
    return found


async def of_incident(
    session: AsyncSession, incident_id: int, *, not_withdrawn: bool = False
) -> Sequence[ReportAuthor]:
    """Return who said the reports of an incident, the first that was said first.

    ``not_withdrawn``: without those that were taken back.
    """
    await session.flush()
    wanted = (
        select(ReportAuthor)
        .join(Report, Report.id == ReportAuthor.report_id)
        .where(Report.incident_id == incident_id, *_not_withdrawn(only=not_withdrawn))
        .order_by(Report.created_at, Report.id)
    )
    return (await session.scalars(wanted)).all()


async def mark_withdrawn(session: AsyncSession, report: Report, at: datetime | None) -> None:
    """Note when the writer of a report took all back that they said of its incident.

    None: they did not, or say it again.
    """
    await session.flush()
    wrote = aliased(ReportAuthor)
    theirs = (
        select(Report)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .join(wrote, wrote.member_id == ReportAuthor.member_id)
        .where(wrote.report_id == report.id, Report.incident_id == report.incident_id)
    )
    for one in await session.scalars(theirs):
        one.withdrawn_at = at


def _not_withdrawn(*, only: bool) -> list[ColumnElement[bool]]:
    return [Report.withdrawn_at.is_(None)] if only else []
