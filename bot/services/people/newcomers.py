"""Messages that somebody wrote before their consent: the numbers alone, and no word.

With them one press of "Setuju" finds all that was written; without them it would find the message
that its own card answers. Nothing is read or kept of what they say.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from bot import outbox
from bot.models import Member, Newcomer, loaded_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

KIND = "carried"
KEPT = timedelta(hours=24)  # after the last message
MOST = 20  # messages; of more, the newest
_LOOKED_FOR, _FOUND = "newcomers.looked_for", "newcomers.found"
_ALL = select(Newcomer).where(Newcomer.fingerprint.in_(bindparam("marks", expanding=True)))


async def record(session: AsyncSession, mark: str, number: int, *, now: datetime) -> bool:
    """Note the number of a message; return whether its writer had written before.

    ``mark``: the keyed hash of their account.
    """
    known = await _load(session, mark, now)
    before = bool(set(known.waiting) - {str(number)})
    if number not in known.taken:
        known.waiting = _newest({str(number): None, **known.waiting})
        known.until = now + KEPT
    await session.flush()
    return before


async def answered(session: AsyncSession, mark: str, number: int, card: int) -> None:
    """Note the id of our message that answers a waiting message."""
    known = await session.get(Newcomer, mark)
    if known is not None and str(number) in known.waiting:
        known.waiting = {**known.waiting, str(number): card}


async def take(session: AsyncSession, mark: str, number: int, *, now: datetime) -> bool:
    """Take a message; False: it was taken already."""
    known = await _load(session, mark, now)
    if number in known.taken:
        return False
    known.taken = [*known.taken, number][-2 * MOST :]
    known.waiting = {one: card for one, card in known.waiting.items() if one != str(number)}
    await session.flush()
    return True


async def carry(
    session: AsyncSession,
    mark: str,
    member: int,
    *,
    more: Sequence[int] = (),
    all_waiting: bool,
    now: datetime,
) -> None:
    """Owe a newcomer who has agreed that the messages that wait are taken, in their order.

    ``more``: further ones, which their refused card remembers; ``all_waiting`` is False where it
    is owed of the others already.
    """
    known = await _load(session, mark, now)
    new = {str(one): None for one in more if one not in known.taken}
    owed = {} if all_waiting else known.waiting
    known.waiting = _newest({**new, **known.waiting})
    for one, card in known.waiting.items():
        if one not in owed:
            outbox.promise(session, KIND, member, now=now, edits=card, reply_to=int(one))
    await session.flush()


async def knows(session: AsyncSession, mark: str, number: int) -> bool:
    """Tell whether a message was written before its writer agreed.

    It is asked for everybody who agreed of late, and most have no row: one statement looks for
    those of a whole batch.
    """
    await _look_for(session, mark)
    if mark not in session.info[_FOUND]:
        return False
    known = await loaded_rows.get(session, Newcomer, mark)
    return known is not None and (number in known.taken or str(number) in known.waiting)


async def _look_for(session: AsyncSession, mark: str) -> None:
    """Note which of the people of a batch have a row."""
    looked_for: set[str] = session.info.setdefault(_LOOKED_FOR, set())
    if mark in looked_for:
        return
    members = loaded_rows.all_of(session, Member)
    marks = {mark, *(one.fingerprint for one in members if one.fingerprint)} - looked_for
    looked_for |= marks
    found: dict[str, Newcomer | None] = session.info.setdefault(_FOUND, {})
    found |= {one.fingerprint: one for one in await session.scalars(_ALL, {"marks": list(marks)})}


async def refuse(session: AsyncSession, mark: str, *, now: datetime) -> list[int]:
    """Forget somebody who does not agree; return the numbers of what they wrote."""
    known = await _load(session, mark, now)
    written = sorted(map(int, known.waiting))
    await forget(session, mark)
    return written


async def forget(session: AsyncSession, mark: str) -> None:
    """Forget that somebody wrote."""
    await session.flush()
    await session.execute(delete(Newcomer).where(Newcomer.fingerprint == mark))


async def _load(session: AsyncSession, mark: str, now: datetime) -> Newcomer:
    known = await session.get(Newcomer, mark)
    if known is not None and known.until <= now:
        known.waiting, known.taken, known.until = {}, [], now + KEPT
    if known is None:
        known = Newcomer(fingerprint=mark, waiting={}, taken=[], until=now + KEPT)
        session.add(known)
        session.info.setdefault(_FOUND, {})[mark] = known
        await session.flush()
    return known


def _newest(waiting: Mapping[str, int | None]) -> dict[str, int | None]:
    return {one: waiting[one] for one in sorted(waiting, key=int)[-MOST:]}
