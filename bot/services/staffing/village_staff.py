"""Which officers serve each village, those first of whom nobody would come."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select

from bot.domain.access import OFFICERS, Role, ancestors
from bot.models import Member, MemberGrant, Region
from bot.models.fixed_values import among
from bot.places.data import VILLAGE
from bot.places.region_filters import inside
from bot.services.staffing.staff_list import StaffState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession


class ServingOfficer(NamedTuple):
    """An officer or deputy, by role, and whether they would hear."""

    role: str
    state: StaffState


class VillageStaff(NamedTuple):
    """A village by its code, with the officers and deputies who cover it."""

    code: str
    officers: Sequence[ServingOfficer]

    @property
    def is_vacant(self) -> bool:
        """Tell whether it has neither officer nor deputy."""
        return not self.officers

    @property
    def is_unreachable(self) -> bool:
        """Tell whether Telegram brings messages to none of those it has."""
        lost = [one.state is StaffState.UNREACHABLE for one in self.officers]
        return bool(lost) and all(lost)

    @property
    def rank(self) -> tuple[int, str]:
        """Return where it stands: vacant, unreachable, some of them unreachable, the rest."""
        some = any(one.state is StaffState.UNREACHABLE for one in self.officers)
        troubles = (self.is_vacant, self.is_unreachable, some, True)
        return troubles.index(True), self.code


async def by_village(session: AsyncSession, regions: Collection[str]) -> list[VillageStaff]:
    """Return every village of these regions with its officers, the most in need first.

    Whoever serves a whole district or more serves each village of it.
    """
    villages = select(Region.code).where(
        inside(Region.code, regions), Region.level == VILLAGE, Region.retired_at.is_(None)
    )
    serving = await _serving(session, regions)
    found = [
        VillageStaff(
            code,
            sorted(
                (one for above in ancestors(code) for one in serving.get(above, ())),
                key=lambda one: one.role != Role.OFFICER,
            ),
        )
        for code in await session.scalars(villages)
    ]
    return sorted(found, key=lambda one: one.rank)


def serves_in(regions: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a post is an officer's or deputy's in these regions, or above."""
    above = {code for region in regions for code in ancestors(region)}
    here = or_(inside(MemberGrant.region_code, regions), MemberGrant.region_code.in_(above))
    return serves(here)


def serves(where: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a post is an officer's or deputy's that is held now, there."""
    return (*held(where), Member.erased_at.is_(None))


def held(where: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """Return the same conditions without that of its holder, who may be erased."""
    return where, among(MemberGrant.role, OFFICERS), MemberGrant.ended_at.is_(None)


async def _serving(
    session: AsyncSession, regions: Collection[str]
) -> Mapping[str, Sequence[ServingOfficer]]:
    """Return the officers and deputies by the region of their post."""
    held = (
        select(
            MemberGrant.region_code,
            MemberGrant.role,
            Member.unreachable_at.is_not(None),
            Member.off_duty_at.is_not(None),
        )
        .join(Member, Member.id == MemberGrant.member_id)
        .where(*serves_in(regions))
        .order_by(MemberGrant.granted_at, MemberGrant.id)
    )
    found: dict[str, list[ServingOfficer]] = defaultdict(list)
    for region, role, lost, away in await session.execute(held):
        found[region].append(ServingOfficer(role, _state(lost=lost, away=away)))
    return found


def _state(*, lost: bool, away: bool) -> StaffState:
    if lost:
        return StaffState.UNREACHABLE
    return StaffState.OFF_DUTY if away else StaffState.ON_DUTY
