"""Enrolment codes: how they are made, and how long they are valid."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import Role
from bot.domain.ticket import new_code
from bot.models import Invitation, new_id
from bot.places import place_search
from bot.services import audit
from bot.services.people.grants import actor

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.vault import Vault

# A code lasts so long unless somebody says otherwise.
DAYS, LISTED_DAYS, RESIDENT_DAYS = 7, 30, 90
INVITED = "invited"


class WrongInvitationError(ValueError):
    """A role or region that there is not. Its text is one sentence for the operator."""


async def issue(  # noqa: PLR0913 - what an invitation is made of, all of it named
    session: AsyncSession,
    *,
    role: str,
    region: str,
    days: int,
    created_by: int | None,
    now: datetime,
    vault: Vault,
) -> tuple[str, Invitation]:
    """Make a code that lasts ``days`` (0: expired at once); only its hash is stored.

    For residents it can be used until it expires, for every other role once. Raises
    WrongInvitationError for a role or region that there is not.
    """
    await _check(session, role, region)
    code = new_code()
    invitation = Invitation(
        id=new_id(),
        code_hash=vault.code_hash(code),
        role=role,
        region_code=region,
        reusable=role == Role.RESIDENT,
        created_at=now,
        created_by=created_by,
        expires_at=now + timedelta(days=days),
    )
    session.add(invitation)
    _note(session, invitation, now)
    return code, invitation


def _note(session: AsyncSession, made: Invitation, now: datetime) -> None:
    who, of = actor(made.created_by), f"invitation:{made.id}"
    audit.write(session, who, INVITED, of, now, f"{made.role}@{made.region_code}")


async def _check(session: AsyncSession, role: str, region: str) -> None:
    if not access.valid_role(role):
        roles = ", ".join(Role)
        raise WrongInvitationError(f"the role {role!r} is unknown; write {roles} or unit:NAME")
    heirs = [heir.code for heir in await place_search.today(session, region)]
    if not heirs:
        raise WrongInvitationError(
            f"no region has the code {region!r}; write it like 73.71.09.1001"
        )
    if heirs != [region]:
        raise WrongInvitationError(f"a decree ended {region!r}; write {' or '.join(heirs)}")
