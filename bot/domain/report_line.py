"""A report as a line of a file, as ``export reports`` writes it: what makes it good, and what not.

A history from elsewhere is read as well: only village, category, text and moment must be there.
Whatever stands in a field was written by somebody: it is looked at, and quoted in no reason but as
a code that is none.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain import access, spreadsheet_values
from bot.domain.access import Level
from bot.domain.addendum_line import parse_addenda, parse_flag
from bot.domain.category import Severity
from bot.domain.escalation import AlertStatus
from bot.domain.ticket import ALPHABET, TICKET_LENGTH, read_ticket

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.addendum_line import AddendumLine
    from bot.domain.category import Category

FIELDS = (
    "ticket", "incident", "village", "category", "severity", "status", "reporter", "text",
    "created_at", "lat", "lon", "outcome", "answered_at", "closed_at",
)  # fmt: skip
NESTED = ("forwarded", "addenda", "unheard")  # what is no text in JSON
DERIVED = ("spot", "reporters")  # follow from the text, and from the lines of an incident
REQUIRED = frozenset({"village", "category", "text", "created_at"})
RECORDED = AlertStatus.RECORDED  # an incident that paged nobody
STATUSES = tuple(AlertStatus)
OUTCOMES = ("handled", "forwarded", "not_found", "other", "no_incident", "mistaken", "false_report")
SOMEBODY = "Warga"  # where no alias is told
NOBODY = "Anonim"  # where the category hides who it was
# One message has 4096 characters at most, an album ten captions of 1024.
LONGEST_TEXT, LONGEST_ALIAS, LONGEST_QUOTE = 10_240, 40, 40  # characters
EARLIEST = datetime(1945, 8, 17, tzinfo=UTC)
AHEAD = timedelta(minutes=5)  # by so much two clocks may differ
_BROKEN = re.compile("[\0\ud800-\udfff]")  # what no database takes
_BITS = 5  # of one character of a ticket


class BadLine(ValueError):
    """Why a line is not taken: the end of a sentence that begins with its number."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line that can be taken, by itself. ``ticket`` None: one is made of what it says.

    ``outcome``, ``answered_at``, ``closed_at``: of its incident. ``lat``, ``lon``: in degrees.
    ``dotless``: the village's code as the line writes it, where that is without its dots.
    """

    ticket: str | None
    incident: str | None
    village: str
    category: str
    severity: str
    status: str
    reporter: str
    text: str
    created_at: datetime
    lat: float | None = None
    lon: float | None = None
    outcome: str | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    dotless: str | None = field(default=None, compare=False)
    forwarded: bool = False
    unheard: bool = False
    addenda: tuple[AddendumLine, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """Return whether its alias joins it to no other report."""
        return self.reporter.startswith(NOBODY)

    def made_ticket(self, attempt: int) -> str:
        """Return a ticket that follows from what the line says: the same line has it again.

        Of two lines that come to the same one the second takes that of the next ``attempt``.
        """
        said = (self.village, self.category, self.created_at.isoformat(), self.text, attempt)
        number = int.from_bytes(hashlib.sha256(repr(said).encode()).digest()[:8])
        places = range(0, _BITS * TICKET_LENGTH, _BITS)
        return "KT-" + "".join(ALPHABET[number >> place & 31] for place in places)


def parse_report(
    fields: Mapping[str, object], categories: Mapping[str, Category], now: datetime
) -> ReportLine:
    """Read the fields of a line (its village may not exist). Raises BadLine."""
    told = {name: _told(fields, name) for name in FIELDS}
    missing = [name for name in FIELDS if name in REQUIRED and told[name] is None]
    if missing:
        raise BadLine(f"{' and '.join(missing)} missing")
    category = _category(told["category"] or "", categories)
    lat, lon = _position(told["lat"], told["lon"])
    status, village = _status(told["status"] or RECORDED), told["village"] or ""
    return ReportLine(
        ticket=_ticket("ticket", told["ticket"]),
        incident=_ticket("incident", told["incident"]),
        village=_village(village),
        category=category.code,
        severity=_severity(told["severity"] or category.severity),
        status=status,
        reporter=_reporter(told["reporter"], category),
        text=_text(told["text"] or ""),
        created_at=_moment("created_at", told["created_at"] or "", now),
        lat=lat,
        lon=lon,
        outcome=_outcome(told["outcome"], status),
        answered_at=_later(told, "answered_at", now),
        closed_at=_later(told, "closed_at", now) if status == AlertStatus.CLOSED else None,
        dotless=village if spreadsheet_values.digits(village) else None,
        **_nested(fields, now),
    )


def _nested(fields: Mapping[str, object], now: datetime) -> dict[str, Any]:
    """Return whether it was forwarded, had a voice that was not heard, and what was added."""
    try:
        return {
            "forwarded": parse_flag("forwarded", fields.get("forwarded")),
            "unheard": parse_flag("unheard", fields.get("unheard")),
            "addenda": parse_addenda(
                fields.get("addenda"), lambda said: _moment("at of an addendum", said, now)
            ),
        }
    except ValueError as reason:
        raise BadLine(str(reason)) from None


def quoted(value: str) -> str:
    """Return a code that is none as a terminal can bear it: short, without control characters."""
    return repr(value if len(value) <= LONGEST_QUOTE else f"{value[:LONGEST_QUOTE]}...")


def _told(fields: Mapping[str, object], name: str) -> str | None:
    """Return a field; absent, null, or empty where that says nothing: None."""
    value = fields.get(name)
    if value is None or (value == "" and name != "text"):
        return None
    if name in {"lat", "lon", "village"} and isinstance(value, (int, float)):
        value = repr(value)
    if not isinstance(value, str):
        raise BadLine(f"{name} is no text; put it into quotation marks")
    if _BROKEN.search(value):
        raise BadLine(f"{name} holds half a character or a NUL; write the file in UTF-8")
    return value


def _ticket(name: str, said: str | None) -> str | None:
    if said is not None and read_ticket(said) != said:
        raise BadLine(
            f"{name} {quoted(said)} is none of ours; write it like KT-4F7Q2M, or leave it out"
        )
    return said


def _village(said: str) -> str:
    if spreadsheet_values.is_rounded(said):
        raise BadLine("village was rounded by a spreadsheet; format its column as text")
    code = spreadsheet_values.region_code(said)
    if code is None or access.level_of(code) is not Level.VILLAGE:
        raise BadLine(
            f"village {quoted(said)} is no code of a village; write it like 73.71.09.1001"
        )
    return code


def _category(code: str, categories: Mapping[str, Category]) -> Category:
    if code not in categories:
        raise BadLine(f"category {quoted(code)} is unknown; see config/categories.toml")
    return categories[code]


def _severity(said: str) -> str:
    if said not in tuple(Severity):
        raise BadLine(f"severity {quoted(said)} is unknown; write {', '.join(Severity)}")
    return said


def _status(said: str) -> str:
    if said not in STATUSES:
        raise BadLine(f"status {quoted(said)} is unknown; write {', '.join(STATUSES)}")
    return said


def _outcome(said: str | None, status: str) -> str | None:
    if said is None:
        return None
    if said not in OUTCOMES:
        raise BadLine(f"outcome {quoted(said)} is unknown; write {', '.join(OUTCOMES)}")
    if status != AlertStatus.CLOSED:
        raise BadLine(f"outcome {said}: only what is closed has one, and its status is {status}")
    return said


def _position(lat: str | None, lon: str | None) -> tuple[float | None, float | None]:
    """Return degrees; a spreadsheet may have written them with a comma."""
    if lat is None and lon is None:
        return None, None
    try:
        north, east = (float((said or "").replace(",", ".")) for said in (lat, lon))
    except ValueError:
        raise BadLine("lat and lon are no position; write degrees, like -5.1477 119.4327") from None
    if not (abs(north) <= 90 and abs(east) <= 180):  # noqa: PLR2004 - degrees of the globe
        raise BadLine("lat and lon lie off the globe; write degrees, like -5.1477 119.4327")
    return north, east


def _later(told: Mapping[str, str | None], name: str, now: datetime) -> datetime | None:
    said = told[name]
    return None if said is None else _moment(name, said, now)


def _reporter(said: str | None, category: Category) -> str:
    """Return the alias; a category that hides who reported lets no other name pass."""
    if said is None:
        return NOBODY if category.hides_reporter else SOMEBODY
    if len(said) > LONGEST_ALIAS or not said.isprintable():
        raise BadLine(f"reporter is no alias; write one line of at most {LONGEST_ALIAS} characters")
    return NOBODY if category.hides_reporter and not said.startswith(NOBODY) else said


def _text(said: str) -> str:
    if len(said) > LONGEST_TEXT:
        raise BadLine(f"text has {len(said)} characters; shorten it to {LONGEST_TEXT}")
    return said


def _moment(name: str, said: str, now: datetime) -> datetime:
    try:
        told = datetime.fromisoformat(said)
        at = told.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadLine(
            f"{name} {quoted(said)} is no moment; write it like 2026-11-24T20:15:00+08:00"
        ) from None
    if told.tzinfo is None:
        raise BadLine(f"{name} {quoted(said)} names no zone; end it like +08:00")
    if at > now + AHEAD:
        raise BadLine(f"{name} {quoted(said)} lies in the future")
    if at < EARLIEST:
        raise BadLine(f"{name} {quoted(said)} lies before {EARLIEST.year}")
    return at
