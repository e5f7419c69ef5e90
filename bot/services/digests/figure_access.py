"""Whose figures hold which incidents: confidential kinds count for their recipients alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import or_

from bot.domain.access import lies_within
from bot.domain.category import OTHER
from bot.models import Incident
from bot.places.region_filters import inside
from bot.services.alerts import alert_access

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import ColumnElement

    from bot.domain.access import Grant
    from bot.settings import Config


def rule(grants: Collection[Grant], config: Config) -> Callable[[str, str], bool]:
    """Return what tells of a village and a category whether somebody with these posts counts it."""

    @cache
    def where() -> dict[str, set[str]]:  # most regions have nothing confidential in a week
        return _confidential(grants, config)

    plain: dict[str, bool] = {}

    def reads(village: str, code: str) -> bool:
        is_plain = plain.get(code)
        if is_plain is None:
            is_plain = plain[code] = not config.category(code).is_confidential
        return is_plain or lies_within(village, where()[config.category(code).code])

    return reads


def condition(grants: Collection[Grant], config: Config) -> ColumnElement[bool]:
    """Return the same as a condition on incidents.

    A category that the operator took out of the list counts as "other".
    """
    closed = _confidential(grants, config)
    known = list(config.categories)
    unlisted = [] if OTHER in closed else [Incident.category.not_in(known)]
    plain = Incident.category.in_([code for code in known if code not in closed])
    return or_(
        plain,
        *unlisted,
        *(
            _of_kind(code, known) & inside(Incident.village_code, regions)
            for code, regions in closed.items()
            if regions
        ),
    )


def _of_kind(code: str, known: Collection[str]) -> ColumnElement[bool]:
    same = Incident.category == code
    return or_(same, Incident.category.not_in(known)) if code == OTHER else same


def _confidential(grants: Collection[Grant], config: Config) -> dict[str, set[str]]:
    """Return the confidential categories, each with where somebody with these posts counts it."""
    return {
        code: alert_access.recipient_regions(category.recipients, grants)
        for code, category in config.categories.items()
        if category.is_confidential
    }
