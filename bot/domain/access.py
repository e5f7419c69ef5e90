"""Who may do what, and where: roles hold in a region and in everything below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_UNIT = re.compile(r"unit:[a-z][a-z0-9_]{0,23}")
_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)


class Role(StrEnum):
    """What somebody is in a region. Beside these there are units: ``unit:ppa``."""

    RESIDENT = "resident"
    WATCH = "watch"  # poskamling
    FORUM = "forum"  # FKPM
    OFFICER = "officer"  # Bhabinkamtibmas
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    VILLAGE_HEAD = "village_head"
    BABINSA = "babinsa"
    CADRE = "cadre"


class Level(StrEnum):
    """How large a region is, the smallest first."""

    VILLAGE = "village"
    DISTRICT = "district"
    REGENCY = "regency"
    PROVINCE = "province"
    NATION = "nation"  # nobody serves there yet: what goes past a province is read by nobody here


_LEVELS = tuple(Level)
ANY_UNIT = "unit:*"  # in a permission: every specialised unit
# Permissions, each by the roles that have it. They are written down here alone.
OFFICERS = frozenset({Role.OFFICER, Role.DEPUTY})  # of a village
LEADERS = frozenset({Role.SUPERVISOR})
RESPONDERS = OFFICERS | LEADERS  # called for any kind of case
ON_CALL = RESPONDERS | {ANY_UNIT}  # the police: who goes on duty and off
# Whoever a category names as a recipient may come to be paged.
ANSWERING = ON_CALL | {Role.VILLAGE_HEAD, Role.BABINSA, Role.CADRE, Role.FORUM}
# To whom a digest of each day, and of each week, comes; to some the week as a summary.
DAILY_READERS = RESPONDERS | {Role.VILLAGE_HEAD, Role.CADRE}
WEEKLY_READERS = DAILY_READERS | {Role.COORDINATOR}
SUBSCRIBERS = LEADERS | {Role.COORDINATOR}
PLAIN_READERS = RESPONDERS | {Role.COORDINATOR}  # whose figures hold all that is not confidential
WATCHERS = frozenset({Role.WATCH, Role.FORUM})
PLANNERS = frozenset({Role.COORDINATOR, Role.OFFICER, Role.SUPERVISOR})
# Who gives which role, in their own region. Whoever leads, plans or serves in a unit is named by
# the operator alone, so that no coordinator makes the next, or somebody who reads all of a region.
GIVES: Mapping[str, frozenset[str]] = {
    Role.COORDINATOR: frozenset(
        {
            *(Role.RESIDENT, Role.WATCH, Role.FORUM, Role.OFFICER, Role.DEPUTY),
            *(Role.VILLAGE_HEAD, Role.BABINSA, Role.CADRE),
        }
    ),
    Role.OFFICER: frozenset({Role.RESIDENT}),  # those who read the poster of their village
}
GIVEN = frozenset().union(*GIVES.values())  # by somebody who serves
INVITING = frozenset({Role.COORDINATOR})
POSTERS = frozenset(GIVES)  # whoever brings residents in


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in a region (Kemendagri code with dots, any level)."""

    role: str
    region: str


def is_unit(role: str) -> bool:
    """Return whether ``role`` names a specialised unit, as ``unit:ppa``."""
    return _UNIT.fullmatch(role) is not None


def valid_role(text: str) -> bool:
    """Return whether ``text`` is a role of the product."""
    return text in tuple(Role) or is_unit(text)


def valid_code(text: str) -> bool:
    """Return whether ``text`` is written like a region's code: ``73`` to ``73.71.09.1001``."""
    return _CODE.fullmatch(text) is not None


def covers(region: str, code: str) -> bool:
    """Return whether ``code`` is ``region`` itself or lies in it."""
    return code == region or code.startswith(f"{region}.")


def ancestors(code: str) -> tuple[str, ...]:
    """Return the region and all above it, the smallest first."""
    parts = code.split(".")
    return tuple(".".join(parts[:count]) for count in range(len(parts), 0, -1))


def common_region(codes: Collection[str]) -> str:
    """Return the smallest region in which all of these lie; "" where there is none."""
    return next((one for one in ancestors(min(codes)) if _hold(one, codes)), "")


def _hold(region: str, codes: Collection[str]) -> bool:
    """Return whether all of these are a region or lie in it."""
    return all(lies_within(code, (region,)) for code in codes)


def lies_within(code: str, regions: Collection[str]) -> bool:
    """Return whether a region is one of these or lies in one of them."""
    return not set(ancestors(code)).isdisjoint(regions)


def level_of(code: str) -> Level:
    """Return the level of a region by its code. Raises ValueError for a code that is none."""
    if not valid_code(code):
        message = f"{code!r} is no region code; write it like 73, 73.71, 73.71.09 or 73.71.09.1001"
        raise ValueError(message)
    return _LEVELS[3 - code.count(".")]


def is_at_least(code: str, level: Level) -> bool:
    """Return whether a region is of ``level`` or larger."""
    return _LEVELS.index(level_of(code)) >= _LEVELS.index(level)


def region_at(code: str, level: Level) -> str | None:
    """Return the region of ``level`` that ``code`` lies in; None where ``code`` is larger."""
    return next((above for above in ancestors(code) if level_of(above) is level), None)


def matches(role: str, permission: frozenset[str]) -> bool:
    """Return whether a permission names ``role``, by itself or as any unit."""
    return role in permission or (ANY_UNIT in permission and is_unit(role))


def may(grants: Iterable[Grant], permission: frozenset[str], code: str | None) -> bool:
    """Return whether one of the grants has a role of ``permission`` that holds at ``code``.

    ``code`` None: anywhere will do.
    """
    return any(
        matches(grant.role, permission) and (code is None or covers(grant.region, code))
        for grant in grants
    )


def may_give(grants: Iterable[Grant], role: str, region: str) -> bool:
    """Return whether one of the grants lets its holder give ``role`` in ``region``."""
    return any(
        role in GIVES.get(grant.role, ()) and covers(grant.region, region) for grant in grants
    )
