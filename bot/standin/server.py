"""The stand-in over HTTP: the Bot API, and the ways by which a test or the page drives it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.standin import control_api
from bot.standin.api import ApiRequest, BotApi, HttpResponse
from bot.standin.http_connection import HttpConnection, cut
from bot.standin.refusal import Cut
from bot.standin.serving_thread import ServingThread
from bot.standin.webhook_delivery import WebhookDelivery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from starlette.requests import Request as HttpRequest
    from starlette.routing import BaseRoute
    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

    from bot.standin.movable_clock import MovableClock
    from bot.standin.telegram import Telegram

LOCALHOST = "127.0.0.1"
VERBS = ["GET", "POST"]
STOP_S = 2.0


def application(
    telegram: Telegram,
    *,
    clock: MovableClock | None = None,
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """Return the stand-in as an ASGI application; ``clock`` may then be moved over HTTP.

    Without a socket (httpx's ASGI transport) a cut connection is a ConnectionResetError.
    """
    api = BotApi(telegram)

    async def call(request: HttpRequest) -> Response:
        return await _call(api, request)

    return Starlette(
        routes=[
            *routes,
            *control_api.routes(telegram, clock),
            Route("/file/{path:path}", call, methods=["GET"]),
            Route("/{path:path}", call, methods=VERBS),
        ]
    )


async def _call(api: BotApi, request: HttpRequest) -> Response:
    asked = ApiRequest(
        request.scope["path"],
        request.scope["query_string"].decode("latin-1"),
        request.headers.get("content-type", ""),
        await request.body(),
    )
    try:
        answer = api.answer(asked)
        answer = answer if isinstance(answer, HttpResponse) else await answer
    except Cut:
        transport = request.scope.get("extensions", {}).get("transport")
        if transport is None:
            raise ConnectionResetError from None
        cut(transport)
        return Response(status_code=502)
    return Response(answer.body, answer.status, media_type=answer.media_type)


class Server:
    """Serves a Telegram on 127.0.0.1 while the block lasts.

    ``async with`` serves in the caller's loop; ``with`` in a thread of its own. Port 0: a free one.
    """

    def __init__(
        self,
        telegram: Telegram,
        port: int = 0,
        *,
        clock: MovableClock | None = None,
        routes: Sequence[BaseRoute] = (),
    ) -> None:
        """Nothing is open yet."""
        self.telegram = telegram
        self.url = ""
        self._port = port
        self._api = BotApi(telegram)
        self._app = application(telegram, clock=clock, routes=routes)
        self._lines: set[asyncio.Transport] = set()
        self._web = uvicorn.Config(
            self._app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False
        )
        self._state = ServerState()
        self._listener: asyncio.Server | None = None
        self._thread: ServingThread | None = None
        self._webhook_delivery = WebhookDelivery(telegram)

    async def __aenter__(self) -> Self:
        """Listen."""
        self._web.load()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._line, LOCALHOST, self._port)
        port = self._listener.sockets[0].getsockname()[1]
        self.url = f"http://{LOCALHOST}:{port}"
        await self._webhook_delivery.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Cut every line, and stop."""
        assert self._listener is not None  # noqa: S101 - it was entered
        await self._webhook_delivery.__aexit__(kind, error, trace)
        self._listener.close()
        for transport in self._lines | {one.transport for one in self._state.connections}:
            transport.abort()
        await self._listener.wait_closed()
        if self._state.tasks:
            _, late = await asyncio.wait(self._state.tasks, timeout=STOP_S)
            for task in late:
                task.cancel()
        await asyncio.sleep(0)  # what was cut is told so in the loop's next round

    def __enter__(self) -> Self:
        """Listen, in a thread of its own."""
        self._thread = ServingThread(self)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the thread."""
        assert self._thread is not None  # noqa: S101 - it was entered
        self._thread.stop()

    def _line(self) -> HttpConnection:
        return HttpConnection(self._api, self._lines, self._to_web)

    def _to_web(self, transport: asyncio.Transport, begun: bytes) -> None:
        """Let the web server go on with a connection on which ``begun`` has come."""
        protocol = H11Protocol(config=self._web, server_state=self._state, app_state={})
        app = protocol.app

        async def with_transport(
            scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
        ) -> None:
            extended: Any = scope
            extended["extensions"] = {"transport": transport}
            await app(scope, receive, send)

        protocol.app = with_transport
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
        protocol.data_received(begun)
