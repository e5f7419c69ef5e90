"""Passes on what whoever answers a report asks of its reporter, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain.conversation import NotPassedOn, Side, may_answer, may_ask
from bot.domain.masking import mask_contacts
from bot.domain.promises.reports import QuestionPromise
from bot.locales import mark
from bot.models import (
    Alert,
    ConversationMessage,
    Delivery,
    ReportAuthor,
    new_id,
    promise_data,
)
from bot.services import audit
from bot.services.alerts import (
    alert_access,
    answer_readers,
    asked_reporters,
    conversation_states,
    paging,
)
from bot.services.reports import pictures, report_authors

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.domain.attachment_kind import SentFile
    from bot.services.alerts.asked_reporters import AskedReporters
    from bot.settings import Config

LONGEST = 1500  # characters of one message
QUESTION, ANSWER = "reporter_question", "reporter_answer"
UNDELIVERED = mark(
    "Tiket {ticket}: pertanyaan Anda tidak sampai. Pelapor tidak dapat dihubungi lewat bot."
)
ASKED, ENDED = "asked_reporter", "ended_conversation"


@dataclass(frozen=True, slots=True)
class PassedContent:
    """What one message says: words as they were written, a place in degrees.

    ``file``: a photo, voice or video of whoever asks; a reporter's is one of the report's.
    ``media_group``: the album that the file is of.
    """

    text: str = ""
    place: tuple[float, float] | None = None
    file: SentFile | None = None
    media_group: str | None = None


@dataclass(frozen=True, slots=True)
class OfficerQuestion:
    """What a member asks. ``reports``: of the writers of these alone, not of all reporters."""

    by: int
    content: PassedContent
    reports: Collection[int] | None = None


async def may_talk(
    session: AsyncSession, alert: Alert, member_id: int, grants: Collection[Grant]
) -> bool:
    """Tell whether a member may ask an alert's reporters: by a post of now, as holder or paged.

    What pages nobody is its readers', who have opened it.
    """
    if not await alert_access.answers(session, alert, member_id, grants):
        return False
    if alert.quiet or alert.holder_id == member_id:
        return True
    return member_id in await paging.paged_members(session, alert)


async def ask(
    session: AsyncSession,
    alert: Alert,
    question: OfficerQuestion,
    *,
    config: Config,
    now: datetime,
) -> NotPassedOn | AskedReporters:
    """Pass a question on to whoever reported an alert, and return how many got it; or why nobody.

    Of several the first who may be asked get it, as many as the operator says.
    """
    by, reports = question.by, question.reports
    authors = await asked_reporters.find(session, alert, but=by, reports=reports)
    got, refusals = await _sorted(session, authors, config)
    if not got:
        return refusals[0] if refusals else NotPassedOn.UNASKED
    for author in got:  # one file, however many get it
        await _put(session, author, question, first=author is got[0], now=now)
    audit.write(session, f"member:{by}", ASKED, f"ticket:{alert.incident.ticket}", now)
    members = {one.member_id for one in got}
    return await asked_reporters.count(session, alert, members, but=by, reports=reports)


async def _sorted(
    session: AsyncSession, authors: Sequence[ReportAuthor], config: Config
) -> tuple[list[ReportAuthor], list[NotPassedOn]]:
    """Return who of these gets a question, and why others do not."""
    lost = await asked_reporters.unreachable(session, authors)
    got, refusals = list[ReportAuthor](), list[NotPassedOn]()
    for author in authors:
        if len(got) == config.limits.conversation.asked_at_once:
            break
        state = await conversation_states.state_of(session, author, config)
        why = may_ask(replace(state, unreachable=author.member_id in lost))
        if why is None:
            got.append(author)
        else:
            refusals.append(why)
    return got, refusals


async def _put(
    session: AsyncSession,
    author: ReportAuthor,
    question: OfficerQuestion,
    *,
    first: bool,
    now: datetime,
) -> None:
    """Owe a question and its file to one reporter; ``first``: the file is nobody else's yet."""
    by, content = question.by, question.content
    row = _row(session, author.report_id, Side.OFFICE, content, by=by, now=now)
    await _to_reporter(session, author, now=now)
    if content.file is not None:
        enclose(session, author, row, content.file, by if first else None, now=now)


async def answer(
    session: AsyncSession,
    author: ReportAuthor,
    content: PassedContent,
    *,
    config: Config,
    now: datetime,
) -> NotPassedOn | None:
    """Pass a reporter's answer on to whoever asked and whoever holds the alert."""
    why = await refused(session, author, config)
    if why is None:
        row = _row(session, author.report_id, Side.REPORTER, content, now=now)
        await _to_office(session, author, row, now=now)
    return why


async def refused(
    session: AsyncSession, author: ReportAuthor, config: Config
) -> NotPassedOn | None:
    """Return why a reporter's answer would not be passed on; None: it would be."""
    return may_answer(await conversation_states.state_of(session, author, config))


async def stop_by_office(
    session: AsyncSession, alert: Alert, by: int, *, reports: Collection[int] | None, now: datetime
) -> bool:
    """End it for the office; reporters are told. False: nobody was asked, or it has ended."""
    ended = False
    for author in await asked_reporters.find(session, alert, but=by, reports=reports):
        messages = await conversation_states.of_report(session, author.report_id)
        if messages and conversation_states.stopped(messages) is None:
            _row(session, author.report_id, Side.OFFICE, None, by=by, now=now)
            await _to_reporter(session, author, now=now)
            ended = True
    if ended:
        audit.write(session, f"member:{by}", ENDED, f"ticket:{alert.incident.ticket}", now)
    return ended


async def stop_by_reporter(session: AsyncSession, author: ReportAuthor, *, now: datetime) -> bool:
    """End it for the reporter; whoever asked is told. False: it has ended already."""
    messages = await conversation_states.of_report(session, author.report_id)
    if not messages or conversation_states.stopped(messages) is Side.REPORTER:
        return False
    row = _row(session, author.report_id, Side.REPORTER, None, now=now)
    await _to_office(session, author, row, now=now)
    return True


async def undelivered(session: AsyncSession, delivery: Delivery, *, now: datetime) -> None:
    """Tell whoever asked that a question came back."""
    author = await report_authors.load(session, delivery.subject_id or 0)
    if author is None:
        return
    nth = promise_data.decode(delivery, QuestionPromise).nth
    row = (await conversation_states.of_report(session, author.report_id))[nth - 1]
    if row.member_id is not None and not row.ends:
        ticket = {"ticket": author.report.ticket}
        to = row.member_id
        outbox.promise(session, "sentence", to, now=now, text=UNDELIVERED, values=ticket)


def _row(
    session: AsyncSession,
    report_id: int,
    side: Side,
    content: PassedContent | None,
    *,
    now: datetime,
    by: int | None = None,
) -> ConversationMessage:
    """Keep a message, masked; None: its side ends the conversation."""
    ends, passed = content is None, content or PassedContent()
    lat, lon = passed.place or (None, None)
    row = ConversationMessage(id=new_id(), report_id=report_id, at=now, side=side, ends=ends)
    row.member_id, row.text, row.lat, row.lon = by, mask_contacts(passed.text), lat, lon
    row.media_group = passed.media_group
    session.add(row)
    return row


async def _to_reporter(session: AsyncSession, author: ReportAuthor, *, now: datetime) -> None:
    """Owe the reporter the newest message about their report."""
    nth = len(await conversation_states.of_report(session, author.report_id))
    outbox.promise(session, QUESTION, author.member_id, now=now, subject=author.id, nth=nth)


def enclose(
    session: AsyncSession,
    author: ReportAuthor,
    row: ConversationMessage,
    sent: SentFile,
    sender: int | None,
    *,
    now: datetime,
) -> None:
    """Owe the reporter a file of a question, once it is written anew."""
    taken = pictures.take(session, sent, sender, now=now)
    taken.question_id = row.id
    session.add(taken)
    to, subject = author.member_id, author.id
    outbox.promise(session, "note_photo", to, now=now, subject=subject, photo=taken.id)


async def _to_office(
    session: AsyncSession, author: ReportAuthor, row: ConversationMessage, *, now: datetime
) -> None:
    """Owe it to whoever asked and to the holder; where none of them is left, to who reads it now.

    Who may not read the alert any more when it is sent is told nothing.
    """
    alert = await session.scalar(
        select(Alert)
        .where(Alert.incident_id == author.report.incident_id)
        .options(joinedload(Alert.incident))
    )
    if alert is None:
        return
    messages = await conversation_states.of_report(session, author.report_id)
    asked = {one.member_id for one in messages} | {alert.holder_id}
    known = await answer_readers.find_readers(
        session, alert, [one for one in asked if one is not None]
    )
    for member in sorted(known - {author.member_id}):
        outbox.promise(session, ANSWER, member, now=now, subject=alert.id, message=str(row.id))
