"""``kamtibmas poster``: the page for a notice board, with a code for the residents of a region."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import typer

from bot.cli import bot_identity, code_sheet, command_context, languages
from bot.cli.errors import Failure, WrongUse
from bot.clock import Clock
from bot.documents import pdf
from bot.domain import calendar
from bot.domain.access import Role
from bot.services.people import invitations
from bot.settings import load, load_config
from bot.views import poster
from bot.views.place import full_name

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.locales import Say
    from bot.models import Region
    from bot.settings import Settings

DAYS, LONGEST_DAYS = 365, 3650
READABLE = 0o644  # it is to be hung up


def make(path: Path, region: str, days: int | None, language: str) -> None:
    """Write the poster of a region, with a code that lasts ``days``."""
    days = DAYS if days is None else days
    if not 0 < days <= LONGEST_DAYS:
        raise WrongUse(f"--days is {days}; write a number from 1 to {LONGEST_DAYS}")
    say, settings = languages.parse_language(language), load()
    with code_sheet.reserved(path) as descriptor:
        content, said, until = asyncio.run(_made(settings, region, days, say))
        code_sheet.write(descriptor, content)
        os.fchmod(descriptor, READABLE)
    day = calendar.local(until, said.zone)
    typer.echo(f"{path}: for residents of {full_name(said)}; its code is good until {day:%Y-%m-%d}")


async def _made(
    settings: Settings, region: str, days: int, say: Say
) -> tuple[bytes, Region, datetime]:
    """Return the poster, of which region it is, and until when its code is good."""
    now, config = Clock(settings.clock).now(), load_config(settings.config)
    name = await bot_identity.bot_name(settings)
    if name is None:
        raise Failure("a poster needs the bot's name for its link; see: kamtibmas doctor")
    config.bot.username = name
    async with command_context.unlocked(settings, now=now) as (database, vault):
        async with database.reading() as session:
            meant = await command_context.require_region(session, region)
        try:
            async with database.writing() as session:
                code, made = await invitations.issue(
                    session,
                    role=Role.RESIDENT,
                    region=meant.code,
                    days=days,
                    created_by=None,
                    now=now,
                    vault=vault,
                )
        except invitations.WrongInvitationError as error:  # a decree ended it
            raise WrongUse(str(error)) from None
    words = poster.data(say, config, meant, code=code, until=made.expires_at)
    return pdf.render_pdf(poster.TEMPLATE, words, at=now), meant, made.expires_at
