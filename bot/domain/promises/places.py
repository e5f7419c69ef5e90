"""Promises of places to choose from. Regions stand as their codes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.promises.base import PromiseData


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPromise(PromiseData):
    """Places to choose from, and what for: ``home``, ``draft``, ``move`` or ``invite``.

    ``draft``: the number of the draft; ``ticket``: of what is moved; ``role``: of who is invited.
    """

    purpose: str
    codes: tuple[str, ...]
    draft: int | None = None
    ticket: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagesPromise(PlacesPromise):
    """Places of a name; ``many``: so many bear it, where they are more than are offered.

    ``district``: the code of the district of which these are so many.
    """

    many: int | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedPromise(PlacesPromise):
    """The villages at a position, the likeliest first.

    ``where``: how surely, a ``Certainty``; ``also``: more that have no boundary; ``km``: how far
    off the nearest is, where it is in none; ``country``: where it is abroad (ISO 3166-1).
    """

    where: str
    also: tuple[str, ...] = ()
    km: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePromise(PromiseData):
    """The village that was chosen; ``home``: where one lives; ``begins``: how to report follows."""

    code: str
    home: bool
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCountPromise(PromiseData):
    """How many are on watch in a village."""

    village: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchWherePromise(PromiseData):
    """In which village; ``count``: how many are on watch, or that it is asked for."""

    villages: tuple[str, ...]
    count: int | str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfferPromise(PromiseData):
    """Codes that words behind a command may mean; none: they mean none of one's own."""

    command: str
    places: tuple[str, ...] = ()
