"""To which draft a message belongs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from bot.domain import continuation
from bot.domain.category import OTHER
from bot.domain.continuation import TriagedText
from bot.domain.coordinates import is_only_map_link
from bot.models import Draft, Incident, Member, Report, ReportAuthor, loaded_rows
from bot.services.reports import draft_changes, draft_messages
from bot.services.reports.draft_changes import OPEN
from bot.services.reports.message_content import MessageContent, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

JOINS_WITHIN = timedelta(minutes=15)  # a photo or location belongs to what was written just before
# What whoever shows or sends a draft looks at.
_ADDS = selectinload(Draft.adds).joinedload(ReportAuthor.report)
LOADED = (
    joinedload(Draft.village),
    joinedload(Draft.located),
    selectinload(Draft.attachments),
    _ADDS.joinedload(Report.village),
    _ADDS.joinedload(Report.incident).joinedload(Incident.alert),
)
_NEAR = 5  # drafts
_STORED = "draft_lookup.stored"
# Written once, not for every batch: making it costs as much as reading by it.
_OPEN_OF = (
    select(Draft)
    .where(
        Draft.member_id.in_(bindparam("members", expanding=True)),
        Draft.status == OPEN,
        Draft.received_at >= bindparam("since", type_=Draft.received_at.type),
    )
    .options(*LOADED)
)


async def join(session: AsyncSession, member: Member, *, now: datetime) -> Draft | None:
    """Return the draft to which a picture or a place belongs: the newest of just now.

    The hot path pays one statement for everybody of a batch; what was begun in it is known.
    """
    stored = await _stored(session, member.id, now)
    begun = draft_changes.begun(session, member)
    still_open = [one for one in (*stored, *begun) if one.status == OPEN]
    newest = max(still_open, key=lambda one: (one.received_at, one.id), default=None)
    return None if newest is None or now - newest.received_at > JOINS_WITHIN else newest


def earlier(session: AsyncSession, member: Member) -> int:
    """Return how many open drafts of a member this batch knows of; it reads nothing."""
    stored: dict[int, list[Draft]] = session.info.get(_STORED, {})
    begun = draft_changes.begun(session, member)
    return len([one for one in (*stored.get(member.id, ()), *begun) if one.status == OPEN])


async def _stored(session: AsyncSession, member: int, now: datetime) -> Sequence[Draft]:
    """Return the member's drafts of just now that were open before this batch."""
    stored: dict[int, list[Draft]] = session.info.setdefault(_STORED, {})
    if member not in stored:
        loaded = (one.id for one in loaded_rows.all_of(session, Member))
        unread = {member, *loaded} - stored.keys()
        stored |= {one: [] for one in unread}
        which = {"members": list(unread), "since": now - JOINS_WITHIN}
        for draft in await session.scalars(_OPEN_OF, which):
            stored[draft.member_id].append(draft)
    return stored[member]


async def recent(session: AsyncSession, member: Member, *, now: datetime) -> Sequence[Draft]:
    """Return the open drafts of just now, to which more may belong; the oldest first."""
    await session.flush()
    mine = _loaded().where(
        Draft.member_id == member.id,
        Draft.status == OPEN,
        Draft.received_at >= now - JOINS_WITHIN,
    )
    return (await session.scalars(mine.order_by(Draft.id))).all()


def numbers(draft: Draft) -> list[int]:
    """Return the messages of its writer's that a draft is made of."""
    return sorted({draft.message_id, *draft_messages.numbers(draft)})


def lacks_words(draft: Draft, content: MessageContent, now: datetime) -> bool:
    """Return whether a message brings the words that an open draft of just now still lacks."""
    recent = now - draft.received_at <= JOINS_WITHIN
    wordless = not draft.text or is_only_map_link(draft.text)
    return draft.status == OPEN and wordless and not is_blank(content.text) and recent


def same_kind(draft: Draft, text: str, config: Config) -> bool:
    """Tell whether words may be about what a draft is about; words of no kind may be, of any.

    Only what words name counts: what they are merely like tells no two reports apart.
    """
    told, first = config.triage.heard(text), config.triage.heard(draft.text)
    about = draft.category if draft.category_chosen else first.category
    hints = about in told.alternatives or told.category in first.alternatives
    return hints or OTHER in {told.category, about} or told.category == about


def continues(draft: Draft, text: str, config: Config) -> bool:
    """Tell whether words go on with what a draft tells."""
    guess, categories = config.triage.classify(text), config.categories
    kind = draft.category if draft.category in categories else OTHER
    before = TriagedText(draft.text, config.triage.classify(draft.text), kind)
    return continuation.continues(TriagedText(text, guess, guess.category), before, categories)


async def by_message(session: AsyncSession, member: Member, message_id: int) -> Draft | None:
    """Return the draft that a message of its writer's is part of; one that was sent is none.

    A message comes after the first of its draft, and soon: a few drafts are looked at.
    """
    await session.flush()
    near = _loaded().where(Draft.member_id == member.id, Draft.message_id <= message_id)
    newest = near.order_by(Draft.message_id.desc(), Draft.id.desc()).limit(_NEAR)
    return next(
        (draft for draft in await session.scalars(newest) if _holds(draft, message_id)), None
    )


async def album(session: AsyncSession, member: Member, group: str, now: datetime) -> Draft | None:
    """Return the open draft to which an album's further picture belongs."""
    await session.flush()
    mine = _loaded().where(
        Draft.member_id == member.id,
        Draft.media_group == group,
        Draft.status == OPEN,
        Draft.received_at >= now - JOINS_WITHIN,
    )
    return (await session.scalars(mine.order_by(Draft.id.desc()).limit(1))).first()


async def load(session: AsyncSession, draft_id: int) -> Draft | None:
    """Return a draft with its village and pictures."""
    await session.flush()
    return (await session.scalars(_loaded().where(Draft.id == draft_id))).first()


def _loaded() -> Select[Draft]:
    return select(Draft).options(*LOADED)


def _holds(draft: Draft, message_id: int) -> bool:
    return message_id == draft.message_id or draft_messages.part(draft, message_id) is not None
