"""The history of an incident: what was done, and in which office."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from sqlalchemy import bindparam, select

from bot.domain import access
from bot.domain.access import Grant, Role
from bot.models import AlertEvent, new_id, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert

# In which office somebody answers who holds several, the first that covers the village.
OFFICES = (Role.OFFICER, Role.DEPUTY, access.ANY_UNIT, Role.SUPERVISOR)


class EventKind(StrEnum):
    """The kinds of line in an incident's history."""

    PAGED = "paged"  # run, position, people
    NOBODY = "nobody"  # a step whose targets are nobody; run, position
    UNREACHED = "unreached"  # not even the last resort is anybody; run
    UNANSWERED = "unanswered"  # the last resort's turn came, and its reporters were told; run
    UNDELIVERED = "undelivered"  # a page came back; run, position
    ACKNOWLEDGED = "acknowledged"  # office, as all that somebody does who answers
    EN_ROUTE = "en_route"
    HELP = "help"  # somebody else is on the way to what is held already
    ASKED = "asked"  # "masih ditangani?"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    LEFT = "left"  # the holder's post ended
    GONE = "gone"  # its holder cannot be reached; of what pages nobody
    HANDED_OVER = "handed_over"  # its holder went off duty; office
    CLOSED = "closed"  # office; of a false report about: why
    NO_INCIDENT = "no_incident"
    MOVED = "moved"  # the new run, from_village, to_village
    RECLASSIFIED = "reclassified"  # another kind; about: the one that it was until then; office
    REGRADED = "regraded"  # worse or milder; about: the severity that it had; office
    RETIMED = "retimed"  # it goes on, or is over; about: what was said of it before; office
    RESUMED = "resumed"  # closed before, and opened again by whoever answers; office
    NOTED = "noted"  # a note was written, which stands in its own table
    TAKEN_BACK = "taken_back"  # the supervisor undid a closing or a move; office
    UNREVIEWED = "unreviewed"  # nobody stands above whoever closed or moved it; about: which
    ADDED = "added"  # a further report of the same person, which the cards show
    JOINED = "joined"  # a report of another person, which the cards show
    MERGED = "merged"  # two incidents are one; in both of them; office
    SPLIT = "split"  # ... and are two again; office
    ONE_MISTAKEN = "one_mistaken"  # one reporter of several took theirs back
    MISTAKEN = "mistaken"  # these four: by the reporter, whom no line names
    SAFE = "safe"
    REOPENED = "reopened"
    URGED = "urged"  # they ask to hurry
    RESTED = "rested"  # the bot was restored from a copy; nobody knows whether its holder has it


ANSWERS = frozenset({EventKind.ACKNOWLEDGED, EventKind.EN_ROUTE, EventKind.RENEWED})

# What makes an alert page on: whoever was called before it need not answer what comes after.
ANEW = frozenset(
    {
        *(EventKind.LAPSED, EventKind.LEFT, EventKind.GONE, EventKind.HANDED_OVER),
        *(EventKind.MOVED, EventKind.REOPENED, EventKind.RESUMED, EventKind.TAKEN_BACK),
    }
)
# Written once: every batch of cards reads by it.
_LINES = (
    select(AlertEvent)
    .where(
        AlertEvent.incident_id.in_(bindparam("incidents", expanding=True)),
        AlertEvent.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(AlertEvent.at, AlertEvent.id)
)


_SAID = _LINES.with_only_columns(AlertEvent.incident_id, AlertEvent.kind)


class EventFacts(TypedDict, total=False):
    """What a line says beside what happened, when and by whom; see :class:`AlertEvent`."""

    office: str | None
    run: int
    position: int
    people: int
    from_village: str
    to_village: str
    about: str


_NO_FACTS: dict[str, Any] = dict.fromkeys(EventFacts.__annotations__)


def record(
    session: AsyncSession,
    alert: Alert,
    kind: EventKind,
    *,
    now: datetime,
    by: int | None = None,
    **facts: Unpack[EventFacts],
) -> None:
    """Write a line of the alert's incident. ``facts``: what its kind tells."""
    unit_of_work.add_row(session, AlertEvent, _row(alert, kind, now, by, facts))


def record_and_return(
    session: AsyncSession,
    alert: Alert,
    kind: EventKind,
    *,
    now: datetime,
    by: int | None = None,
    **facts: Unpack[EventFacts],
) -> AlertEvent:
    """Write a line as :func:`record` does, and return it: others are to look at it."""
    event = AlertEvent(**_row(alert, kind, now, by, facts))
    session.add(event)
    return event


def _row(
    alert: Alert, kind: EventKind, now: datetime, by: int | None, facts: EventFacts
) -> dict[str, Any]:
    own = {"id": new_id(), "incident_id": alert.incident_id, "at": now, "kind": kind}
    return _NO_FACTS | own | {"member_id": by} | facts


async def load_events(
    session: AsyncSession, incidents: Iterable[int], kinds: Iterable[EventKind] = EventKind
) -> Sequence[AlertEvent]:
    """Return the events of these incidents, oldest first, unflushed ones included."""
    await session.flush()
    which = {"incidents": list(incidents), "kinds": list(kinds)}
    return (await session.scalars(_LINES, which)).all()


async def load_event_kinds(
    session: AsyncSession, incidents: Iterable[int], kinds: Iterable[EventKind]
) -> Sequence[Row[int, str]]:
    """Return incident and kind of each event that :func:`load_events` would return."""
    await session.flush()
    which = {"incidents": list(incidents), "kinds": list(kinds)}
    return (await session.execute(_SAID, which)).all()


async def reaches_nobody(session: AsyncSession, alert: Alert) -> bool:
    """Tell whether nobody holds an alert, and its last step found nobody who can be reached."""
    if alert.holder_id is not None:
        return False
    steps = (EventKind.PAGED, EventKind.UNREACHED)
    found = await load_event_kinds(session, [alert.incident_id], steps)
    return bool(found) and found[-1][1] == EventKind.UNREACHED


async def last_answer(session: AsyncSession, alert: Alert) -> AlertEvent | None:
    """Return the newest event in which the present holder answered."""
    answers = await load_events(session, [alert.incident_id], ANSWERS)
    return next((one for one in reversed(answers) if one.member_id == alert.holder_id), None)


def office(grants: Iterable[Grant], village: str) -> str | None:
    """Return in which office, as ``role@region``, somebody answers for ``village``.

    Officers act in office: this is what others see in place of a name.
    """
    covering = [grant for grant in grants if access.covers(grant.region, village)]
    for role in OFFICES:
        held = [grant for grant in covering if access.matches(grant.role, frozenset({role}))]
        if held:
            return _written(max(held, key=lambda grant: len(grant.region)))
    return _written(covering[0]) if covering else None


def read_office(written: str | None) -> Grant | None:
    """Return the role and region that :func:`office` wrote down."""
    role, _, region = (written or "").partition("@")
    return Grant(role, region) if region else None


def read_offices(written: Iterable[str]) -> list[Grant]:
    """Return the roles and regions of several; what is none is left out."""
    return [office for office in map(read_office, written) if office is not None]


def _written(grant: Grant) -> str:
    return f"{grant.role}@{grant.region}"
