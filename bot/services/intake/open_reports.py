"""The reports of a village's open incidents, read once for all reports of a batch.

Only incidents that are open and began within hours are read, by an index over both columns, so
that the cost does not grow with what is stored.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain.access import Level, region_at
from bot.domain.merging import Observation
from bot.models import Draft, Incident, Member, Region, Report, loaded_rows
from bot.places import place_search
from bot.services.intake import open_report_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

_KNOWN, _DISTRICTS = "similar_incidents.known", "similar_incidents.districts"
_WITH_ALERT = (
    select(Incident)
    .where(Incident.id == bindparam("incident"))
    .options(joinedload(Incident.village), joinedload(Incident.alert))
)
_NAMES = (
    update(Incident)
    .where(Incident.id == bindparam("incident"))
    .values(similar_id=bindparam("other"))
    .execution_options(synchronize_session=False)
)


class StoredReport:
    """A report that was stored before this batch."""

    def __init__(self, row: Row[*tuple[Any, ...]]) -> None:
        """Take a row of :mod:`bot.services.intake.open_report_rows`."""
        self._row = row
        self.incident_id: int = row.incident_id
        self.kind: str = row.incident_category
        self.similar_id: int | None = row.similar_id

    @cached_property
    def observation(self) -> Observation:
        """Return it as an observation; parsed once, however many are compared to it."""
        return _observation(self._row, self._row.village_name)

    def is_open(self, session: AsyncSession) -> bool:
        """Tell whether its incident is still open in its village after this batch's changes."""
        incident = loaded_rows.known(session, Incident, self.incident_id)
        return incident is None or _is_open(incident, self.observation.village)

    async def name_similar(self, session: AsyncSession, other: int) -> None:
        """Set the other incident that its incident may be the same as."""
        self.similar_id = other
        incident = loaded_rows.known(session, Incident, self.incident_id)
        if incident is not None:
            incident.similar_id = other
        else:
            await session.execute(_NAMES, {"incident": self.incident_id, "other": other})

    async def open_incident(self, session: AsyncSession) -> Incident | None:
        """Return its incident with village and alert; None: this batch closed or moved it."""
        incident = await session.scalar(_WITH_ALERT, {"incident": self.incident_id})
        if incident is None or not _is_open(incident, self.observation.village):
            return None
        if incident.alert is not None:  # else reading ``alert.incident`` would cost a statement
            set_committed_value(incident.alert, "incident", incident)
        return incident


class SentReport:
    """A report of this very batch: its incident may not be in the database yet."""

    def __init__(self, report: Report) -> None:
        """Take a report that was just sent."""
        self.observation = observation_of(report)
        self._report = report

    @property
    def incident_id(self) -> int:
        """Return the id of its incident."""
        return self._report.incident_id

    @property
    def kind(self) -> str:
        """Return its incident's kind."""
        return self._report.incident.category

    @property
    def similar_id(self) -> int | None:
        """Return the other incident that its incident may be the same as."""
        return self._report.incident.similar_id

    def is_open(self, _session: AsyncSession) -> bool:
        """Tell whether its incident is still open in its village."""
        return _is_open(self._report.incident, self.observation.village)

    async def name_similar(self, _session: AsyncSession, other: int) -> None:
        """Set the other incident that its incident may be the same as."""
        self._report.incident.similar_id = other

    async def open_incident(self, _session: AsyncSession) -> Incident | None:
        """Return its incident; None: it was closed, or moved to another village."""
        incident = self._report.incident
        return incident if _is_open(incident, self.observation.village) else None


OpenReport: TypeAlias = "StoredReport | SentReport"
# By village and incident, in the order in which they came.
_Known: TypeAlias = "dict[str, dict[int, list[OpenReport]]]"


async def in_village(
    session: AsyncSession, village: str, *, config: Config, now: datetime
) -> Iterator[Sequence[OpenReport]]:
    """Return the reports of each incident that is open in a village, the newest incident first.

    They are read at once for all villages of a batch.
    """
    known: _Known = session.info.setdefault(_KNOWN, {})
    if village not in known:
        homes = (one.village_code for one in loaded_rows.all_of(session, Member))
        places = (one.village_code for one in loaded_rows.all_of(session, Draft))
        wanted = [village, *(code for code in (*homes, *places) if code is not None)]
        await _read(session, wanted, config=config, now=now)
    return known_open(session, village)


async def _read(
    session: AsyncSession, villages: Sequence[str], *, config: Config, now: datetime
) -> None:
    """Read the open incidents of those villages that this batch has not read yet."""
    known: _Known = session.info.setdefault(_KNOWN, {})
    unread = set(villages) - known.keys()
    if not unread:
        return
    known |= {code: {} for code in unread}
    since = now - config.merging.longest
    never = config.merging.never
    for row in reversed(await open_report_rows.load(session, unread, never=never, since=since)):
        known[row.village_code].setdefault(row.incident_id, []).append(StoredReport(row))


async def neighbouring_villages(
    session: AsyncSession, village: Region, *, config: Config, now: datetime
) -> Sequence[str]:
    """Return the other villages of a village's district, whose open incidents are read at once."""
    districts: dict[str, Sequence[str]] = session.info.setdefault(_DISTRICTS, {})
    code = region_at(village.code, Level.DISTRICT) or village.code
    if code not in districts:
        districts[code] = await place_search.villages_of(session, code)
    others = [one for one in districts[code] if one != village.code]
    await _read(session, others, config=config, now=now)
    return others


def known_open(session: AsyncSession, village: str) -> Iterator[Sequence[OpenReport]]:
    """Yield, newest first, the reports that were read of each incident that is still open.

    Lazily, since callers look at few of them.
    """
    known: _Known = session.info[_KNOWN]
    for reports in reversed(known[village].values()):
        if still := [one for one in reports if one.is_open(session)]:
            yield still


def is_known_open(session: AsyncSession, village: str, incident: int | None) -> bool:
    """Tell whether an incident is among those read for a village, and is still open."""
    known: _Known = session.info[_KNOWN]
    return any(one.is_open(session) for one in known[village].get(incident or 0, ()))


def remember(session: AsyncSession, report: Report) -> None:
    """Add a report that was just sent, so that later reports of this batch find it."""
    known: _Known = session.info.setdefault(_KNOWN, {})
    if report.village_code in known:
        of_incident = known[report.village_code].setdefault(report.incident_id, [])
        of_incident.append(SentReport(report))


def observation_of(report: Report) -> Observation:
    """Return a report as an observation, to be compared to others."""
    return _observation(report, report.village.name)


def _observation(report: Report | Row[*tuple[Any, ...]], village_name: str) -> Observation:
    return Observation(
        kind=report.category,
        village=report.village_code,
        at=report.written_at,
        text=report.text,
        position=None if report.lat is None or report.lon is None else (report.lat, report.lon),
        ongoing=True if report.emergency else report.ongoing,
        village_name=village_name,
    )


def _is_open(incident: Incident, village: str) -> bool:
    return incident.status in open_report_rows.OPEN and incident.village_code == village
