"""Checks of the token and of the bot's profile at Telegram."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.cli.doctor.finding import Finding, fine, warning, wrong
from bot.cli.doctor.http_probe import ProbeResponse, UnreachableError, ask
from bot.transport.client import TELEGRAM

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.doctor.setup import Setup

FATHER = "put the token that @BotFather gives you (/mybots, API Token) into KAMTIBMAS_TOKEN"
UNAUTHORIZED, NOT_FOUND, TOO_MANY, INTERNAL_ERROR = 401, 404, 429, 500
FORM = re.compile(r"\d+:[A-Za-z0-9_-]{35}")  # as Telegram itself makes them


async def call(setup: Setup, method: str, *, limit_s: float = 5.0, **fields: str) -> ProbeResponse:
    """Call a method of the Bot API once. Raises Unreached."""
    base = setup.settings.api_url or TELEGRAM
    url = f"{base}/bot{setup.settings.required_token()}/{method}"
    return await ask(url, setup.clock, verb="POST", limit_s=limit_s, **fields)


async def token(setup: Setup) -> AsyncIterator[Finding]:
    """Ask Telegram whose token it is."""
    if setup.settings.token is None:
        yield wrong("KAMTIBMAS_TOKEN is not set", FATHER)
        return
    where = urlsplit(setup.settings.api_url or TELEGRAM).netloc.rpartition("@")[2]
    try:
        answer = await call(setup, "getMe")
    except UnreachableError as error:
        yield wrong(f"the Bot API at {where} does not answer: {error}", _look(setup))
        return
    setup.telegram_ahead = answer.ahead
    if answer.result is None:
        yield _refused(setup, answer, where)
    elif not answer.result.get("is_bot") or not answer.result.get("username"):
        yield wrong("the token is not that of a bot with a name", FATHER)
    else:
        setup.bot = answer.result
        yield fine(f"@{setup.bot['username']}")


def _look(setup: Setup) -> str:
    if setup.settings.api_url is None:
        return "let the firewall pass HTTPS to api.telegram.org, and look at DNS and proxy"
    return "start that server, or mend KAMTIBMAS_API_URL; unset, it is Telegram's own"


def _refused(setup: Setup, answer: ProbeResponse, where: str) -> Finding:
    if answer.status >= INTERNAL_ERROR:
        return wrong(
            f"the Bot API at {where} is out of order (status {answer.status})",
            "try again in some minutes; what people write is kept there until then",
        )
    if not answer.is_bot_api:
        return wrong(
            f"what answers at {where} is no Bot API (status {answer.status})",
            _look(setup) if setup.settings.api_url else "look for a proxy or a portal in the way",
        )
    if answer.status in {UNAUTHORIZED, NOT_FOUND}:
        shape = setup.settings.required_token()
        odd = "" if FORM.fullmatch(shape) else ", and it is not formed like one"
        return wrong(f"Telegram does not know the token: it is mistyped or revoked{odd}", FATHER)
    if answer.status == TOO_MANY:
        return warning("Telegram has had too many requests of this bot", "try again in a minute")
    return wrong(f"Telegram does not answer as it should (status {answer.status})", "try again")


async def bot(setup: Setup) -> AsyncIterator[Finding]:
    """Look at what can be set at BotFather only."""
    about = setup.bot
    if about.get("can_read_all_group_messages"):
        yield warning(
            "privacy mode is off: Telegram sends the bot every message of its groups, which it"
            " does not want",
            f"at @BotFather: /setprivacy, @{about['username']}, Enable",
        )
    if about.get("can_join_groups") is False:
        yield warning(
            "the bot cannot be added to groups, where it would point to the private chat",
            f"at @BotFather, if you want it: /setjoingroups, @{about['username']}, Enable",
        )
    if about.get("supports_inline_queries"):
        yield warning(
            "inline mode is on, and the bot answers no inline query",
            f"at @BotFather: /setinline, @{about['username']}, /empty",
        )
