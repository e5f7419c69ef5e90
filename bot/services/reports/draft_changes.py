"""Changes of a draft: which a person may make before anybody else reads it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bot.domain import paging_rules
from bot.domain.category import Severity
from bot.domain.coordinates import position_in
from bot.models import Draft, Region, new_id
from bot.models.new_rows import new_row
from bot.services.reports import draft_messages, pictures
from bot.services.reports.draft_facts import is_urgent
from bot.services.reports.draft_messages import MessagePart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.attachment_kind import SentFile
    from bot.models import Attachment, Member
    from bot.services.reports.message_content import MessageContent
    from bot.settings import Config

OPEN, DROPPED, EXPIRED = "open", "dropped", "expired"
SENT = "sent"  # never stored: its row goes with the sending
_BEGUN = "draft_changes.begun"
# What a draft that is sent or let go holds still; its photos go with the next cleaning.
NO_WORDS: Mapping[str, Any] = {
    "text": "",
    "messages": [],
    "lat": None,
    "lon": None,
    "venue": None,
    "located_code": None,
    "adds_to": None,
}
NOTHING_LEFT: Mapping[str, Any] = {**NO_WORDS, "remind_at": None, "expires_at": None}


def start(
    session: AsyncSession,
    member: Member,
    content: MessageContent,
    *,
    now: datetime,
    config: Config,
    emergency: bool = False,
) -> Draft:
    """Make a draft of a message. ``member.village`` is loaded; nothing is read."""
    draft = _begun(member, content, now)
    draft.emergency = emergency
    draft.expires_at = now + config.limits.draft.expires
    add(session, draft, content, now=now, config=config)
    session.add(draft)
    session.info.setdefault(_BEGUN, defaultdict(list))[member.id].append(draft)
    return draft


def begun(session: AsyncSession, member: Member) -> Sequence[Draft]:
    """Return the drafts that a member began in this unit of work, whatever became of them."""
    drafts: Mapping[int, Sequence[Draft]] = session.info.get(_BEGUN, {})
    return drafts.get(member.id, ())


def _begun(member: Member, content: MessageContent, now: datetime) -> Draft:
    return new_row(
        Draft,
        {"village": member.village, "located": None, "attachments": []},
        id=new_id(),
        member_id=member.id,
        status=OPEN,
        message_id=content.message_id,
        media_group=content.media_group,
        messages=[],
        text="",
        village_code=member.village_code,
        written_at=content.written_at,
        received_at=now,
        reminded=0,
    )


def add(
    session: AsyncSession, draft: Draft, content: MessageContent, *, now: datetime, config: Config
) -> None:
    """Put a message to a draft: its words behind what was said before, its picture, its place."""
    if content.location is not None:
        (draft.lat, draft.lon), draft.venue = content.location, content.venue
    draft.forwarded = bool(draft.forwarded or content.forwarded)
    draft.unheard = bool(draft.unheard or content.unheard)
    if content.media_group is not None:
        draft.media_group = content.media_group  # the rest of the album follows it here
    photo = (
        None if content.attached is None else attach(session, draft, content.attached, now=now).id
    )
    draft_messages.put(draft, MessagePart(content.message_id, content.words, photo))
    _guess(draft, config)
    schedule(draft, now=now, config=config)


def reword(draft: Draft, content: MessageContent, *, now: datetime, config: Config) -> None:
    """Let one message of a draft say something else; a category that its writer chose stays.

    A position that stood in the words goes with them.
    """
    known, before = draft_messages.part(draft, content.message_id), position_in(draft.text)
    photo = None if known is None else known.photo
    draft_messages.put(draft, MessagePart(content.message_id, content.words, photo))
    if before is not None and (draft.lat, draft.lon) == before[:2] and not position_in(draft.text):
        draft.lat = draft.lon = draft.venue = None
        draft.located = draft.located_code = None
    _guess(draft, config)
    schedule(draft, now=now, config=config)


def show(session: AsyncSession, draft: Draft, content: MessageContent, *, now: datetime) -> None:
    """Let one message of a draft show the picture that it has now; its words stay."""
    known = draft_messages.part(draft, content.message_id)
    if content.attached is not None:
        photo = attach(session, draft, content.attached, now=now).id
        words = "" if known is None else known.text
        draft_messages.put(draft, MessagePart(content.message_id, words, photo))


def choose_category(draft: Draft, code: str, *, now: datetime, config: Config) -> None:
    """Take the writer's word for what it is about; its severity comes along."""
    if draft.category != code:
        _ask_again(draft)
    draft.category, draft.category_chosen = code, True
    draft.severity = config.categories[code].severity
    schedule(draft, now=now, config=config)


def make_emergency(draft: Draft) -> None:
    """Let a draft be sent as ``/darurat`` is, and be as severe."""
    draft.emergency = True
    if not draft.category_chosen:
        draft.severity = Severity.DARURAT


def let_go(draft: Draft, status: str) -> None:
    """End a draft with this status: its words are cleared, and nothing is due.

    Which messages it was made of is known still: whoever edits one is told that it is sent.
    """
    draft.status, made_of = status, draft_messages.without_words(draft)
    for column, empty in NOTHING_LEFT.items():
        setattr(draft, column, empty)
    draft.messages = made_of


async def taken_over(session: AsyncSession, draft: Draft) -> list[Attachment]:
    """Delete a draft that is sent, and return its pictures: they are nobody's but the report's."""
    photos = list(draft.attachments)
    draft.attachments.clear()
    for photo in photos:
        photo.draft_id = None
    let_go(draft, SENT)  # what else of this batch looks at it sees that
    if draft in session.new:  # /darurat: it never was in the database
        session.expunge(draft)
    else:
        await session.delete(draft)
    return photos


async def place(session: AsyncSession, draft: Draft, code: str) -> None:
    """Take its writer's word for where it happened, whatever its position says.

    Raises LookupError for a code that is no region's.
    """
    village = await session.get(Region, code)
    if village is None:
        message = f"no region has the code {code}"
        raise LookupError(message)
    draft.village, draft.village_code = village, code
    draft.located = draft.located_code = None


def schedule(draft: Draft, *, now: datetime, config: Config) -> None:
    """Say when its writer is to be reminded; after an outage once, not as often as was missed."""
    moments = [draft.received_at + after for after in config.limits.draft.reminders]
    left = [moment for moment in moments[draft.reminded :] if moment > now]
    urgent = draft.status == OPEN and is_urgent(draft, now=now, config=config)
    draft.remind_at = left[0] if left and urgent else None


def _guess(draft: Draft, config: Config) -> None:
    guess = config.triage.classify(draft.text)
    draft.threat, draft.alternatives = guess.threat, list(guess.alternatives)
    if not draft.category_chosen:
        if draft.category != guess.category:
            _ask_again(draft)
        draft.category = guess.category
        guessed = paging_rules.severity(guess, config.categories[guess.category])
        draft.severity = Severity.DARURAT if draft.emergency else guessed


def _ask_again(draft: Draft) -> None:
    """Forget that voices go along, which was said of another kind; that they stay is kept."""
    draft.recordings = None if draft.recordings else draft.recordings


def attach(session: AsyncSession, draft: Draft, sent: SentFile, *, now: datetime) -> Attachment:
    """Put a picture, voice or video to a draft."""
    attachment = pictures.take(session, sent, draft.member_id, now=now)
    attachment.draft_id = draft.id
    draft.attachments.append(attachment)
    return attachment
