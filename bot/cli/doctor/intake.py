"""Checks of the intake: webhook or polling, and that no other program takes the updates."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.cli.doctor import listen_check
from bot.cli.doctor.finding import Finding, Skipped, fine, warning, wrong
from bot.cli.doctor.http_probe import UnreachableError, ask
from bot.cli.doctor.telegram import call
from bot.transport.registration import ALLOWED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.cli.doctor.setup import Setup

MANY_WAITING = 100
RECENT, REMEMBERED = timedelta(minutes=10), timedelta(days=1)
FORBIDDEN, CONFLICT = 403, 409
OTHER_TOKEN = "stop the other installation, or give it a bot of its own: one token, one program"  # noqa: S105
# What Telegram says of a failed delivery -> what to do (its words are not documented).
_MENDS = (
    (("ssl", "certificate"), "give the proxy a certificate that is valid for the webhook's name"),
    (("resolve", "host"), "let the DNS know the webhook's name"),
    (("timed out", "timeout", "refused", "unreachable"), "let the firewall pass Telegram to it"),
    (("401", "403"), "restart the bot, so that Telegram learns its secret anew"),
    (("404",), "let the proxy pass the webhook's path, unchanged, to KAMTIBMAS_LISTEN"),
    (("502", "503", "504"), "start the bot, and let the proxy pass to KAMTIBMAS_LISTEN"),
)


async def webhook(setup: Setup) -> AsyncIterator[Finding]:
    """Compare what Telegram knows with what the settings say."""
    try:
        answer = await call(setup, "getWebhookInfo")
    except UnreachableError as error:
        raise Skipped(f"Telegram does not answer: {error}") from None
    if answer.result is None:
        raise Skipped(f"Telegram does not tell (status {answer.status})")
    setup.webhook = answer.result
    if setup.settings.webhook_url is None:
        for finding in _unwanted(setup, setup.webhook):
            yield finding
        return
    for finding in (*_address(setup, setup.webhook), *_delivery(setup, setup.webhook)):
        yield finding
    async for finding in _served(setup):
        yield finding


def _unwanted(setup: Setup, info: dict[str, Any]) -> Iterator[Finding]:
    if not info.get("url"):
        return
    where = f"Telegram brings updates to a webhook at {_host(info['url'])}"
    if setup.healthy is None:
        yield warning(
            f"{where}, and this set-up polls",
            f"`kamtibmas run` takes it away; before, {OTHER_TOKEN}",
        )
    else:
        yield wrong(f"{where}, although our bot polls", OTHER_TOKEN)


def _address(setup: Setup, info: dict[str, Any]) -> Iterator[Finding]:
    ours = setup.settings.webhook_url or ""
    if setup.settings.api_url is None and _is_private(urlsplit(ours).hostname or ""):
        yield wrong(
            f"Telegram cannot reach {_host(ours)}: it is an address within your own network",
            "put a public name into KAMTIBMAS_WEBHOOK_URL, or unset it to poll",
        )
    known = info.get("url") or ""
    if known != ours:
        said = (
            f"Telegram brings updates elsewhere ({_host(known)})"
            if known
            else ("Telegram does not know the webhook")
        )
        if setup.healthy is None:
            yield warning(said, "`kamtibmas run` tells it, once no other installation does")
        else:
            yield wrong(f"{said}, although our bot runs", OTHER_TOKEN)
    elif not set(ALLOWED) <= set(info.get("allowed_updates") or ALLOWED):
        yield warning("Telegram leaves out updates that we need", "restart the bot: it asks anew")


def _delivery(setup: Setup, info: dict[str, Any]) -> Iterator[Finding]:
    """Tell of failures that may still stand, and of what waits."""
    waiting = int(info.get("pending_update_count") or 0)
    if waiting > MANY_WAITING:
        yield warning(f"{waiting} updates wait at Telegram", "see whether the bot runs and is well")
    if not info.get("last_error_date"):
        return
    failed_at = datetime.fromtimestamp(int(info["last_error_date"]), UTC)
    now = setup.clock.now() + (setup.telegram_ahead or timedelta())
    if now - failed_at > REMEMBERED:
        return
    said = str(info.get("last_error_message") or "it does not say why")
    tell = wrong if waiting and now - failed_at < RECENT else warning
    yield tell(f"Telegram could not deliver at {failed_at:%Y-%m-%d %H:%M} UTC: {said}", _mend(said))


def _mend(said: str) -> str:
    words = said.lower()
    known = (mend for signs, mend in _MENDS if any(sign in words for sign in signs))
    return next(known, "look at proxy, firewall and certificate")


async def _served(setup: Setup) -> AsyncIterator[Finding]:
    """Ask the listener, then the public address, without the secret: 403 is right."""
    address, url = setup.settings.listen_address, setup.settings.webhook_url or ""
    if setup.healthy is None or address is None:
        return
    path = urlsplit(url).path
    if await _knock(setup, listen_check.at(address) + path) != FORBIDDEN:
        yield wrong(
            "the bot that runs here does not serve the webhook's path",
            "restart it: it was started with other settings",
        )
        return
    heard = await _knock(setup, url)
    if heard != FORBIDDEN:
        yield warning(
            f"from here the webhook's public address does not lead to the bot ({heard})",
            _mend(str(heard)),
        )


async def _knock(setup: Setup, url: str) -> int | str:
    try:
        return (await ask(url, setup.clock, verb="POST")).status
    except UnreachableError as error:
        return str(error)


async def polling(setup: Setup) -> AsyncIterator[Finding]:
    """Look for somebody else who polls. Where our own bot runs, it would be in our way: no look.

    Telegram ends the older of two polls: who keeps polling ends ours within its two seconds.
    """
    if setup.settings.webhook_url is not None or setup.webhook.get("url"):
        yield fine("no: by webhook")
        return
    if setup.healthy is not None or setup.users:
        yield fine("by the bot that runs here")
        return
    try:
        answer = await call(setup, "getUpdates", limit_s=8.0, timeout="2", limit="1")
    except UnreachableError as error:
        raise Skipped(f"Telegram does not answer: {error}") from None
    if answer.status == CONFLICT:
        yield wrong("another program asks for this bot's updates", OTHER_TOKEN)


def _host(url: str) -> str:
    """Return where an address leads, without its path, which may be half a secret."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".internal", ".lan"))
