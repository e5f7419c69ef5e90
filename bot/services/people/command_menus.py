"""Members' menus of commands: checked when they may have changed, set when they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.domain.promises.people import MenuPromise
from bot.models import Delivery, Lane, Member, MemberGrant, MenuEdition, new_id, promise_data

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

KIND = "menu"
_OWED = "menus.owed"  # whose menu is owed in this transaction: role and language come together


def owe(
    session: AsyncSession, member_id: int, *, now: datetime, send_after: datetime | None = None
) -> None:
    """Promise to bring a member's command menu up to date, in the last lane."""
    owed: set[int] = session.info.setdefault(_OWED, set())
    if member_id not in owed:
        owed.add(member_id)
        outbox.promise(
            session,
            KIND,
            member_id,
            now=now,
            lane=Lane.DIGEST,
            subject=member_id,
            send_after=send_after,
        )


async def roles(session: AsyncSession, member_id: int) -> list[str] | None:
    """Return the roles that a member holds; None for one who is erased or out of reach."""
    member = await session.get(Member, member_id)
    if member is None or member.erased_at is not None or member.unreachable_at is not None:
        return None
    held = select(MemberGrant.role).where(
        MemberGrant.member_id == member_id, MemberGrant.ended_at.is_(None)
    )
    return sorted(set(await session.scalars(held)))


async def shown(session: AsyncSession, member_id: int) -> str | None:
    """Return the mark of the menu that a member was shown last; None where nobody remembers."""
    marks = select(Delivery.payload).where(Delivery.kind == KIND, Delivery.subject_id == member_id)
    newest = await session.scalars(marks.order_by(Delivery.created_at.desc(), Delivery.id.desc()))
    said = (promise_data.decode_column(KIND, payload, MenuPromise) for payload in newest)
    return next((one.shown for one in said if one is not None and one.shown), None)


async def record_menu(session: AsyncSession, delivery_id: int, mark: str) -> None:
    """Remember which menu a promise has shown."""
    shown = await session.get(Delivery, delivery_id)
    if shown is not None:
        promise_data.mark(shown, shown=mark)


async def edition(session: AsyncSession) -> str | None:
    """Return the edition of the menus that everybody was owed last."""
    marks = select(MenuEdition.mark)
    newest = marks.order_by(MenuEdition.since.desc(), MenuEdition.id.desc()).limit(1)
    return await session.scalar(newest)


async def members_after(session: AsyncSession, last: int, limit: int) -> Sequence[int]:
    """Return the next members, by id, of all who can be shown a menu."""
    alive = Member.id > last, Member.erased_at.is_(None), Member.unreachable_at.is_(None)
    return (
        await session.scalars(select(Member.id).where(*alive).order_by(Member.id).limit(limit))
    ).all()


def remember(session: AsyncSession, mark: str, *, now: datetime) -> None:
    """Write down that everybody was owed this edition."""
    session.add(MenuEdition(id=new_id(), mark=mark, since=now))
