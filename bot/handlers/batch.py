"""A batch of updates with the database rows of its people, read in a few statements."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from bot.handlers import newest_card
from bot.handlers.incoming import UpdateKind
from bot.models import (
    Alert,
    Draft,
    HandledUpdate,
    Incident,
    Member,
    ReportAuthor,
    unit_of_work,
)
from bot.services.reports import draft_lookup, position_candidates, report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import DeclarativeBase
    from sqlalchemy.sql.base import ExecutableOption

    from bot.handlers.incoming import Incoming
    from bot.vault import Vault

# The table that a button's noun names, and what is loaded with its row for the handlers.
SUBJECTS: dict[str, tuple[type[DeclarativeBase], tuple[ExecutableOption, ...]]] = {
    "d": (Draft, draft_lookup.LOADED),
    "a": (Alert, (joinedload(Alert.incident).joinedload(Incident.village),)),
    "i": (Incident, (joinedload(Incident.village), joinedload(Incident.alert))),
    "r": (ReportAuthor, (report_authors.LOADED.joinedload(Incident.alert),)),
}
# Built once, not for every batch: building a statement costs as much as running it.
_HANDLED = select(HandledUpdate.update_id, HandledUpdate.kind, HandledUpdate.subject_id).where(
    HandledUpdate.update_id.in_(bindparam("ids", expanding=True))
)
_PEOPLE = (
    select(Member)
    .where(Member.fingerprint.in_(bindparam("fingerprints", expanding=True)))
    .options(selectinload(Member.grants), joinedload(Member.village))
)
_OF_NOUN = {
    noun: select(table)
    .where(table.__mapper__.primary_key[0].in_(bindparam("ids", expanding=True)))
    .options(*options)
    for noun, (table, options) in SUBJECTS.items()
}


class Handled(NamedTuple):
    """The card that answered an update: its kind, and what it is about."""

    kind: str | None
    subject: int | None


@dataclass(slots=True)
class Batch:
    """The members of a batch and the updates handled. ``kept`` keeps loaded rows in memory."""

    members: dict[str, Member] = field(default_factory=dict)
    handled: dict[int, Handled] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)

    def note(self, session: AsyncSession, update_id: int, handled: Handled, now: datetime) -> None:
        """Record, in the same transaction, that an update was handled: it is not repeated."""
        self.handled[update_id] = handled
        row = {"update_id": update_id, "handled_at": now}
        row |= {"kind": handled.kind, "subject_id": handled.subject}
        unit_of_work.add_row(session, HandledUpdate, row)


@dataclass(frozen=True, slots=True)
class ButtonData:
    """The parts of a genuine button's data."""

    noun: str
    subject: int
    verb: str
    args: tuple[str, ...]


def parse_button(incoming: Incoming, vault: Vault) -> ButtonData | None:
    """Parse a button's callback data; None if it is forged, another chat's, or malformed."""
    if incoming.press is None:
        return None
    data = vault.verify(incoming.user_id, incoming.press.data)
    parts = data.split(":") if data else []
    if len(parts) < 3 or not parts[1].isdecimal():  # noqa: PLR2004 - noun, subject, verb
        return None
    return ButtonData(parts[0], int(parts[1]), parts[2], tuple(parts[3:]))


async def locate_positions(updates: Sequence[Incoming]) -> list[Incoming]:
    """Look up the villages at a batch's positions, before its transaction begins.

    Most updates have no position, and cost no task.
    """
    located = list(updates)
    placed = [number for number, update in enumerate(updates) if _has_position(update)]
    found = await asyncio.gather(*(_locate(updates[number]) for number in placed))
    for number, update in zip(placed, found, strict=True):
        located[number] = update
    return located


def _has_position(update: Incoming) -> bool:
    carried = update.press.carried if update.press is not None else None
    return update.location is not None or (carried is not None and _has_position(carried))


async def _locate(update: Incoming) -> Incoming:
    """Look up the position of a message, or of the one that a pressed card answers."""
    press = update.press
    if press is not None and press.carried is not None:
        return replace(update, press=replace(press, carried=await _locate(press.carried)))
    if update.location is None:
        return update
    return replace(update, found=await position_candidates.at(*update.location, update.accuracy_m))


async def load_batch(session: AsyncSession, updates: Sequence[Incoming], vault: Vault) -> Batch:
    """Load all rows that the handlers of these updates need, in a handful of statements."""
    batch = Batch()
    ids = [update.update_id for update in updates]
    for update_id, kind, subject in await session.execute(_HANDLED, {"ids": ids}):
        batch.handled[update_id] = Handled(kind, subject)
    fingerprints = {vault.fingerprint(user) for user in {update.user_id for update in updates}}
    for member in await session.scalars(_PEOPLE, {"fingerprints": list(fingerprints)}):
        assert member.fingerprint is not None  # noqa: S101 - it was looked for by it
        batch.members[member.fingerprint] = member
    await _load_subjects(session, updates, vault, batch)
    return batch


async def _load_subjects(
    session: AsyncSession, updates: Sequence[Incoming], vault: Vault, batch: Batch
) -> None:
    wanted: dict[str, set[int]] = {}
    for update in updates:
        if update.kind is UpdateKind.BUTTON and (press := parse_button(update, vault)) is not None:
            wanted.setdefault(press.noun, set()).add(press.subject)
    for noun, ids in wanted.items():
        if noun in _OF_NOUN:
            batch.kept += (await session.scalars(_OF_NOUN[noun], {"ids": list(ids)})).all()
        await newest_card.preload(session, noun, ids)
    # Who is paged for what is being sent: one statement for all villages, not one for each.
    drafts = [row for row in batch.kept if isinstance(row, Draft)]
    await role_holders.holders_of(session, {row.village_code for row in drafts if row.village_code})
