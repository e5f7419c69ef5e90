"""Which villages fell silent: of what is confidential a sign counts for its readers alone.

A village that is not named as silent, though none of its figures grew, would tell everybody else
that there was such a report: an officer the one against them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, bindparam, func, select, true, union_all

from bot.models import Region, Report, Situation
from bot.places import region_statements
from bot.services.digests import place_queries
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import ColumnElement, Select, Subquery
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside


class FellSilent(NamedTuple):
    """A village of which nothing was heard of late; ``confided``: but for these kinds."""

    place: Place
    confided: tuple[str, ...] = ()

    def is_heard(self, reads: Callable[[str, str], bool]) -> bool:
        """Tell whether something came that its reader counts: of which village, of which kind."""
        return any(reads(self.place.code, kind) for kind in self.confided)


async def silent(
    session: AsyncSession,
    under: Collection[str],
    silence: Span,
    usual: Span,
    closed: Collection[str],
) -> Sequence[FellSilent]:
    """Return the villages of which something was heard in ``usual`` and nothing in ``silence``.

    ``closed``: the confidential kinds, which are no sign but for who reads them.
    """
    bound = ends(silence, usual, closed)
    return grouped(await region_statements.execute(session, _fell_silent, under, **bound))


def ends(silence: Span, usual: Span, closed: Collection[str]) -> dict[str, object]:
    """Return what is bound when :func:`fell_silent` runs."""
    spans = {"heard_since": usual.since, "quiet_since": silence.since, "heard_until": silence.until}
    return {**spans, "closed": sorted(closed)}


def grouped(rows: Iterable[Sequence[str | None]]) -> list[FellSilent]:
    """Return villages of rows of code, name and a confidential kind, in the order of the codes."""
    names: dict[str, str] = {}
    confided: dict[str, set[str]] = defaultdict(set)  # few have any
    for code, name, kind in rows:
        names[code or ""] = name or ""
        if kind is not None:
            confided[code or ""].add(kind)
    return [
        FellSilent(Place(code, name), tuple(sorted(confided.get(code, ()))))
        for code, name in sorted(names.items())
    ]


def _fell_silent(here: Inside) -> Select[str, str, str | None]:
    quiet = fell_silent(here).subquery()
    return (
        select(Region.code, Region.name, Report.category)
        .join(quiet, quiet.c.village == Region.code)
        .outerjoin(Report, confided_of_late(quiet))
        .where(*place_queries.in_villages(lambda _: true()))
    )


def confided_of_late(quiet: Subquery) -> ColumnElement[bool]:
    """Return the condition that a confidential report came of late from a village of these."""
    return and_(
        Report.village_code == quiet.c.village,
        Report.created_at >= bindparam("quiet_since"),
        Report.created_at < bindparam("heard_until"),
        Report.category.in_(bindparam("closed", expanding=True)),
    )


def fell_silent(here: Inside) -> Select[str]:
    """Return the codes (``village``) of which something was heard, and nothing of late.

    Whoever confided something is not heard here.
    """
    plain = Report.category.not_in(bindparam("closed", expanding=True))
    signs = union_all(
        *(
            select(table.village_code.label("village"), table.created_at.label("at")).where(
                here(table.village_code),
                table.created_at >= bindparam("heard_since"),
                table.created_at < bindparam("heard_until"),
                *such,
            )
            for table, such in ((Report, (plain,)), (Situation, ()))
        )
    ).subquery()
    heard = select(signs.c.village).group_by(signs.c.village)
    return heard.having(func.max(signs.c.at) < bindparam("quiet_since"))
