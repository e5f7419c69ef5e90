"""``kamtibmas invite``: a code with which somebody enrols."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer
from telegram.error import TelegramError

from bot.cli import ground
from bot.cli.failing import WrongUse
from bot.clock import Clock
from bot.domain import calendar
from bot.domain.access import Role
from bot.services import enrolment
from bot.settings import load
from bot.transport.client import TELEGRAM, Client

if TYPE_CHECKING:
    from bot.settings import Settings

LONGEST_DAYS = 3650
GREETING_S = 5.0


def invite(role: str, region: str, days: int | None, *, as_json: bool) -> None:
    """Make a code and print it, with the link that carries it where the bot's name is known."""
    settings = load()
    if days is None:
        days = enrolment.RESIDENT_DAYS if role == Role.RESIDENT else enrolment.DAYS
    if not 0 <= days <= LONGEST_DAYS:
        raise WrongUse(
            f"--days is {days}; write a number from 0 (expired at once) to {LONGEST_DAYS}"
        )
    made = asyncio.run(_make(settings, role, region, days))
    if as_json:
        typer.echo(json.dumps(made))
    else:
        typer.echo(_lines(made, asyncio.run(_zone(settings, region))))


async def _make(settings: Settings, role: str, region: str, days: int) -> dict[str, Any]:
    now = Clock(settings.clock).now()
    async with ground.opened(settings) as database:
        vault = ground.vault(settings)
        await ground.require_key(database, vault, now=now)
        try:
            async with database.writing() as session:
                code, invitation = await enrolment.issue(
                    session,
                    role=role,
                    region=region,
                    days=days,
                    created_by=None,
                    now=now,
                    vault=vault,
                )
        except enrolment.WrongInvitationError as error:
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
    async with ground.opened(settings) as database, database.reading() as session:
        return (await ground.require_region(session, region)).zone


async def _link(settings: Settings, code: str) -> str | None:
    """Return the link that opens the bot with the code; None where its name is not to be had."""
    if settings.token is None:
        typer.echo("no link: KAMTIBMAS_TOKEN is not set", err=True)
        return None
    client = Client(settings.token.get_secret_value(), settings.api_url or TELEGRAM)
    try:
        async with client:
            bot = await client.call("getMe", {}, timeout_s=GREETING_S)
    except TelegramError as error:
        typer.echo(f"no link: Telegram does not answer ({type(error).__name__})", err=True)
        return None
    return f"https://t.me/{bot['username']}?start={code}"


def _lines(made: dict[str, Any], zone: str) -> str:
    until = calendar.local(datetime.fromisoformat(made["expires_at"]), zone)
    at = f"{until:%Y-%m-%d %H:%M} {calendar.abbreviation(zone)}"
    link = f"\n{made['link']}" if made["link"] else ""
    return (
        f"{made['code']}{link}\n"
        f"{made['role']} in {made['region']}, until {at}; "
        f"in the chat: /start {made['code']}"
    )
