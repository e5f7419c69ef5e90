"""What may have happened: plain records that a test draws, writes down and counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.figures.country import ENDED, EVERY, VILLAGES, ZONES

# Plain and confidential ones, word that all is well, and one that is in the list no more.
KINDS = (
    *("balap_bising", "kebakaran", "pencurian", "medis", "lain", "dihapus", "situasi_aman"),
    *("kdrt_anak", "kekerasan_seksual", "gizi_kia", "aparat"),
)
PASSED_UP = ("kdrt_anak", "kekerasan_seksual")
OVER = ("handled", "forwarded", "not_found", "other", "no_incident", "mistaken", "false_report")
OPEN = ("recorded", "open", "acknowledged", "en_route")
ROLES = ("officer", "deputy", "supervisor", "coordinator", "village_head", "unit:ppa", "cadre")
# Ends of years, of a long year's last week, of months and weeks; and days like any other.
ENDS = (
    *(date(2026, 1, 1), date(2026, 1, 5), date(2026, 11, 1), date(2026, 11, 23)),
    *(date(2026, 11, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 4)),
)
_HOURS = (0, 0, 0, 1, 6, 12, 21, 22, 23, 23)
_MINUTES = ((0, 0), (0, 1), (29, 59), (30, 0), (59, 59))


@dataclass(frozen=True, slots=True)
class Told:
    """An incident with its reports. ``quiet``: None where it has no alert.

    ``came_to``: the village of its first report, where the incident was moved since; ``said``:
    likewise of its category. ``into``: which incident holds its reports now. ``joined``: minutes
    after which others reported it. ``called``: the supervisors above were called to it too, page
    or word, where it was not theirs.
    """

    number: int
    village: str
    kind: str
    severity: str
    at: datetime
    status: str
    outcome: str | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    quiet: bool | None = None
    came_to: str = ""
    said: str = ""
    into: int | None = None
    joined: tuple[int, ...] = ()
    called: bool = False

    @property
    def ticket(self) -> str:
        """Return the number by which people know it."""
        return f"KT-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody with posts (role, region). ``heard``: when a test page went unheard."""

    number: int
    posts: tuple[tuple[str, str], ...]
    home: str | None = None
    reached: bool = True
    heard: datetime | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything until ``now``. ``code_changes``: an old code and one that came out of it."""

    now: datetime
    told: tuple[Told, ...] = ()
    well: tuple[tuple[str, datetime], ...] = ()
    workers: tuple[Worker, ...] = ()
    code_changes: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def joined_by(self, worker: Worker) -> History:
        """Return the same with somebody more."""
        return replace(self, workers=(*self.workers, worker))


def _passages() -> st.SearchStrategy[frozenset[tuple[str, str]]]:
    """Draw what a decree did to a village that ended: nothing came out of it, one, elsewhere, two.

    And whether a part of another one that goes on became a village of its own.
    """
    of_each = []
    for ended in ENDED:
        near, other = ended[:-4] + "1001", ended[:6] + "02.1001"
        ways = ((), (near,), (other,), (near, other))
        of_each.append(st.sampled_from([frozenset((ended, new) for new in way) for way in ways]))
    split = st.sampled_from([frozenset(), frozenset({(VILLAGES[0], VILLAGES[1])})])
    return st.tuples(*of_each, split).map(lambda parts: frozenset().union(*parts))


@st.composite
def _moments(draw: st.DrawFn, now: datetime, days: int) -> datetime:
    """Draw a moment before ``now``, often at the edge of a day of one of the zones."""
    zone = ZoneInfo(draw(st.sampled_from(sorted(ZONES.values()))))
    back = draw(st.one_of(st.integers(0, 16), st.integers(0, days)))
    day = now.astimezone(zone).date() - timedelta(days=back)
    hour, (minute, second) = draw(st.tuples(st.sampled_from(_HOURS), st.sampled_from(_MINUTES)))
    return min(datetime.combine(day, time(hour, minute, second), zone).astimezone(UTC), now)


@st.composite
def _incidents(draw: st.DrawFn, number: int, now: datetime) -> Told:
    at = draw(_moments(now, 100))
    village = draw(st.sampled_from((*VILLAGES, *ENDED)))
    kind = draw(st.sampled_from(KINDS))
    severity = draw(st.sampled_from(("RENDAH", "SEDANG", "TINGGI", "DARURAT")))
    elsewhere = draw(st.one_of(st.just(""), st.just(""), st.sampled_from(VILLAGES)))
    said = draw(st.one_of(st.just(""), st.just(""), st.sampled_from(KINDS)))
    joined = draw(st.lists(st.integers(1, 300), max_size=2).map(tuple))
    called = kind in PASSED_UP and draw(st.booleans())
    return Told(
        number, village, kind, severity, at, came_to=elsewhere, said=said, joined=joined,
        called=called, **draw(_fates(at, now)),
    )  # fmt: skip


@st.composite
def _fates(draw: st.DrawFn, at: datetime, now: datetime) -> dict[str, Any]:
    """Draw how an incident stands; one that was reopened was answered, and is open."""
    waited = st.integers(1, 150_000).map(lambda minutes: min(at + timedelta(minutes=minutes), now))
    answered = draw(st.one_of(st.none(), waited))
    if draw(st.integers(0, 2)) == 0:
        status = draw(st.sampled_from(OPEN))
        quiet = (
            draw(st.booleans()) if status in {"acknowledged", "en_route"} else status == "recorded"
        )
        held = status in {"acknowledged", "en_route"}
        answered = answered or (now if held else None)
        untouched = status == "recorded" and draw(st.booleans())
        never = {"status": status, "quiet": None} if untouched else {}
        return {"status": status, "quiet": quiet, "answered_at": answered} | never
    closed = draw(waited)
    ended = {"status": "closed", "outcome": draw(st.sampled_from(OVER)), "closed_at": closed}
    return ended | {"answered_at": answered, "quiet": draw(st.booleans())}


@st.composite
def _workers(draw: st.DrawFn, number: int, now: datetime) -> Worker:
    post = st.tuples(st.sampled_from(ROLES), st.sampled_from(EVERY))
    posts = draw(st.lists(post, min_size=1, max_size=3, unique=True).map(tuple))
    home = draw(st.one_of(st.none(), st.sampled_from(VILLAGES)))
    heard = draw(st.one_of(st.none(), _moments(now, 30)))
    return Worker(number, posts, home, draw(st.booleans()), heard)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw a history that ends shortly after the end of some period in one of the zones."""
    zone = ZoneInfo(draw(st.sampled_from(sorted(ZONES.values()))))
    end = datetime.combine(draw(st.sampled_from(ENDS)), time(), zone)
    after = draw(st.sampled_from((0, 1, 45, 90, 150, 720, 2_000, 4_321)))
    now = (end + timedelta(minutes=after)).astimezone(UTC)
    count = draw(st.integers(0, 25))
    told = [draw(_incidents(number, now)) for number in range(1, count + 1)]
    well = st.tuples(st.sampled_from((*VILLAGES, *ENDED)), _moments(now, 50))
    workers = [draw(_workers(number, now)) for number in range(1, draw(st.integers(0, 6)) + 1)]
    return History(
        now,
        tuple(_merged(told, draw(st.lists(st.integers(0, 200), max_size=3)))),
        tuple(draw(st.lists(well, max_size=8))),
        tuple(workers),
        draw(_passages()),
    )


def _merged(told: list[Told], which: list[int]) -> list[Told]:
    """Put some incidents to the one after them: they end, and their reports stand there."""
    found = list(told)
    for place in {number % len(told) for number in which} if len(told) > 1 else ():
        if place + 1 < len(found) and found[place + 1].into is None and found[place].into is None:
            found[place] = replace(
                found[place], into=found[place + 1].number, status="closed", outcome="merged",
                closed_at=found[place].closed_at or found[place].at, quiet=False,
            )  # fmt: skip
    return found
