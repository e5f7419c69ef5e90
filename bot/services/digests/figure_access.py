"""Whose figures hold which incidents: those that a post held now lets somebody read, or count.

The police of a place, and who plans for it, count there whatever is not confidential. Everybody
else, and everybody of what is confidential, counts the kinds that name their post, where they hold
it. The command line, which nobody's post stands behind, counts what is not confidential.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import false, or_

from bot.domain.access import PLAIN_READERS, WEEKLY_READERS, lies_within, may
from bot.domain.category import OTHER
from bot.models import Incident
from bot.places.region_filters import inside
from bot.services.alerts import alert_access, case_lists

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from sqlalchemy import ColumnElement

    from bot.domain.access import Grant
    from bot.domain.category import Category
    from bot.settings import Config


def readable(grants: Collection[Grant], config: Config) -> dict[str, frozenset[str]]:
    """Return by category where somebody with these posts works its incidents, or is told of them.

    Digests name these reports, and figures hold them.
    """
    kinds = config.categories.items()
    return {code: frozenset(_read_in(kind, grants, config)) for code, kind in kinds}


def _read_in(kind: Category, grants: Collection[Grant], config: Config) -> AbstractSet[str]:
    worked = alert_access.regions_of(case_lists.policy_of(kind, config), grants)
    return worked | alert_access.recipient_regions(kind.recipients, grants)


class FigureRule:
    """Which incidents somebody's figures hold: in memory, and as a condition of the database."""

    def __init__(
        self,
        grants: Collection[Grant] | None,
        config: Config,
        passed: Collection[tuple[str, str]] = (),
    ) -> None:
        """Count for somebody with these posts; None: for the command line.

        ``passed``: of each code that ended where something is counted, and that it passed to. What
        is not confidential is counted there with what it is a part of now.
        """
        self._grants = grants or ()
        self._config = config
        self._passed = passed
        # Most readers: what is plain need not be asked where it is.
        self._has_all = grants is None or _is_police(grants)
        self._plain: dict[str, bool] = {}
        self._known: dict[str, AbstractSet[str]] = {}

    def counts(self, village: str, category: str) -> bool:
        """Tell whether it counts such incidents of a village."""
        everywhere = self._plain.get(category)
        if everywhere is None:
            everywhere = self._plain[category] = self._everywhere(self._config.category(category))
        return everywhere or lies_within(village, self._where(self._config.category(category)))

    def has_all_plain(self, village: str) -> bool:
        """Tell whether it counts whatever is not confidential in a village."""
        return self._has_all or lies_within(village, self._overseen)

    def is_hidden(self, village: str, category: str) -> bool:
        """Tell whether of such incidents it is told how many there were at least, and no more."""
        is_closed = self._config.category(category).is_confidential
        return is_closed and self.has_all_plain(village) and not self.counts(village, category)

    def condition(self) -> ColumnElement[bool]:
        """Return the same as :meth:`counts` as a condition on incidents.

        A category that the operator took out of the list counts as "other".
        """
        known = self._config.categories
        kinds: dict[frozenset[str] | None, list[str]] = defaultdict(list)
        for code, category in known.items():
            where = None if self._everywhere(category) else frozenset(self._where(category))
            kinds[where].append(code)
        there = [
            _of_kinds(codes, list(known))
            if regions is None
            else _of_kinds(codes, list(known)) & inside(Incident.village_code, regions)
            for regions, codes in kinds.items()
            if regions != frozenset()
        ]
        return or_(*there) if there else false()

    def _everywhere(self, kind: Category) -> bool:
        """Tell whether it counts a category wherever it is asked."""
        return self._has_all and not kind.is_confidential

    def _where(self, kind: Category) -> AbstractSet[str]:
        """Return the codes under which it counts a category; of few it is asked."""
        known = self._known.get(kind.code)
        if known is None:
            own = _read_in(kind, self._grants, self._config)
            plain = not kind.is_confidential
            known = self._overseen | self._under(own) if plain else own
            self._known[kind.code] = known
        return known

    @cached_property
    def _overseen(self) -> AbstractSet[str]:
        """Return the codes under which it counts whatever is not confidential."""
        return self._under({one.region for one in self._grants if one.role in PLAIN_READERS})

    def _under(self, regions: AbstractSet[str]) -> AbstractSet[str]:
        """Return these regions with what ended and is theirs now, and what came out of them."""
        came = {was for was, became in self._passed if lies_within(became, regions)}
        heirs = {became for was, became in self._passed if was in regions}
        return regions | came | heirs


def _is_police(grants: Collection[Grant]) -> bool:
    """Tell whether each post for which somebody gets figures is one of the police, or plans."""
    others = WEEKLY_READERS - PLAIN_READERS
    return may(grants, PLAIN_READERS, None) and not may(grants, others, None)


def _of_kinds(codes: Collection[str], known: Collection[str]) -> ColumnElement[bool]:
    same = Incident.category.in_(codes)
    return or_(same, Incident.category.not_in(known)) if OTHER in codes else same
