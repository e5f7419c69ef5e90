"""Who is on call: the people behind a step's targets, who stands in, and the last resort."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.access import Level, Role, is_unit, level_of
from bot.domain.policy import step_at, target_role, told_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whose role covers a village; ``region`` is where the role was granted."""

    member_id: int
    role: str
    region: str
    unreachable: bool = False
    off_duty: bool = False

    @property
    def is_available(self) -> bool:
        """Return whether a page would be heard."""
        return not (self.unreachable or self.off_duty)


def called_at(policy: Policy, position: int, holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Return whom the step at ``position`` pages; once the steps are exhausted, the last resort."""
    step = step_at(policy, position)
    if step is None:
        return last_resort(policy, holders)
    return on_call(step.targets, holders, deputies_follow=_pages_deputies(policy))


def called_beside(
    policy: Policy, position: int, holders: Sequence[Holder], reporters: Collection[int]
) -> tuple[Holder, ...]:
    """Return whom the step pages of a report that ``reporters`` (members) made themselves.

    They know already: where nobody else is behind its targets the step is nobody's, and whoever
    stands in for them is called. Beside others they are paged as everybody is.
    """
    called = called_at(policy, position, holders)
    own = [holder for holder in called if holder.member_id in reporters]
    if not own:
        return called
    others = called_at(policy, position, without(holders, reporters))
    return _each_once((*others, *own)) if others else ()


def first_called(
    policy: Policy, holders: Sequence[Holder], reporters: Collection[int]
) -> tuple[Holder, ...]:
    """Return whom an alert would page first if it began now: the last resort counts too."""
    for position in range(len(policy.steps) * (policy.repeat + 1) + 1):
        if called := called_beside(policy, position, holders, reporters):
            return called
    return ()


def without(holders: Sequence[Holder], members: Collection[int]) -> list[Holder]:
    """Return the people as they are while these members can be neither reached nor on duty."""
    return [
        replace(holder, unreachable=True, off_duty=True) if holder.member_id in members else holder
        for holder in holders
    ]


def on_call(
    targets: Iterable[str], holders: Sequence[Holder], *, deputies_follow: bool = True
) -> tuple[Holder, ...]:
    """Return the available people behind ``targets``, each once; nobody: the step is passed.

    ``deputies_follow``: the policy pages the deputies by itself, so that passing the step of an
    officer off duty reaches them at once; otherwise they stand in here.
    """
    found = [
        holder
        for target in targets
        for holder in _behind(target, holders, deputies_follow=deputies_follow)
        if holder.is_available
    ]
    return _each_once(found)


def last_resort(policy: Policy, holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Return whom to page when nobody answered: the first of these that is anybody at all.

    1. The nearest supervisors above everyone the steps name, who are on duty, or else off duty.
    2. Everyone the steps name, on duty or else off duty.
    3. The nearest supervisors of any level: it should not come to nobody.
    """
    reachable = [holder for holder in holders if not holder.unreachable]
    lowest = _lowest(policy)
    supervisors = [
        holder
        for holder in reachable
        if holder.role == Role.SUPERVISOR and (lowest is None or _height(holder) >= lowest)
    ]
    named = _named(policy, holders)
    floor = max(map(_height, named), default=(0, False))
    floor = max(floor, *(_target_height(target) for target in _targets(policy)))
    above = [holder for holder in supervisors if _height(holder) > floor]
    again = [holder for holder in named if not holder.unreachable]
    return (
        _nearest(_on_duty_first(above))
        or _each_once(_on_duty_first(again))
        or _nearest(_on_duty_first(supervisors))
    )


def supervisors_above(holders: Sequence[Holder], member_id: int) -> tuple[Holder, ...]:
    """Return the nearest supervisors above whatever a member is there, who can be reached.

    Above a supervisor stands the next level; above all others their own supervisor. On duty first.
    """
    reachable = [one for one in all_above(holders, member_id) if not one.unreachable]
    return _nearest(_on_duty_first(reachable))


def all_above(holders: Sequence[Holder], member_id: int) -> Sequence[Holder]:
    """Return every supervisor who stands above whatever a member is there."""
    own = [holder for holder in holders if holder.member_id == member_id]
    leads = [_height(holder) for holder in own if holder.role == Role.SUPERVISOR]
    floor = max(leads, default=(-1, False))
    return [
        holder
        for holder in holders
        if holder.role == Role.SUPERVISOR
        and holder.member_id != member_id
        and _height(holder) > floor
    ]


def told_beside(
    recipients: Collection[str], holders: Sequence[Holder], *, paged: bool
) -> list[Holder]:
    """Return the recipients' holders who are told, once, rather than paged; a unit's stand-in too.

    ``paged``: whether others are paged of it.
    """
    found: list[Holder] = []
    for target in told_once(tuple(recipients), paged=paged):
        role, _ = target_role(target)
        if role == Role.SUPERVISOR:
            found.extend(told_above(target, holders))
        elif is_unit(role):
            found.extend(on_call([target], holders))
        else:
            found.extend(holder for holder in holders if holder.role == role)
    return found


def told_above(target: str, holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Return the nearest supervisors who can be told, of the level that ``target`` names or above.

    ``supervisor@district``: where nobody of a district can be reached, the regency's.
    """
    floor = _target_height(target)
    supervisors = [holder for holder in holders if holder.role == Role.SUPERVISOR]
    high = [one for one in supervisors if not one.unreachable and _height(one) >= floor]
    return _nearest(_on_duty_first(high))


def _lowest(policy: Policy) -> tuple[int, bool] | None:
    """Return below whom nobody may hear of it: where every step names supervisors of a level."""
    targets = _targets(policy)
    levels = [target_role(target) for target in targets]
    if not levels or any(role != Role.SUPERVISOR or level is None for role, level in levels):
        return None
    return min(map(_target_height, targets))


def _pages_deputies(policy: Policy) -> bool:
    return any(target_role(target)[0] == Role.DEPUTY for target in _targets(policy))


def _targets(policy: Policy) -> list[str]:
    return [target for step in policy.steps for target in step.targets]


def _named(policy: Policy, holders: Sequence[Holder]) -> list[Holder]:
    """Return everybody whom the steps name, available or not, and who stands in for them."""
    follow = _pages_deputies(policy)
    return [
        holder
        for target in _targets(policy)
        for holder in _behind(target, holders, deputies_follow=follow)
    ]


def _behind(target: str, holders: Sequence[Holder], *, deputies_follow: bool) -> Sequence[Holder]:
    role, level = target_role(target)
    people = [holder for holder in holders if holder.role == role]
    if level is not None:
        return [holder for holder in people if level_of(holder.region) is level]
    if role == Role.SUPERVISOR:
        return _nearest([holder for holder in people if holder.is_available]) or people
    if any(holder.is_available for holder in people):
        return people
    return [*people, *_stand_ins(role, people, holders, deputies_follow=deputies_follow)]


def _stand_ins(
    role: str, people: Sequence[Holder], holders: Sequence[Holder], *, deputies_follow: bool
) -> Sequence[Holder]:
    """Return the regency's supervisors for a unit without anybody, deputies for who is off duty."""
    if is_unit(role):
        return _behind(f"{Role.SUPERVISOR}@{Level.REGENCY}", holders, deputies_follow=True)
    off_duty = role == Role.OFFICER and any(holder.off_duty for holder in people)
    if off_duty and not deputies_follow:
        return [holder for holder in holders if holder.role == Role.DEPUTY]
    return []


def _height(holder: Holder) -> tuple[int, bool]:
    """How far up somebody stands: by level, and at one level the supervisor above the others."""
    return tuple(Level).index(level_of(holder.region)), holder.role == Role.SUPERVISOR


def _target_height(target: str) -> tuple[int, bool]:
    role, level = target_role(target)
    return (tuple(Level).index(level), role == Role.SUPERVISOR) if level else (0, False)


def _nearest(people: Sequence[Holder]) -> tuple[Holder, ...]:
    lowest = min(map(_height, people), default=None)
    return _each_once(holder for holder in people if _height(holder) == lowest)


def _on_duty_first(people: Sequence[Holder]) -> Sequence[Holder]:
    return [holder for holder in people if not holder.off_duty] or people


def _each_once(people: Iterable[Holder]) -> tuple[Holder, ...]:
    return tuple({holder.member_id: holder for holder in reversed(list(people))}.values())[::-1]
