"""The bot's own name, for links that open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from telegram.error import TelegramError

from bot.transport.client import TELEGRAM, Client

if TYPE_CHECKING:
    from bot.settings import Settings

PATIENCE_S = 5.0


async def bot_name(settings: Settings) -> str | None:
    """Return the bot's user name; where it is not to be had, say that there is no link: None."""
    if settings.token is None:
        typer.echo("no link: KAMTIBMAS_TOKEN is not set", err=True)
        return None
    client = Client(settings.token.get_secret_value(), settings.api_url or TELEGRAM)
    try:
        async with client:
            return await client.bot_name(PATIENCE_S)
    except TelegramError as error:
        typer.echo(f"no link: Telegram does not answer ({type(error).__name__})", err=True)
        return None
