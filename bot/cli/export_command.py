"""``kamtibmas export``: rows on standard output, as many as there are."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.cli.command_context import opened, require_region
from bot.cli.errors import WrongUse
from bot.cli.rows import WRITTEN_DELIMITER
from bot.domain.spreadsheet_values import disarmed
from bot.services.operations import delivery_rows, report_rows
from bot.settings import load, load_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Write = Callable[[dict[str, Any]], object]

WESTERN = "Asia/Jakarta"  # the zone of a day where no region says another


def export(what: str, region: str | None, since: str | None, until: str | None, form: str) -> None:
    """Write ``what`` (reports, deliveries) in a form (jsonl, csv); no rows: nothing at all."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    first, last = _day("--since", since), _day("--until", until)
    if first and last and first > last:
        raise WrongUse(f"--since {since} lies after --until {until}; turn them round")
    asyncio.run(_export(what, region, (first, last), _writer(form, _KEYS[what])))


async def _export(
    what: str, region: str | None, days: tuple[date | None, date | None], write: Write
) -> None:
    settings = load()
    more: dict[str, Any] = {}
    if what == "reports":
        config = load_config(settings.config)
        kinds = config.categories.values()
        more["hiding"] = {kind.code for kind in kinds if kind.hides_reporter}
        more["coarse_m"] = config.limits.position.coarse_m
    async with opened(settings) as database, database.reading() as session:
        meant = await require_region(session, region) if region is not None else None
        zone = ZoneInfo(meant.zone if meant is not None else WESTERN)
        code = meant.code if meant is not None else None
        first, last = days
        since = _midnight(first, zone) if first else None
        until = _midnight(last + timedelta(days=1), zone) if last else None
        async for row in _ROWS[what](session, region=code, since=since, until=until, **more):
            write(row)


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise WrongUse(f"{option} {text} is no day; write it like 2026-11-24") from None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _writer(form: str, keys: Iterable[str]) -> Write:
    if form == "jsonl":
        return lambda row: print(json.dumps(row, ensure_ascii=False))
    if form == "csv":
        return _CsvWriter(keys)
    raise WrongUse(f"--format {form} is none; write jsonl or csv")


class _CsvWriter:
    """Writes a header before the first row; a cell that a spreadsheet would run is escaped.

    Semicolons and the mark of UTF-8 are what a spreadsheet set to Indonesian opens in columns. Both
    line ends are quoted, or a lone carriage return would end a row.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._rows = csv.DictWriter(
            sys.stdout, list(keys), delimiter=WRITTEN_DELIMITER, lineterminator="\r\n"
        )
        self._begun = False

    def __call__(self, row: dict[str, Any]) -> None:
        if not self._begun:
            sys.stdout.write("\ufeff")
            self._rows.writeheader()
            self._begun = True
        self._rows.writerow({key: disarmed(_cell(value)) for key, value in row.items()})


def _cell(value: object) -> object:
    """Write what is no text as JSON, an empty list and "no" as nothing."""
    if isinstance(value, list | bool):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return value


_KEYS = {"reports": report_rows.REPORT_KEYS, "deliveries": delivery_rows.DELIVERY_KEYS}
_ROWS = {"reports": report_rows.reports, "deliveries": delivery_rows.deliveries}
