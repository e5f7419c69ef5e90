"""``kamtibmas people import``: a list of officers; without ``--write``, only validated."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from sqlalchemy.exc import IntegrityError

from bot.cli import (
    bot_identity,
    code_sheet,
    command_context,
    dotless_codes,
    plurals,
    roster_file,
)
from bot.cli.errors import Failure, WrongUse, refused
from bot.cli.handouts import Words
from bot.clock import Clock
from bot.services.people import invitations, roster
from bot.services.people.roster_import import RosterImporter
from bot.settings import load, load_config

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.cli.code_sheet import CodeFiles, CodeSheet
    from bot.models import Database
    from bot.services.people.roster_plan import Numbered, Placed, Plan
    from bot.settings import Config, Settings
    from bot.vault import Vault

LONGEST_DAYS = 365


def bring_in(path: str, code_files: CodeFiles, *, days: int | None, write: bool) -> None:
    """Validate every line of a list and print what it would change; with ``write``, write it."""
    if code_files.slips is not None and code_files.codes is None:
        raise WrongUse("--slips prints what --codes FILE holds: add --codes FILE")
    days = lasting(days)
    lines = roster_file.parse(roster_file.content(path))
    asyncio.run(_bring_in(load(), lines, code_files, days=days, write=write))


def renew(region: str | None, code_files: CodeFiles, *, days: int | None) -> None:
    """Make new codes for everybody on the list who has not come in, and end the old ones."""
    asyncio.run(_renew(load(), region, code_files, lasting(days)))


def lasting(days: int | None) -> int:
    """Return how many days a code lasts. Raises WrongUse for a number that is none."""
    if days is None:
        return invitations.LISTED_DAYS
    if not 0 < days <= LONGEST_DAYS:
        raise WrongUse(f"--days is {days}; write a number from 1 to {LONGEST_DAYS}")
    return days


async def _bring_in(
    settings: Settings, lines: Sequence[Numbered], code_files: CodeFiles, *, days: int, write: bool
) -> None:
    now, config = Clock(settings.clock).now(), load_config(settings.config)
    async with command_context.unlocked(settings, now=now) as (database, vault):
        placed, plan = await _look(database, lines, vault)
        if not write:
            also = " and --codes FILE" if plan.count.codes else ""
            typer.echo(f"{_told(plan)}; nothing is written yet: add --yes{also} to write")
            return
        if plan.count.codes and code_files.codes is None:
            raise WrongUse(
                f"{_people(plan.count.codes)} without a code yet: add --codes FILE for it"
            )
        if plan.count.codes:
            words = Words(code_files.say, await bot_identity.bot_name(settings))
            with code_sheet.laid(code_files, words, now) as sheet:
                plan = await _Writing(vault, config, days, now, sheet).write(database, placed)
        else:
            plan = await _Writing(vault, config, days, now, None).write(database, placed)
    typer.echo(f"{_told(plan)}; written" + (_where(code_files) if plan.count.codes else ""))


def _where(code_files: CodeFiles) -> str:
    return f", the codes into {code_files.codes}" + (
        f", slips into {code_files.slips}" if code_files.slips else ""
    )


async def _look(
    database: Database, lines: Sequence[Numbered], vault: Vault
) -> tuple[list[Placed], Plan]:
    """Validate every line. Raises Failure where some are bad, after naming each of them."""
    async with database.reading() as session:
        placed, bad, assumed = await roster.place(session, lines)
        plan = await roster.compare(session, placed, vault)
    bad = sorted({*bad, *plan.bad})
    for number, reason in bad:
        typer.echo(f"line {number}: {reason}", err=True)
    dotless_codes.tell(assumed)
    if bad:
        count = len({number for number, _ in bad})
        raise refused(count, len(lines))
    return placed, plan


class _Writing:
    """Writes a list whole, or not at all."""

    def __init__(
        self, vault: Vault, config: Config, days: int, now: datetime, sheet: CodeSheet | None
    ) -> None:
        self._vault = vault
        self._config = config
        self._days = days
        self._now = now
        self._sheet = sheet

    async def write(self, database: Database, placed: Sequence[Placed]) -> Plan:
        """Look once more, in the transaction that writes. Raises Failure where all has changed."""
        try:
            return await database.transact(lambda session: self._write(session, placed))
        except IntegrityError:
            raise Failure("the database has changed meanwhile; try again") from None

    async def _write(self, session: AsyncSession, placed: Sequence[Placed]) -> Plan:
        """Do it; where it has to be done anew, the sheet is written anew too."""
        plan = await roster.compare(session, placed, self._vault)
        if plan.bad or (self._sheet is None and plan.count.codes):
            raise Failure("the database has changed meanwhile; try again")
        recruiter = RosterImporter(session, self._vault, self._config, self._days, self._now)
        codes = await recruiter.take(plan) if plan.new else []
        if self._sheet is not None:
            await self._sheet.write(session, codes)
        return plan


async def _renew(settings: Settings, region: str | None, code_files: CodeFiles, days: int) -> None:
    now, config = Clock(settings.clock).now(), load_config(settings.config)
    async with command_context.unlocked(settings, now=now) as (database, vault):
        if region is not None:
            async with database.reading() as session:
                region = (await command_context.require_region(session, region)).code
        words = Words(code_files.say, await bot_identity.bot_name(settings))
        with code_sheet.laid(code_files, words, now) as sheet:

            async def work(session: AsyncSession) -> int:
                made = await RosterImporter(session, vault, config, days, now).renew(region)
                await sheet.write(session, made)
                return len(made)

            count = await database.transact(work)
    made = plurals.count(count, "new code")
    slips = f", slips in {code_files.slips}" if code_files.slips else ""
    typer.echo(
        f"{made} in {code_files.codes}{slips}; what these people had before opens nothing any more"
    )


def _told(plan: Plan) -> str:
    """Count the people by what becomes of them."""
    count, everybody = plan.count, len(plan.people)
    parts = [f"{count.codes} by a new code" if count.codes else ""]
    parts += [f"{count.here} at once, being here" if count.here else ""]
    parts += [f"{count.more} more by the code they have" if count.more else ""]
    parts += [f"{count.known} known already"]
    return f"{_people(everybody)}: {', '.join(filter(None, parts))}"


def _people(count: int) -> str:
    return plurals.count(count, "person", "people")
