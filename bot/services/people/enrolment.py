"""Enrolment: consent makes a member, a code gives a role in a region."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain import access
from bot.domain.ticket import CODE_LENGTH, normal_code
from bot.models import Invitation, Member, Region, new_id
from bot.places import place_search
from bot.services import audit
from bot.services.alerts import alert_access, lifecycle, unclaimed_reports
from bot.services.people import (
    appointments,
    code_use,
    command_menus,
    hidden_cases,
    pending_posts,
    reachability,
)
from bot.services.people.code_guesses import Guesses
from bot.services.people.grants import give

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config
    from bot.vault import Vault

WRONG_CODE = "code_unknown"


class Verdict(StrEnum):
    """What became of a code."""

    GRANTED = "granted"
    HELD = "held"  # the role was held already; a one-time code stays good for somebody else
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"  # whoever made it gives that role no more
    OWN = "own"  # whoever made it gives no role to themself
    THROTTLED = "throttled"  # too many unknown ones within the hour


@dataclass(frozen=True, slots=True)
class Redemption:
    """The verdict on a code, and where it is one of ours what it carries."""

    verdict: Verdict
    role: str | None = None
    region: Region | None = None

    @property
    def granted(self) -> bool:
        """Tell whether the person has the role now."""
        return self.verdict in {Verdict.GRANTED, Verdict.HELD}


def enrol(
    session: AsyncSession,
    *,
    telegram_id: int,
    name: str,
    language: str,
    now: datetime,
    vault: Vault,
) -> Member:
    """Make a member of somebody who just agreed to the notice."""
    member = Member(
        id=new_id(),
        fingerprint=vault.fingerprint(telegram_id),
        sealed_id=vault.seal(str(telegram_id)),
        sealed_name=vault.seal(name),
        language=language,
        created_at=now,
        consented_at=now,
        village=None,
        grants=[],
    )
    session.add(member)
    return member


async def redeem(
    session: AsyncSession, member: Member, code: str, *, now: datetime, vault: Vault, config: Config
) -> Redemption:
    """Give a member what a typed code carries (``grants`` and ``village`` are loaded).

    1. Who typed too many unknown codes within the hour is not listened to.
    2. A code is found by its hash; an expired or used one says so. Whoever made it gives nothing to
       themself, and it gives nothing that its maker could not give by the posts they hold now.
    3. A one-time code is claimed by a conditional UPDATE: of two people one gets it.
    4. The role holds; the village is known by it; the digests begin. To somebody whom the
       operator's list names it brings all that waits for them.
    5. Alerts that found nobody look again: here is somebody new. The menu shows what is new, and
       the supervisor hears of a new officer, whoever made the code that it was used.
    """
    guesses = Guesses(session, vault.guess_mark(member.fingerprint or ""), now)
    if await guesses.are_too_many():
        return Redemption(Verdict.THROTTLED)
    invitation = await _find(session, code, vault)
    if invitation is None:
        guesses.add()
        who = f"member:{member.id}"
        audit.write(session, who, WRONG_CODE, who, now)
        return Redemption(Verdict.UNKNOWN)
    role, region = invitation.role, await place_search.by_code(session, invitation.region_code)
    assert region is not None  # noqa: S101 - the foreign key says so
    verdict = await _claim(session, invitation, member, now)
    if verdict is Verdict.GRANTED:
        await _bring(session, member, invitation, now=now, config=config, vault=vault)
    return Redemption(verdict, role, region)


async def _bring(
    session: AsyncSession,
    member: Member,
    invitation: Invitation,
    *,
    now: datetime,
    config: Config,
    vault: Vault,
) -> None:
    given = await pending_posts.carried(session, invitation)
    before = member.held
    give(session, member, given, now=now, by=invitation.created_by, config=config)
    who, of = f"member:{member.id}", f"invitation:{invitation.id}"
    for role, region in given:
        audit.write(session, who, code_use.REDEEMED, of, now, f"{role}@{region.code}")
    gained = [post for post in member.held if post not in before]
    await appointments.announce(session, member, gained, by=invitation.created_by, now=now)
    await code_use.record(session, invitation, member.id, now=now)
    await code_use.notify_maker(session, invitation, now=now)
    if invitation.entry_id is not None:
        await pending_posts.settle(session, {invitation.entry_id: member.id}, now=now)
    await hidden_cases.hide_from_new_holder(session, member.id, gained, config, vault, now=now)
    await reachability.back(session, member, now=now)
    await unclaimed_reports.inform_new_holder(session, gained, config=config, now=now)
    await lifecycle.retry_unreached(session, member.id, member.held, now=now)
    command_menus.owe(session, member.id, now=now)


async def _find(session: AsyncSession, code: str, vault: Vault) -> Invitation | None:
    typed = normal_code(code)
    if len(typed) != CODE_LENGTH:
        return None
    by_hash = select(Invitation).where(Invitation.code_hash == vault.code_hash(typed))
    return (await session.scalars(by_hash)).first()


async def _claim(
    session: AsyncSession, invitation: Invitation, member: Member, now: datetime
) -> Verdict:
    if invitation.created_by == member.id:
        return Verdict.OWN
    carried = access.Grant(invitation.role, invitation.region_code)
    theirs = {member.id} if invitation.entry_id is not None else {None, member.id}
    if carried in member.held and invitation.used_by in theirs:
        return Verdict.HELD
    over = await _over(session, invitation, now)
    if over is not None:
        return over
    if invitation.reusable:
        return Verdict.GRANTED
    claimed = await session.scalar(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None))
        .values(used_at=now, used_by=member.id)
        .returning(Invitation.id)
    )
    return Verdict.USED if claimed is None else Verdict.GRANTED


async def _over(session: AsyncSession, invitation: Invitation, now: datetime) -> Verdict | None:
    """Return why a code can no longer be used; None: it can."""
    if invitation.used_at is not None:
        return Verdict.USED
    if not await _may_be_given(session, invitation):
        return Verdict.WITHDRAWN
    return Verdict.EXPIRED if invitation.expires_at <= now else None


async def _may_be_given(session: AsyncSession, invitation: Invitation) -> bool:
    """Tell whether whoever made a code may give its role by a post that they hold now."""
    maker = invitation.created_by
    if maker is None:
        return True
    held = await alert_access.held_by(session, {maker})
    return access.may_give(held[maker], invitation.role, invitation.region_code)
