"""The HTTP listener: uvicorn in our event loop, with our own stop and no signal handlers."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Self

import uvicorn
from starlette.applications import Starlette

from bot.settings.limits_shapes import ListenerTable
from bot.web.connections import LimitedConfig

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from starlette.routing import BaseRoute

BACKLOG = 256
ANSWERS_S = 1  # what is being answered at a stop has so long to arrive


class CannotListen(Exception):
    """The address cannot be had; its text is one sentence for the operator, with the mend."""


class Listener:
    """Serves ``routes`` at an address while the block lasts; at None it serves nothing.

    :attr:`port` is the port in use, which is of interest where 0 (a free one) was asked for.
    """

    def __init__(
        self,
        address: tuple[str, int] | None,
        routes: Sequence[BaseRoute],
        limits: ListenerTable | None = None,
    ) -> None:
        """Nothing is open yet; ``limits`` says who may connect, and how long they may take."""
        self._limits = limits or ListenerTable()
        self._address = address
        self._routes = routes
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = 0

    async def __aenter__(self) -> Self:
        """Listen. Raises CannotListen."""
        if self._address is not None:
            line = _bind(*self._address)
            self.port = line.getsockname()[1]
            self._server = _Server(_configured(self._routes, self._limits))
            self._serving = asyncio.create_task(self._server.serve([line]))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop; a second time does nothing."""
        await self.close()

    async def close(self) -> None:
        """Accept no more connections, and let running requests finish."""
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving
            self._server = self._serving = None


class _Server(uvicorn.Server):
    """Installs no signal handlers: the process has its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _configured(routes: Sequence[BaseRoute], limits: ListenerTable) -> uvicorn.Config:
    """Return how we serve: without a log of requests, which would hold the webhook's path."""
    site = Starlette(routes=list(routes))
    site.router.redirect_slashes = False  # a path that is nearly right is told to nobody
    return LimitedConfig(
        site,
        limits,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=ANSWERS_S,
    )


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise CannotListen(
            f"KAMTIBMAS_LISTEN: {host!r} is no address of this machine; write 127.0.0.1:{port}"
        ) from None
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(where)
        line.listen(BACKLOG)  # where the port is taken, some systems say so only now
    except OSError as error:
        line.close()
        raise CannotListen(
            f"KAMTIBMAS_LISTEN: cannot listen at {host}:{port} ({error.strerror}); is the bot"
            " running already? Stop that program, or choose another port, or off"
        ) from None
    return line
