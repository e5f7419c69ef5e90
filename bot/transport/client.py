"""The Bot API over one small pool of connections; failures are python-telegram-bot's types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

TELEGRAM = "https://api.telegram.org"
CONNECTIONS = 16
# Shorter than any server's own: a connection that the server is closing would cost a retry.
KEEP_ALIVE_S = 4.0
TIMEOUT_S = 10.0
UPLOAD_TIMEOUT_S = 60.0
OK, BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT = 200, 400, 401, 403, 404, 409


class Client:
    """Calls methods by name and gives the plain ``result`` back.

    Raises :class:`telegram.error.TelegramError`: RetryAfter, ChatMigrated, Forbidden, BadRequest,
    Conflict, InvalidToken are Telegram's word; TimedOut and NetworkError leave open whether
    Telegram did what it was asked.
    """

    def __init__(
        self, token: str, base_url: str = TELEGRAM, metrics: Metrics | None = None
    ) -> None:
        """Speak for ``token``; nothing is opened before :meth:`__aenter__`."""
        self._metrics = metrics or Metrics()
        self._methods = f"{base_url.rstrip('/')}/bot{token}/"
        self._files = f"{base_url.rstrip('/')}/file/bot{token}/"
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the pool."""
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_S)
        self._http = aiohttp.ClientSession(connector=connector)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pool."""
        if self._http is not None:
            await self._http.close()

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any],
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> Any:  # noqa: ANN401 - the method's own result
        """Call ``method``. ``files``: field -> (name, content, media type)."""
        body = _multipart(parameters, files) if files else _form(parameters)
        timeout_s = max(timeout_s, UPLOAD_TIMEOUT_S) if files else timeout_s
        url = self._methods + method
        try:
            return _result(*await self._request("POST", url, timeout_s, data=body))
        except TelegramError as error:
            self._metrics.api_errors.labels(method, type(error).__name__).inc()
            raise

    async def download(self, path: str, *, timeout_s: float = UPLOAD_TIMEOUT_S) -> bytes:
        """Fetch a file by the ``file_path`` that getFile gave."""
        status, content = await self._request("GET", self._files + path, timeout_s)
        if status != OK:
            raise _failure(status, {})
        return content

    async def _request(
        self,
        verb: str,
        url: str,
        timeout_s: float,
        **body: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        if self._http is None:
            message = "the client is not open"
            raise RuntimeError(message)
        limit = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with self._http.request(verb, url, timeout=limit, **body) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _form(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Write parameters as forms carry them: what is no text, as JSON (every Bot API server can)."""
    return {name: _field(value) for name, value in parameters.items()}


def _field(value: Any) -> str:  # noqa: ANN401 - anything that JSON knows
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace").decode()  # half a surrogate pair fits in no request


def _multipart(
    parameters: Mapping[str, Any], files: Mapping[str, tuple[str, bytes, str]]
) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in _form(parameters).items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in files.items():
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return form


def _result(status: int, content: bytes) -> Any:  # noqa: ANN401
    try:
        answer = json.loads(content)
    except ValueError:
        answer = {}
    if isinstance(answer, dict) and answer.get("ok"):
        return answer["result"]
    raise _failure(status, answer if isinstance(answer, dict) else {})


def _failure(status: int, answer: Mapping[str, Any]) -> TelegramError:
    """Turn Telegram's answer into the type that says what to do about it."""
    description = str(answer.get("description") or f"HTTP {status}")
    parameters = answer.get("parameters") or {}
    if "migrate_to_chat_id" in parameters:
        return ChatMigrated(parameters["migrate_to_chat_id"])
    if "retry_after" in parameters:
        return RetryAfter(int(parameters["retry_after"]))
    kinds = {
        BAD_REQUEST: BadRequest,
        FORBIDDEN: Forbidden,
        CONFLICT: Conflict,
        UNAUTHORIZED: InvalidToken,
        NOT_FOUND: InvalidToken,
    }
    return kinds.get(status, NetworkError)(description)
