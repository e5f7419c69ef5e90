"""Who may see and answer which alert: by a post held now. A confidential one: its recipients alone.

Having been paged gives no right by itself. It only widens a post: whom the policy called for a
confidential alert beside its recipients, as a supervisor, reads it while that post lasts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from bot.domain import access
from bot.domain.access import ON_CALL, RESPONDERS, Grant, Role, is_unit
from bot.domain.accusation import AGAINST
from bot.domain.escalation import AlertStatus
from bot.domain.oncall import on_call
from bot.domain.policy import target_role, working
from bot.models import Alert, Delivery, Incident, MemberGrant
from bot.places.region_filters import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.oncall import Holder

Policy: TypeAlias = "Mapping[str, Any]"  # as an alert keeps it: paging.policy_snapshot
# Written once: every batch of cards asks it.
_HELD = select(MemberGrant.member_id, MemberGrant.role, MemberGrant.region_code).where(
    MemberGrant.member_id.in_(bindparam("members", expanding=True)),
    MemberGrant.ended_at.is_(None),
)


async def answers(
    session: AsyncSession, alert: Alert, member_id: int, grants: Iterable[Grant]
) -> bool:
    """Tell whether a member may answer an alert (``alert.incident`` is loaded).

    By a role that covers the village now, which costs nothing; of a confidential alert that is no
    recipient's, only once it called them.
    """
    held = list(grants)
    if covers(alert, held) or not _may_be_called(alert, held):
        return covers(alert, held)
    return (alert.id, member_id) in await _paged(session, [alert.id], [member_id])


def covers(alert: Alert, grants: Iterable[Grant]) -> bool:
    """Tell whether one of the grants lets its holder answer in the alert's village."""
    return answers_in(alert.policy, grants, alert.incident.village_code)


def answers_in(policy: Policy, grants: Iterable[Grant], village: str) -> bool:
    """Tell whether one of the grants lets its holder answer what follows a policy in a village."""
    answers = _answering(policy)
    return any(access.covers(one.region, village) and answers(one) for one in grants)


def regions_of(policy: Policy, grants: Iterable[Grant]) -> set[str]:
    """Return where somebody with these grants answers what follows a policy (a snapshot).

    A confidential one: as a recipient who works it. Another: as a responder, or in a role that it
    pages.
    """
    answers = _answering(policy)
    return {grant.region for grant in grants if answers(grant)}


def anybody_works(policy: Policy, people: Sequence[Holder], village: str) -> bool:
    """Tell whether somebody who can be reached answers what follows a policy in a village.

    ``people``: whoever holds a post there or above. For a unit without anybody its stand-in does.
    """
    there = [Grant(one.role, one.region) for one in people if not one.unreachable]
    units = [target for target in policy["recipients"] if is_unit(target)]
    return answers_in(policy, there, village) or bool(on_call(units, people))


def is_recipient(recipients: Collection[str], grants: Iterable[Grant], village: str) -> bool:
    """Tell whether a grant there is one that ``recipients`` name, a level being the lowest one."""
    there = [grant for grant in grants if access.covers(grant.region, village)]
    return bool(recipient_regions(recipients, there))


def recipient_regions(recipients: Collection[str], grants: Iterable[Grant]) -> set[str]:
    """Return in which regions a grant is one that ``recipients`` name."""
    return {grant.region for grant in grants if any(_meets(target, grant) for target in recipients)}


def is_told(incident: Incident, recipients: Collection[str], grants: Iterable[Grant]) -> bool:
    """Tell whether somebody with these grants is told of an incident of a category.

    By a role that it names as a recipient, or as the supervisor who stands in for a unit.
    """
    stand_in = (Role.SUPERVISOR,) if any(map(is_unit, recipients)) else ()
    return is_recipient((*recipients, *stand_in), grants, incident.village_code)


def leads(grants: Collection[Grant], posts: Iterable[Grant]) -> bool:
    """Tell whether somebody with these grants is the supervisor over one of these posts."""
    return any(access.may(grants, access.LEADERS, post.region) for post in posts)


async def readers(
    session: AsyncSession, requests: Collection[tuple[Alert, int]]
) -> set[tuple[int, int]]:
    """Return which of these alerts, each with a member, that member may read now: ids of both."""
    held = await held_by(session, {member for _, member in requests})
    may = {(alert.id, member) for alert, member in requests if covers(alert, held[member])}
    called = {
        (alert.id, member)
        for alert, member in requests
        if (alert.id, member) not in may and _may_be_called(alert, held[member])
    }
    if called:
        alerts, members = zip(*called, strict=True)
        may |= called & await _paged(session, set(alerts), set(members))
    return may


async def held_by(session: AsyncSession, members: Collection[int]) -> Mapping[int, list[Grant]]:
    """Return the posts that these members hold now; whoever holds none has an empty list."""
    held: dict[int, list[Grant]] = defaultdict(list)
    if not members:
        return held
    for member, role, region in await session.execute(_HELD, {"members": list(members)}):
        held[member].append(Grant(role, region))
    return held


async def open_alerts(
    session: AsyncSession, member_id: int, grants: Sequence[Grant]
) -> list[Alert]:
    """Return the open alerts that page and that a member may answer, the oldest first."""
    regions = {grant.region for grant in grants if access.matches(grant.role, ON_CALL)}
    if not regions:
        return []
    paging = Alert.status != AlertStatus.CLOSED, Alert.quiet.is_(False)
    found = await session.scalars(
        select(Alert)
        .join(Alert.incident)
        .where(*paging, inside(Incident.village_code, regions))
        .options(
            joinedload(Alert.incident).options(
                joinedload(Incident.village), joinedload(Incident.alert)
            )
        )
        .order_by(Incident.opened_at, Incident.id)
    )
    alerts = list(found)
    hidden = [alert.id for alert in alerts if not covers(alert, grants)]
    paged = await _paged(session, hidden, [member_id])
    return [
        alert
        for alert in alerts
        if alert.id not in hidden
        or (_may_be_called(alert, grants) and (alert.id, member_id) in paged)
    ]


def _meets(target: str, grant: Grant) -> bool:
    """Tell whether a grant is one that a target names; a deputy counts where the officer does."""
    role, level = target_role(target)
    high = level is None or access.is_at_least(grant.region, level)
    stands_in = role == Role.OFFICER and grant.role == Role.DEPUTY
    return high and (stands_in or grant.role == role)


def _answering(policy: Policy) -> Callable[[Grant], bool]:
    """Return what tells whether a grant answers what follows a policy; it is read once for all."""
    if policy["confidential"]:
        targets = working(policy["recipients"])
        return lambda grant: any(_meets(target, grant) for target in targets)
    roles = RESPONDERS | _named(policy)
    return lambda grant: access.matches(grant.role, roles)


def _may_be_called(alert: Alert, grants: Iterable[Grant]) -> bool:
    """Tell whether the policy could page somebody with these grants, at a step or at its end.

    Where all its steps name supervisors of a level, nobody below them.
    """
    targets = _targets(alert.policy)
    levels = [target_role(target) for target in targets]
    if not levels or any(role != Role.SUPERVISOR or level is None for role, level in levels):
        targets.add(Role.SUPERVISOR)
    village = alert.incident.village_code
    there = [grant for grant in grants if access.covers(grant.region, village)]
    return any(_meets(target, grant) for target in targets for grant in there)


def _named(policy: Policy) -> frozenset[str]:
    return frozenset(target_role(target)[0] for target in _targets(policy))


def _targets(policy: Policy) -> set[str]:
    return {target for step in policy["steps"] for target in step["targets"]}


def told_to(member_id: int) -> Select[int | None]:
    """Return the incidents of which a member was told; of what pages nobody that calls them."""
    return select(Delivery.subject_id).where(Delivery.recipient_id == member_id, *told_of())


def told_of() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a delivery told somebody of an incident, which is theirs still.

    What is against officers is not, once it was hidden from them: it names them.
    """
    hidden = Delivery.payload["withdrawn"].as_boolean()
    against = select(Incident.id).where(
        Incident.id == Delivery.subject_id, Incident.category.in_(AGAINST)
    )
    is_theirs = or_(hidden.is_(None), hidden.is_(False), ~against.exists())
    return Delivery.kind == "told", Delivery.edits.is_(None), is_theirs


async def _paged(
    session: AsyncSession, alerts: Collection[int], members: Collection[int]
) -> set[tuple[int, int]]:
    """Return whom the policy called for which alert: by a page, or where it is quiet by word."""
    if not alerts:
        return set()
    told = (
        select(Alert.id, Delivery.recipient_id)
        .join(Delivery, (Delivery.kind == "told") & (Delivery.subject_id == Alert.incident_id))
        .where(Alert.quiet, Alert.id.in_(alerts), Delivery.recipient_id.in_(members))
    )
    called = {(alert, member) for alert, member in await session.execute(told)}
    pages = select(Delivery.subject_id, Delivery.recipient_id).where(
        Delivery.kind == "page",
        Delivery.subject_id.in_(alerts),
        Delivery.recipient_id.in_(members),
    )
    paged = {(alert, member) for alert, member in await session.execute(pages) if alert is not None}
    return paged | called
