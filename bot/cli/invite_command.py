"""``kamtibmas invite``: a code with which somebody enrols."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from bot.cli import bot_identity, command_context
from bot.cli.errors import WrongUse
from bot.clock import Clock
from bot.domain import access, calendar
from bot.domain.access import Role
from bot.services.people import invitations
from bot.settings import load

if TYPE_CHECKING:
    from bot.settings import Settings

LONGEST_DAYS = 3650


def invite(role: str, region: str, days: int | None, *, as_json: bool) -> None:
    """Make a code and print it, with the link that carries it where the bot's name is known."""
    settings = load()
    if days is None:
        days = invitations.RESIDENT_DAYS if role == Role.RESIDENT else invitations.DAYS
    if not 0 <= days <= LONGEST_DAYS:
        raise WrongUse(
            f"--days is {days}; write a number from 0 (expired at once) to {LONGEST_DAYS}"
        )
    made = asyncio.run(_make(settings, role, region, days))
    if as_json:
        typer.echo(json.dumps(made))
    else:
        typer.echo(_lines(made, asyncio.run(_zone(settings, made["region"]))))


async def _make(settings: Settings, role: str, region: str, days: int) -> dict[str, Any]:
    now = Clock(settings.clock).now()
    async with command_context.unlocked(settings, now=now) as (database, vault):
        try:
            if access.valid_role(role):
                async with database.reading() as session:  # a name takes a second to look up
                    region = (await command_context.require_region(session, region)).code
            async with database.writing() as session:
                code, invitation = await invitations.issue(
                    session,
                    role=role,
                    region=region,
                    days=days,
                    created_by=None,
                    now=now,
                    vault=vault,
                )
        except invitations.WrongInvitationError as error:
            raise WrongUse(str(error)) from None
    return {
        "code": code,
        "link": await _link(settings, code),
        "role": role,
        "region": region,
        "expires_at": invitation.expires_at.isoformat(),
    }


async def _zone(settings: Settings, region: str) -> str:
    """Return the zone of a region, in which its people read until when a code holds."""
    async with command_context.opened(settings) as database, database.reading() as session:
        return (await command_context.require_region(session, region)).zone


async def _link(settings: Settings, code: str) -> str | None:
    """Return the link that opens the bot with the code; None where its name is not to be had."""
    name = await bot_identity.bot_name(settings)
    return f"https://t.me/{name}?start={code}" if name is not None else None


def _lines(made: dict[str, Any], zone: str) -> str:
    until = calendar.local(datetime.fromisoformat(made["expires_at"]), zone)
    at = f"{until:%Y-%m-%d %H:%M} {calendar.abbreviation(zone)}"
    link = f"\n{made['link']}" if made["link"] else ""
    return (
        f"{made['code']}{link}\n"
        f"{made['role']} in {made['region']}, until {at}; "
        f"in the chat: /start {made['code']}"
    )
