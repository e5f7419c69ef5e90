"""The same words of one person, soon again, are one report: sent twice, or forwarded."""

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

_SAID = "same_words.said"
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


async def find(session: AsyncSession, member: Member, text: str, since: datetime) -> int | None:
    """Return the draft, or the author of the report, in which a member said this after ``since``.

    A draft and its report have one id. The hot path pays one statement for everybody of a batch;
    what is said in this very batch is noted by :func:`note`.
    """
    said = await _said(session, member.id, since)
    return said[member.id].get(_bare(text))


async def has_recent(session: AsyncSession, member: Member, since: datetime) -> bool:
    """Tell whether a member has a draft or a report of after ``since``, by that statement."""
    return bool((await _said(session, member.id, since))[member.id])


def note(session: AsyncSession, member: Member, text: str, number: int) -> None:
    """Write down that a member has just begun a draft with these words."""
    said: dict[int, dict[str, int]] = session.info.get(_SAID, {})
    if member.id in said:
        said[member.id][_bare(text)] = number


async def _said(
    session: AsyncSession, member: int, since: datetime
) -> Mapping[int, dict[str, int]]:
    said: dict[int, dict[str, int]] = session.info.setdefault(_SAID, {})
    if member not in said:
        loaded = (one.id for one in loaded_rows.all_of(session, Member))
        unread = {member, *loaded} - said.keys()
        said |= {one: {} for one in unread}
        which = {"members": list(unread), "since": since}
        for who, number, text in await session.execute(_SENT_OR_WAITING, which):
            said[who][_bare(text)] = number
    return said


def _bare(text: str) -> str:
    """Return words without what differs when they are typed anew."""
    return _BETWEEN.sub(" ", text).strip().casefold()
