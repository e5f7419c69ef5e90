"""Answers to what is asked after sending: what is open of it, and what an answer changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from bot.domain import followup, paging_rules
from bot.domain.category import INDONESIAN, Severity
from bot.domain.escalation import AlertStatus
from bot.domain.spot import spot
from bot.models import Addendum, new_id
from bot.services.alerts import alert_notifications
from bot.services.alerts.alert_events import EventKind, record
from bot.services.intake import addenda

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.followup import Question
    from bot.models import Report, ReportAuthor
    from bot.settings import Config

WORDS = {followup.YES: "Ya", followup.NO: "Tidak"}  # as the record keeps them
_ANSWERS = select(Addendum.report_id, Addendum.question).where(  # written once: receipts ask
    Addendum.report_id.in_(bindparam("reports", expanding=True)), Addendum.question.is_not(None)
)


async def answered(session: AsyncSession, reports: Collection[int]) -> Mapping[int, set[str]]:
    """Return the codes of what was answered or skipped, by report."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    if reports:
        for report, code in await session.execute(_ANSWERS, {"reports": list(reports)}):
            found[report].add(code or "")
    return found


def may_ask(report: Report, config: Config, now: datetime) -> bool:
    """Tell whether anything may be asked about a report at all: it is open, and of just now."""
    is_over = report.incident.status == AlertStatus.CLOSED or report.withdrawn_at is not None
    recent = now - report.created_at <= config.limits.addenda.within
    kind = config.category(report.category)
    named = any(report.category in one.of for one in config.questions)
    return recent and not is_over and (named or kind.is_confidential)


def open_question(
    author: ReportAuthor, codes: Collection[str], *, config: Config, now: datetime
) -> str | None:
    """Return the code of what is to be asked about a report now; ``codes``: what was answered."""
    report = author.report
    if not may_ask(report, config, now):
        return None
    asked = followup.FollowupContext(
        category=report.category,
        confidential=config.category(report.category).is_confidential,
        text=report.text,
        placed=report.lat is not None or spot(report.text) is not None,
        ongoing=report.ongoing,
        first=report.ticket == report.incident.ticket,
        answered=codes,
        allowed=author.allows_contact,
    )
    return followup.open_question(config.questions, asked)


def question(code: str, config: Config) -> Question | None:
    """Return a question; None: the operator has none of this name."""
    return next((one for one in config.questions if one.code == code), None)


def calls(report: Report, asked: Question, config: Config) -> bool:
    """Tell whether a yes calls somebody, since the report has called nobody until now.

    What wakes people at night alone is no less urgent by day once it names a threat.
    """
    status = report.incident.status
    if not asked.danger or status != AlertStatus.RECORDED or report.ongoing is False:
        return False
    return paging_rules.may_page(config.category(report.category), threat=True, night=True)


async def take(
    session: AsyncSession,
    author: ReportAuthor,
    asked: Question,
    pressed: str,
    *,
    config: Config,
    now: datetime,
) -> bool:
    """Keep what was pressed of a question to an open report, once; False: it was answered.

    1. It stands on the cards of whoever was paged, in place: nobody is paged again.
    2. ``pressed`` was the yes that calls: whoever is on call is called, if nobody was yet.
    """
    report = author.report
    if asked.code in (await answered(session, [report.id])).get(report.id, ()):
        return False
    yes = pressed in {followup.YES, followup.CALL}
    urgent = pressed == followup.CALL and calls(report, asked, config)
    session.add(_row(report, asked, pressed, yes=yes, urgent=urgent, now=now))
    if pressed == followup.SKIP:
        return True
    if urgent:
        await _call(session, report, config=config, now=now)
    elif (alert := report.incident.alert) is not None:
        record(session, alert, EventKind.ADDED, now=now)
        await alert_notifications.edit_cards(session, alert, now=now, receipts=False)
    return True


async def set_contact(
    session: AsyncSession, author: ReportAuthor, *, allowed: bool, now: datetime
) -> None:
    """Keep whether its reporter may be written to about an open report; its cards say so."""
    if author.allows_contact is allowed:
        return
    author.allows_contact = allowed
    if (alert := author.report.incident.alert) is not None:
        await alert_notifications.edit_cards(session, alert, now=now, receipts=False)


async def skip_contact(session: AsyncSession, author: ReportAuthor, *, now: datetime) -> None:
    """Keep, once, that nobody said whether it is safe to write: it is not asked again."""
    report = author.report
    if followup.CONTACT in (await answered(session, [report.id])).get(report.id, ()):
        return
    skipped = Addendum(
        id=new_id(),
        report_id=report.id,
        at=now,
        text="",
        category=report.category,
        severity=report.incident.severity,
        question=followup.CONTACT,
    )
    session.add(skipped)


def _row(
    report: Report, asked: Question, pressed: str, *, yes: bool, urgent: bool, now: datetime
) -> Addendum:
    answer = None if pressed == followup.SKIP else followup.YES if yes else followup.NO
    text = "" if answer is None else f"{asked.text(INDONESIAN)} {WORDS[answer]}"
    return Addendum(
        id=new_id(),
        report_id=report.id,
        at=now,
        text=text,
        category=report.category,
        severity=report.incident.severity,
        threat=asked.danger and yes,
        urgent=urgent,
        question=asked.code,
        answer=answer,
    )


async def _call(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> None:
    """Call whoever is on call: it is as grave as a report that names the threat itself."""
    incident = report.incident
    kind = config.category(incident.category)
    worst = (Severity(incident.severity), kind.severity, Severity.TINGGI)
    incident.severity = max(worst, key=lambda one: one.rank)
    await addenda.call(session, report, config=config, now=now)
