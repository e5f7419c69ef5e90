"""Drafts: what a person wrote becomes a card that may be changed before anybody else reads it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bot.domain import calendar, triage
from bot.domain.category import OTHER, AlertRule, Severity
from bot.domain.coordinates import is_only_map_link, position_in
from bot.models import Draft, Region, new_id
from bot.services.reports import draft_messages, pictures
from bot.services.reports.draft_messages import MessagePart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.models import Attachment, Member
    from bot.settings import Config

OPEN, DROPPED, EXPIRED = "open", "dropped", "expired"
SENT = "sent"  # never stored: its row goes with the sending
JOINS_WITHIN = timedelta(minutes=15)  # a photo or location belongs to what was written just before
UNPLACED_ZONE = "Asia/Jakarta"  # until a village is known; every time names its zone anyway
# What a draft that is sent or let go holds still; its photos go with the next cleaning.
NO_WORDS: Mapping[str, Any] = {
    "text": "",
    "messages": [],
    "lat": None,
    "lon": None,
    "venue": None,
    "located_code": None,
}
NOTHING_LEFT: Mapping[str, Any] = {**NO_WORDS, "remind_at": None, "expires_at": None}
# What whoever shows or sends a draft looks at.
LOADED = joinedload(Draft.village), joinedload(Draft.located), selectinload(Draft.attachments)
_NEAR = 5  # drafts
_WORDLIKE = frozenset("LMNS")  # letters, marks, numbers, symbols (emoji): something was said


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a person. ``photo``: Telegram's file id and its size in bytes, if told."""

    message_id: int
    written_at: datetime
    text: str = ""
    photo: tuple[str, int | None] | None = None
    location: tuple[float, float] | None = None  # latitude, longitude, degrees
    venue: str | None = None  # what is there: a title and an address
    media_group: str | None = None

    @property
    def words(self) -> str:
        """Return what it says, fit to be kept; "" where that is nothing."""
        return "" if is_blank(self.text) else clean(self.text)

    @property
    def adds(self) -> bool:
        """Tell whether it belongs to what was said before: a picture or place without words."""
        content = self.photo is not None or self.location is not None
        return (content and is_blank(self.text)) or is_only_map_link(self.text)


def clean(text: str) -> str:
    """Return ``text`` without what databases and Telegram refuse: NUL, halves of characters."""
    whole = text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.strip()


def is_blank(text: str) -> bool:
    """Return whether nothing was said: no letter, number or emoji in any script."""
    return not any(unicodedata.category(sign)[0] in _WORDLIKE for sign in text)


def start(
    session: AsyncSession,
    member: Member,
    said: Said,
    *,
    now: datetime,
    config: Config,
    emergency: bool = False,
) -> Draft:
    """Make a draft of a message. ``member.village`` is loaded; nothing is read."""
    draft = Draft(
        id=new_id(),
        member_id=member.id,
        status=OPEN,
        message_id=said.message_id,
        media_group=said.media_group,
        messages=[],
        text="",
        village=member.village,
        village_code=member.village_code,
        located=None,
        emergency=emergency,
        written_at=said.written_at,
        received_at=now,
        reminded=0,
        expires_at=now + config.limits.draft.expires,
        attachments=[],
    )
    add(session, draft, said, now=now, config=config)
    session.add(draft)
    return draft


def add(session: AsyncSession, draft: Draft, said: Said, *, now: datetime, config: Config) -> None:
    """Put a message to a draft: its words behind what was said before, its picture, its place."""
    if said.location is not None:
        (draft.lat, draft.lon), draft.venue = said.location, said.venue
    if said.media_group is not None:
        draft.media_group = said.media_group  # the rest of the album follows it here
    photo = None if said.photo is None else attach(session, draft, said.photo, now=now).id
    draft_messages.put(draft, MessagePart(said.message_id, said.words, photo))
    _guess(draft, config)
    schedule(draft, now=now, config=config)


def reword(draft: Draft, said: Said, *, now: datetime, config: Config) -> None:
    """Let one message of a draft say something else; a category that its writer chose stays.

    A position that stood in the words goes with them.
    """
    known, before = draft_messages.part(draft, said.message_id), position_in(draft.text)
    photo = None if known is None else known.photo
    draft_messages.put(draft, MessagePart(said.message_id, said.words, photo))
    if before is not None and (draft.lat, draft.lon) == before[:2] and not position_in(draft.text):
        draft.lat = draft.lon = draft.venue = None
        draft.located = draft.located_code = None
    _guess(draft, config)
    schedule(draft, now=now, config=config)


def show(session: AsyncSession, draft: Draft, said: Said, *, now: datetime) -> None:
    """Let one message of a draft show the picture that it has now; its words stay."""
    known = draft_messages.part(draft, said.message_id)
    if said.photo is not None:
        photo = attach(session, draft, said.photo, now=now).id
        words = "" if known is None else known.text
        draft_messages.put(draft, MessagePart(said.message_id, words, photo))


def choose_category(draft: Draft, code: str, *, now: datetime, config: Config) -> None:
    """Take the writer's word for what it is about; its severity comes along."""
    draft.category, draft.category_chosen = code, True
    draft.severity = config.categories[code].severity
    schedule(draft, now=now, config=config)


async def join(session: AsyncSession, member: Member, *, now: datetime) -> Draft | None:
    """Return the draft to which a picture or a place belongs: the newest of just now."""
    await session.flush()  # what was written in this very batch counts
    mine = _loaded().where(Draft.member_id == member.id, Draft.status == OPEN)
    newest = mine.order_by(Draft.received_at.desc(), Draft.id.desc()).limit(1)
    draft = (await session.scalars(newest)).first()
    return None if draft is None or now - draft.received_at > JOINS_WITHIN else draft


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


def make_emergency(draft: Draft) -> None:
    """Let a draft be sent as ``/darurat`` is, and be as severe."""
    draft.emergency = True
    if not draft.category_chosen:
        draft.severity = Severity.DARURAT


def lacks_words(draft: Draft, said: Said, now: datetime) -> bool:
    """Return whether a message brings the words that an open draft of just now still lacks."""
    recent = now - draft.received_at <= JOINS_WITHIN
    wordless = not draft.text or is_only_map_link(draft.text)
    return draft.status == OPEN and wordless and not is_blank(said.text) and recent


def same_kind(draft: Draft, text: str, config: Config) -> bool:
    """Tell whether words may be about what a draft is about; words of no kind may be, of any."""
    told = config.triage.classify(text)
    hints = draft.category in told.alternatives or told.category in draft.alternatives
    return hints or OTHER in {told.category, draft.category} or told.category == draft.category


def let_go(draft: Draft, status: str) -> None:
    """End a draft: what it says is the report's from now on, or nobody's; nothing is due.

    Which messages it was made of is known still: whoever edits one is told that it is sent.
    """
    draft.status, made_of = status, draft_messages.without_words(draft)
    for column, empty in NOTHING_LEFT.items():
        setattr(draft, column, empty)
    draft.messages = made_of


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


def elsewhere(draft: Draft) -> Region | None:
    """Return the other village in which its position lies (``located`` is loaded)."""
    return draft.located if draft.located_code != draft.village_code else None


def zone(draft: Draft) -> str:
    """Return the zone in which the times of a draft are shown (``village`` is loaded)."""
    return draft.village.zone if draft.village is not None else UNPLACED_ZONE


def category(draft: Draft, config: Config) -> Category:
    """Return what it is about; one that the operator took out of the list counts as "other"."""
    return config.categories.get(draft.category, config.categories[OTHER])


def asks_ongoing(draft: Draft, *, now: datetime, config: Config) -> bool:
    """Return whether its card asks "Masih berlangsung?" before people are woken."""
    kind = category(draft, config)
    return triage.asks_ongoing(kind, threat=draft.threat, night=_night(draft, now))


def is_urgent(draft: Draft, *, now: datetime, config: Config) -> bool:
    """Return whether it would page somebody, were it sent: its writer is reminded of it."""
    always = category(draft, config).alert is AlertRule.ALWAYS
    return draft.emergency or always or asks_ongoing(draft, now=now, config=config)


def schedule(draft: Draft, *, now: datetime, config: Config) -> None:
    """Say when its writer is to be reminded; after an outage once, not as often as was missed."""
    moments = [draft.received_at + after for after in config.limits.draft.reminders]
    left = [moment for moment in moments[draft.reminded :] if moment > now]
    urgent = draft.status == OPEN and is_urgent(draft, now=now, config=config)
    draft.remind_at = left[0] if left and urgent else None


def _loaded() -> Select[Draft]:
    return select(Draft).options(*LOADED)


def _holds(draft: Draft, message_id: int) -> bool:
    return message_id == draft.message_id or draft_messages.part(draft, message_id) is not None


def _night(draft: Draft, now: datetime) -> bool:
    return triage.is_night(calendar.local(now, zone(draft)).time())


def _guess(draft: Draft, config: Config) -> None:
    guess = config.triage.classify(draft.text)
    draft.threat, draft.alternatives = guess.threat, list(guess.alternatives)
    if not draft.category_chosen:
        draft.category = guess.category
        guessed = config.categories[guess.category].severity
        draft.severity = Severity.DARURAT if draft.emergency else guessed


def attach(
    session: AsyncSession, draft: Draft, photo: tuple[str, int | None], *, now: datetime
) -> Attachment:
    """Put a picture to a draft."""
    attachment = pictures.take(session, photo, draft.member_id, now=now)
    attachment.draft_id = draft.id
    draft.attachments.append(attachment)
    return attachment
