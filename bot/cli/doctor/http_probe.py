"""One HTTP request for a check: status, clock and body of the answer."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from bot.clock import Clock

LIMIT_S = 5.0
LARGEST = 1_000_000  # bytes of an answer that are read
HALF_A_SECOND = timedelta(seconds=0.5)  # the header's second has on average half gone by


class UnreachableError(Exception):
    """There is no answer; the text says how that looks from here."""


@dataclass(frozen=True, slots=True)
class ProbeResponse:
    """``ahead``: their clock against ours (None: they do not tell); ``body``: {} for no JSON."""

    status: int
    body: dict[str, Any]
    ahead: timedelta | None

    @property
    def result(self) -> dict[str, Any] | None:
        """Return what the Bot API gives back; None where it refuses, or is no Bot API."""
        result = self.body.get("result")
        return result if self.body.get("ok") is True and isinstance(result, dict) else None

    @property
    def is_bot_api(self) -> bool:
        """Tell whether it is a Bot API that answers, and not some other server."""
        return isinstance(self.body.get("ok"), bool)


async def ask(
    url: str, clock: Clock, *, verb: str = "GET", limit_s: float = LIMIT_S, **fields: str
) -> ProbeResponse:
    """Ask once, follow nobody elsewhere. Raises Unreached."""
    limit = aiohttp.ClientTimeout(total=limit_s)
    try:
        async with aiohttp.ClientSession(timeout=limit) as http:
            asked = clock.now()
            request = http.request(verb, url, data=fields or None, allow_redirects=False)
            async with request as response:
                heard = clock.now()
                content = await response.content.read(LARGEST)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise UnreachableError(_how(error)) from None
    between = asked + (heard - asked) / 2
    return ProbeResponse(
        response.status, _json(content), _ahead(response.headers.get("date"), between)
    )


def _json(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _ahead(date: str | None, now: datetime) -> timedelta | None:
    """Return how far the clock that wrote a ``Date`` header is ahead."""
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return theirs.replace(tzinfo=theirs.tzinfo or UTC) + HALF_A_SECOND - now


def _how(error: Exception) -> str:
    """Say why there is no answer; the error's own text could hold the address, and its secret."""
    inner = getattr(error, "os_error", None) or error.__cause__ or error
    if isinstance(error, asyncio.TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError | aiohttp.ClientSSLError):
        return "its certificate is not accepted here"
    if isinstance(inner, socket.gaierror):
        return "its name is unknown here"
    if isinstance(inner, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(inner, ConnectionResetError) or isinstance(
        error, aiohttp.ServerDisconnectedError
    ):
        return "the connection was cut"
    return "it cannot be reached"
