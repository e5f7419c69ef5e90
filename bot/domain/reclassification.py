"""Which kinds an officer may give a report that came as another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.accusation import AGAINST
from bot.domain.category import ALL_IS_WELL, OTHER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.domain.category import Category

_NOT_OFFERED = frozenset({ALL_IS_WELL, OTHER, *AGAINST[1:]})  # what its words raise goes further


def offered(categories: Mapping[str, Category], present: str, came_as: str) -> Collection[str]:
    """Return the kinds that a report may be changed to, in the operator's order.

    ``came_as``: the kind that it was sent as. What its writer confided stays confidential, and what
    is against an officer stays where it went.
    """
    if present in AGAINST or came_as in AGAINST:
        return ()
    known = categories.get(came_as)
    confided = known is not None and known.is_confidential
    return [
        code
        for code, kind in categories.items()
        if code != present and code not in _NOT_OFFERED and (kind.is_confidential or not confided)
    ]
