"""Checks of the listening address: free, or in use by our own bot."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.doctor.finding import Finding, fine, warning, wrong
from bot.cli.doctor.http_probe import UnreachableError, ask
from bot.heartbeat import STARTING
from bot.web.server import CannotListen, Listener

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.doctor.http_probe import ProbeResponse
    from bot.cli.doctor.setup import Setup

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - the operator's own choice
CONTAINER = ("/.dockerenv", "/run/.containerenv")  # by Docker, by Podman
LIMIT_S = 3.0


async def listen(setup: Setup) -> AsyncIterator[Finding]:
    """Ask who is there; where nobody is, try to listen."""
    address = setup.settings.listen_address
    if address is None:
        yield fine("off: no /healthz, no /metrics")
        return
    where = setup.settings.listen
    if setup.settings.webhook_address is None and is_public(address[0]) and not in_container():
        yield warning(
            f"{where} may be asked from other machines: /metrics tells how many alerts there are",
            f"set KAMTIBMAS_LISTEN=127.0.0.1:{address[1]}; to watch from elsewhere, use a tunnel",
        )
    try:
        answer = await ask(f"{at(address)}/healthz", setup.clock, limit_s=LIMIT_S)
    except UnreachableError:
        yield await _tried(address, where)
        return
    if not isinstance(answer.body.get("parts"), dict):
        yield wrong(
            f"another program answers at {where}",
            "stop it, or give the bot another port in KAMTIBMAS_LISTEN",
        )
        return
    setup.healthy = bool(answer.body.get("ok"))
    yield _health(answer, where)


def is_public(host: str) -> bool:
    """Tell whether other machines reach what listens there; a name counts by what it is called."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def in_container() -> bool:
    """Tell whether this is a container, whose ports its engine keeps to itself."""
    return any(Path(mark).exists() for mark in CONTAINER)


async def _tried(address: tuple[str, int], where: str) -> Finding:
    try:
        async with Listener(address, ()):
            return fine(f"{where} is free: the bot does not run")
    except CannotListen as error:
        return wrong(str(error))


def _health(answer: ProbeResponse, where: str) -> Finding:
    ill = [name for name, part in answer.body["parts"].items() if not part.get("ok")]
    if not ill:
        return fine(f"the bot runs and is well, at {where}")
    reasons = ", ".join(f"{name} ({answer.body['parts'][name].get('because')})" for name in ill)
    passing = all(answer.body["parts"][name].get("because") == STARTING for name in ill)
    tell = warning if passing else wrong
    return tell(f"the bot runs and is not well: {reasons}", "see its log")


def at(address: tuple[str, int]) -> str:
    """Return the address of our listener, as one reaches it from this machine."""
    host, port = ANYWHERE.get(address[0], address[0]), address[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
