"""Finds repetitions: the same words by one member within minutes are one report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, union_all

from bot.models import Draft, Member, Report, ReportAuthor, loaded_rows
from bot.services.reports.draft_changes import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import BindParameter
    from sqlalchemy.ext.asyncio import AsyncSession

_SEEN = "same_words.said"
_BETWEEN = re.compile(r"[\W_]+")
# Written once, not for every batch.
_MEMBERS: BindParameter[Any] = bindparam("members", expanding=True)
_SINCE = bindparam("since", type_=Report.created_at.type)
_DRAFTS = select(Draft.member_id, Draft.id, Draft.text).where(
    Draft.member_id.in_(_MEMBERS), Draft.status == OPEN, Draft.received_at >= _SINCE
)
_REPORTS = (
    select(ReportAuthor.member_id, ReportAuthor.id, Report.text)
    .join(Report, Report.id == ReportAuthor.report_id)
    .where(ReportAuthor.member_id.in_(_MEMBERS), Report.created_at >= _SINCE)
)
_SENT_OR_WAITING = union_all(_DRAFTS, _REPORTS)


async def find_same(
    session: AsyncSession, member: Member, text: str, since: datetime
) -> int | None:
    """Return the id of the draft or sent report in which a member wrote this after ``since``.

    A draft and the author row of its report have one id. It costs one statement for all members of
    a batch; drafts begun in the batch itself are added by :func:`remember`.
    """
    seen = await _recent_words(session, member.id, since)
    return seen[member.id].get(_normalised(text))


async def has_recent(session: AsyncSession, member: Member, since: datetime) -> bool:
    """Tell whether a member has a draft or a report since ``since``, by the same statement."""
    return bool((await _recent_words(session, member.id, since))[member.id])


def remember(session: AsyncSession, member: Member, text: str, number: int) -> None:
    """Remember, for this batch, that a member has just begun a draft with these words."""
    seen: dict[int, dict[str, int]] = session.info.get(_SEEN, {})
    if member.id in seen:
        seen[member.id][_normalised(text)] = number


async def _recent_words(
    session: AsyncSession, member: int, since: datetime
) -> Mapping[int, dict[str, int]]:
    seen: dict[int, dict[str, int]] = session.info.setdefault(_SEEN, {})
    if member not in seen:
        loaded = (one.id for one in loaded_rows.all_of(session, Member))
        unread = {member, *loaded} - seen.keys()
        seen |= {one: {} for one in unread}
        which = {"members": list(unread), "since": since}
        for who, number, text in await session.execute(_SENT_OR_WAITING, which):
            seen[who][_normalised(text)] = number
    return seen


def _normalised(text: str) -> str:
    """Return words without case, punctuation and spacing, which differ when they are retyped."""
    return _BETWEEN.sub(" ", text).strip().casefold()
