"""Where nobody can answer, of one reader's regions: one statement, where four cost four trips."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import String, case, cast, func, literal, null, select, union_all

from bot.domain.access import ancestors
from bot.models import MemberGrant, Region, TestPage
from bot.places import region_statements
from bot.services.digests import place_queries
from bot.services.digests.period_figures import Guarded
from bot.services.digests.place_queries import Place, Post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside

_VILLAGES, _UNGUARDED, _LOST, _TESTS = "villages", "unguarded", "lost", "tests"
_NOWHERE = (cast(null(), String).label("code"), cast(null(), String).label("name"))
_PLACE = (Region.code, Region.name)


async def guarded(session: AsyncSession, regions: Collection[str], span: Span) -> Guarded:
    """Count the villages, those without an officer, lost posts, and a span's failed tests."""
    above = sorted({code for region in regions for code in ancestors(region)})
    ends = {"since": span.since, "until": span.until}
    rows = await region_statements.execute(session, _written, regions, above=above, **ends)
    found: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for what, n, code, name in rows:
        found[what].append((n, Place(code or "", name or "")))
    places = [replace(place, peopled=bool(n)) for n, place in found[_UNGUARDED]]
    return of(
        villages=sum(n for n, _ in found[_VILLAGES]),
        unguarded=sorted(places, key=lambda place: (not place.peopled, place.code)),
        lost=[Post(member, place) for member, place in found[_LOST]],
        tests_failed=sum(n for n, _ in found[_TESTS]),
    )


def of(
    *, villages: int, unguarded: Sequence[Place], lost: Iterable[Post], tests_failed: int
) -> Guarded:
    """Count each lost post once, and each of its people, of what was read."""
    posts = {(post.place, post.member_id) for post in lost}
    by_place = Counter(place for place, _ in posts)
    return Guarded(
        villages=villages,
        missing=unguarded,
        unreachable=sorted(by_place.items(), key=lambda entry: entry[0].code),
        unreachable_people=len({member for _, member in posts}),
        tests_failed=tests_failed,
    )


def _written(here: Inside) -> Select[str, int, str | None, str | None]:
    """Return what a row is of; how many, whether, or which member; a region's code and name."""
    villages = select(literal(_VILLAGES).label("what"), func.count().label("n"), *_NOWHERE)
    unguarded = place_queries.without_officer(here).with_only_columns(
        literal(_UNGUARDED), case((place_queries.PEOPLED, 1), else_=0), *_PLACE
    )
    lost = place_queries.unreached(here).with_only_columns(
        literal(_LOST), MemberGrant.member_id, *_PLACE
    )
    tests = place_queries.unheard(here).with_only_columns(
        literal(_TESTS), func.count(TestPage.id.distinct()), *_NOWHERE
    )
    everything = union_all(
        villages.select_from(Region).where(*place_queries.in_villages(here)),
        unguarded.order_by(None),
        lost.order_by(None),
        tests,
    )
    return select(*everything.subquery().c)
