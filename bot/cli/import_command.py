"""``kamtibmas import reports``: past reports from a file; without ``--write``, only validated."""

from __future__ import annotations

import asyncio
import pickle
import shutil
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, TYPE_CHECKING

import typer
from sqlalchemy.exc import IntegrityError

from bot.cli import dotless_codes
from bot.cli.command_context import opened
from bot.cli.errors import Failure, refused
from bot.cli.rows import rows
from bot.clock import Clock
from bot.domain import report_line
from bot.domain.report_line import DERIVED, FIELDS, NESTED, BadLine
from bot.services.operations import report_import
from bot.settings import load, load_config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from bot.domain.category import Category
    from bot.models import Database
    from bot.services.operations.import_validation import Numbered
    from bot.services.operations.report_import import Batch, ImportCounts
    from bot.settings import Config

AT_ONCE = 1000  # lines held in memory
IN_MEMORY = 1 << 24  # bytes of standard input; what is longer waits in a temporary file
STANDARD_INPUT = "-"
MOST_IGNORED = 20  # field names that are told


def reports(path: str, *, write: bool, opens: bool) -> None:
    """Validate every line of a file and print what would be written; with ``write``, write it."""
    settings = load()
    config = load_config(settings.config)
    now = Clock(settings.clock).now()
    with _opened(path) as file, TemporaryFile() as aside:
        source = _Source(file, config.categories, now)
        asyncio.run(_reports(source, _Spool(aside), config, write=write, opens=opens))


async def _reports(
    source: _Source, spool: _Spool, config: Config, *, write: bool, opens: bool
) -> None:
    async with opened(load()) as database:
        counts = await _look(database, source, spool, config, opens=opens)
        if counts.bad:
            raise refused(counts.bad, counts.bad + counts.new + counts.known)
        if not write:
            would = f"{counts.new} would be written, {counts.known} are here already"
            typer.echo(f"{would}; nothing is written yet: add --yes to write")
            return
        written = await _write(database, spool, source.now)
        typer.echo(f"{written} written, {counts.known} were here already")


async def _look(
    database: Database, source: _Source, spool: _Spool, config: Config, *, opens: bool
) -> ImportCounts:
    async with database.reading() as session:
        counts = await report_import.dry_run(
            session,
            source.chunks(),
            name=_name_bad_line,
            keep=spool.keep,
            config=config,
            now=source.now,
            opens=opens,
        )
    for name in sorted(source.ignored):
        _say(f"the field {report_line.quoted(name)} is none of ours and not taken")
    dotless_codes.tell(counts.assumed)
    if counts.under_way and not opens:
        _say(
            f"{counts.under_way} were under way: they come in as recorded, and no alert is opened;"
            " add --open for officers to take them up"
        )
    if counts.past:
        days = config.limits.retention.reports.days
        _say(
            f"{counts.past} are older than {days} days: they count, and their words are erased at"
            " the next cleaning (retention.reports in limits.toml)"
        )
    return counts


async def _write(database: Database, spool: _Spool, now: datetime) -> int:
    try:
        return await database.transact(
            lambda session: report_import.insert_reports(session, spool.batches(), now=now)
        )
    except IntegrityError:
        raise Failure("the database has changed meanwhile; try again") from None


class _Source:
    """The file as lines; ``ignored``: fields that mean nothing here."""

    def __init__(self, file: IO[bytes], categories: Mapping[str, Category], now: datetime) -> None:
        self._file = file
        self._categories = categories
        self.now = now
        self.ignored: set[str] = set()

    def chunks(self) -> Iterator[Sequence[Numbered]]:
        """Yield the lines from the beginning, a thousand at a time."""
        lines = self._lines()
        while chunk := list(islice(lines, AT_ONCE)):
            yield chunk

    def _lines(self) -> Iterator[Numbered]:
        for number, fields in rows(self._file):
            yield number, fields if isinstance(fields, BadLine) else self._read(fields)

    def _read(self, fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a line, good or bad
        if len(self.ignored) < MOST_IGNORED:
            self.ignored |= fields.keys() - {*FIELDS, *NESTED, *DERIVED}
        try:
            return report_line.parse_report(fields, self._categories, self.now)
        except BadLine as bad:
            return bad


class _Spool:
    """Rows to be written, in a temporary file: they are parsed before the transaction begins."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def keep(self, batch: Batch) -> None:
        """Append some rows."""
        pickle.dump(batch, self._file)

    def batches(self) -> Iterator[Batch]:
        """Yield them from the beginning."""
        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield pickle.load(self._file)  # noqa: S301 - our own, written a moment ago


def _opened(path: str) -> IO[bytes]:
    """Open a file that can be read from its beginning. Raises Failure where it cannot."""
    try:
        if path != STANDARD_INPUT:
            return Path(path).open("rb")
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever asked for it closes it
        shutil.copyfileobj(sys.stdin.buffer, file)
    except OSError as error:
        raise Failure(f"{path} cannot be read ({error.strerror}); name a file, or - ") from None
    return file


def _name_bad_line(number: int, reason: str) -> None:
    _say(f"line {number}: {reason}")


def _say(line: str) -> None:
    typer.echo(line, err=True)
