"""What people changed of what triage had read; it says which words of the rules mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.domain import paging_rules
from bot.models import Correction, new_id
from bot.services.reports import draft_facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.guess import Guess
    from bot.models import Draft
    from bot.services.alerts.urgency_changes import NewUrgency
    from bot.settings import Config

CATEGORY, SEVERITY, URGENCY = "category", "severity", "urgency"
NOW, OVER = "now", "over"


class Difference(NamedTuple):
    """What was guessed, and what was chosen."""

    about: str
    guessed: str
    chosen: str


def record(
    session: AsyncSession, draft: Draft, *, ongoing: bool | None, config: Config, now: datetime
) -> None:
    """Keep where the writer of a draft that is sent said otherwise than its words were read."""
    guess = config.triage.classify(draft.text)
    for one in _differences(draft, guess, config, ongoing=ongoing):
        _keep(session, one, guess, now)


def record_kind(
    session: AsyncSession, text: str, chosen: str, *, config: Config, now: datetime
) -> None:
    """Keep that an officer found a sent report to be of another kind than its words were read."""
    guess = config.triage.classify(text)
    if text and chosen != guess.category:
        _keep(session, Difference(CATEGORY, guess.category, chosen), guess, now)


def record_urgency(
    session: AsyncSession, text: str, code: str, to: NewUrgency, *, config: Config, now: datetime
) -> None:
    """Keep that an officer found a sent report worse or milder, or over, than its words read."""
    guess = config.triage.classify(text)
    if not text:
        return
    read = paging_rules.severity(guess, config.category(code))
    if to.severity is not None and to.severity != read:
        _keep(session, Difference(SEVERITY, str(read), str(to.severity)), guess, now)
    if None not in (to.ongoing, guess.ongoing) and to.ongoing is not guess.ongoing:
        said, chosen = (NOW if one else OVER for one in (guess.ongoing, to.ongoing))
        _keep(session, Difference(URGENCY, said, chosen), guess, now)


def _keep(session: AsyncSession, one: Difference, guess: Guess, now: datetime) -> None:
    session.add(
        Correction(
            id=new_id(),
            at=now.replace(hour=0, minute=0, second=0, microsecond=0),  # its day says enough
            about=one.about,
            guessed=one.guessed,
            chosen=one.chosen,
            words=list(guess.because),
        )
    )


async def counted(session: AsyncSession, since: datetime | None) -> dict[Difference, list[str]]:
    """Return each difference with the matched words that caused it, once for each time."""
    wanted = select(Correction).order_by(Correction.at, Correction.id)
    if since is not None:
        wanted = wanted.where(Correction.at >= since)
    found: dict[Difference, list[str]] = {}
    for one in await session.scalars(wanted):
        difference = Difference(one.about, one.guessed, one.chosen)
        found.setdefault(difference, []).extend(one.words or [""])
    return found


def _differences(
    draft: Draft, guess: Guess, config: Config, *, ongoing: bool | None
) -> Iterator[Difference]:
    if draft.category_chosen and draft.category != guess.category:
        yield Difference(CATEGORY, guess.category, draft.category)
    kind = draft_facts.category(draft, config)
    read = kind.severity if draft.category_chosen else paging_rules.severity(guess, kind)
    if draft.severity != read and not draft.emergency:
        yield Difference(SEVERITY, str(read), str(draft.severity))
    if None not in (ongoing, guess.ongoing) and ongoing is not guess.ongoing:
        yield Difference(URGENCY, NOW if guess.ongoing else OVER, NOW if ongoing else OVER)
