"""Where nobody can answer, of one reader's regions: one statement, where four cost four trips."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import String, and_, case, cast, func, literal, null, select, union_all

from bot.domain.access import Role, ancestors
from bot.models import Member, MemberGrant, Region, TestPage
from bot.places import region_statements
from bot.services.digests import place_queries
from bot.services.digests.period_figures import Guarded
from bot.services.digests.place_queries import Place, Post
from bot.services.staffing.village_staff import held

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import CTE, ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside

_VILLAGES, _UNGUARDED, _LOST, _TESTS = "villages", "unguarded", "lost", "tests"
_NOWHERE = (cast(null(), String).label("code"), cast(null(), String).label("name"))
_VILLAGE, *_ABOVE = (13, 8, 5, 2)  # characters of the code of a village, and of those above


class Found(NamedTuple):
    """What a row is of; how many, whether, or which member; a region's code and name."""

    what: str
    n: int
    code: str | None
    name: str | None


async def guarded(session: AsyncSession, regions: Collection[str], span: Span) -> Guarded:
    """Count the villages, those without an officer, lost posts, and a span's failed tests."""
    rows = await region_statements.execute(session, _written, regions, **ends(regions, span))
    return of_rows([Found(*row) for row in rows])


def ends(regions: Collection[str], span: Span) -> dict[str, object]:
    """Return what is bound when :func:`parts` run."""
    above = sorted({code for region in regions for code in ancestors(region)})
    return {"above": above, "since": span.since, "until": span.until}


def of_rows(rows: Iterable[Found]) -> Guarded:
    """Return what the rows of :func:`parts` say."""
    found: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for what, n, code, name in rows:
        found[what].append((n, Place(code or "", name or "")))
    places = [replace(place, peopled=bool(n)) for n, place in found[_UNGUARDED]]
    return count(
        villages=sum(n for n, _ in found[_VILLAGES]),
        unguarded=sorted(places, key=lambda place: (not place.peopled, place.code)),
        lost=[Post(member, place) for member, place in found[_LOST]],
        tests_failed=sum(n for n, _ in found[_TESTS]),
    )


def count(
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
    return select(*union_all(*parts(here, villages(here))).subquery().c)


def villages(here: Inside) -> CTE:
    """Return the villages of these regions by code and name, to be named in several parts."""
    found = select(Region.code, Region.name).where(*place_queries.in_villages(here))
    return found.cte("there")


def parts(here: Inside, there: CTE) -> list[Select[str, int, str | None, str | None]]:
    """Return statements whose rows are as :class:`Found` tells; ``there``: :func:`villages`.

    Villages and posts are named once, each for two parts: a statement is planned anew whenever it
    runs, which took longer than to find all of its rows.
    """
    posts = _posts(here)
    counted = select(literal(_VILLAGES).label("what"), func.count().label("n"), *_NOWHERE)
    peopled = case((place_queries.peopled(there.c.code), 1), else_=0)
    unguarded = select(literal(_UNGUARDED), peopled, there.c.code, there.c.name)
    lost = select(literal(_LOST), posts.c.member_id, Region.code, Region.name).join_from(
        posts, Region, Region.code == posts.c.region_code
    )
    tests = place_queries.unheard(here).with_only_columns(
        literal(_TESTS), func.count(TestPage.id.distinct()), *_NOWHERE
    )
    return [
        counted.select_from(there),
        unguarded.where(_without_officer(there.c.code, posts)),
        lost.where(posts.c.is_lost == 1),
        tests,
    ]


def _posts(here: Inside) -> CTE:
    """Return the posts of officers and deputies here or above.

    ``is_lost``: 1 where Telegram does not reach the holder, NULL where he was erased. Looked up by
    post: joined, PostgreSQL would read all members for the posts of a regency.
    """
    of = MemberGrant
    lost = select(case((Member.unreachable_at.is_not(None), 1), else_=0)).where(
        Member.id == of.member_id, Member.erased_at.is_(None)
    )
    found = select(of.region_code, of.role, of.member_id, lost.scalar_subquery().label("is_lost"))
    return found.where(*held(place_queries.here_or_above(here))).cte("posts")


def _without_officer(village: ColumnElement[str], posts: CTE) -> ColumnElement[bool]:
    """Tell whether no officer of these serves in a village, nor above."""
    of = posts.c.region_code
    officers = select(of).where(  # by "=" SQLite would index them first
        posts.c.role != Role.DEPUTY, posts.c.is_lost.is_not(None)
    )
    above = officers.where(func.length(of) < _VILLAGE)
    return and_(
        village.not_in(officers),
        *(func.substr(village, 1, digits).not_in(above) for digits in _ABOVE),
    )
