"""A Bot API client over one small connection pool; it raises python-telegram-bot's errors."""

from __future__ import annotations

import json
import warnings
from contextlib import contextmanager
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
from bot.transport import lenient_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

TELEGRAM = "https://api.telegram.org"
CONNECTIONS = 32  # more than all that send and take at once: nobody waits for a slow chat
# Shorter than any server's own: a connection that the server is closing would cost a retry.
KEEP_ALIVE_S = 4.0
TIMEOUT_S = 10.0
UPLOAD_TIMEOUT_S = 60.0
JSON = {"Content-Type": "application/json"}
_ENCODER = json.JSONEncoder(ensure_ascii=False)  # json.dumps makes one for each call
DOWNLOAD_TIMEOUT_S = 30.0
LARGEST_FILE = 20_000_000  # bytes: what Telegram lets a bot fetch
CHUNK = 64 * 1024
TOO_BIG = "file is too big"  # Telegram's words for a larger one
NO_FILE = "Not Found"  # Telegram's words for a path at which no file lies
OK, BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT = 200, 400, 401, 403, 404, 409


class Client:
    """Calls methods by name and returns the plain ``result``.

    Raises :class:`telegram.error.TelegramError`: RetryAfter, ChatMigrated, Forbidden, BadRequest,
    Conflict, InvalidToken are Telegram's word (JSON with ``ok: false`` and an ``error_code``);
    TimedOut and NetworkError leave open whether Telegram did what it was asked. What a proxy or a
    firewall answers in Telegram's place is a NetworkError, whatever its status.
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
        no_cookies = aiohttp.DummyCookieJar()  # the Bot API sets none
        self._http = aiohttp.ClientSession(connector=connector, cookie_jar=no_cookies)
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
        body = {"data": _multipart(parameters, files)} if files else _document(parameters)
        timeout_s = max(timeout_s, UPLOAD_TIMEOUT_S) if files else timeout_s
        url = self._methods + method
        try:
            return _result(*await self._request("POST", url, timeout_s, **body))
        except TelegramError as error:
            self._metrics.api_errors.labels(method, type(error).__name__).inc()
            raise

    async def bot_name(self, timeout_s: float) -> str:
        """Return what the bot is called. Raises a TelegramError; also where no name is told."""
        bot = await self.call("getMe", {}, timeout_s=timeout_s)
        name = bot.get("username") if isinstance(bot, dict) else None
        if not isinstance(name, str) or not name:
            raise NetworkError("getMe tells no username: no bot of Telegram's answers there")
        return name

    async def download(
        self, path: str, *, most_bytes: int = LARGEST_FILE, timeout_s: float = DOWNLOAD_TIMEOUT_S
    ) -> bytes:
        """Fetch a file by the ``file_path`` that getFile gave, whole within ``timeout_s``.

        Raises a TelegramError: BadRequest where Telegram itself says that there is no such file,
        and where more than ``most_bytes`` come, of which no more is read.
        """
        url = self._files + path
        status, content = await self._request("GET", url, timeout_s, most_bytes=most_bytes)
        if status == OK:
            return content
        failure = _failure(status, lenient_json.answer(content))
        if isinstance(failure, InvalidToken) and failure.message == NO_FILE:
            raise BadRequest(NO_FILE)
        raise failure

    async def _request(
        self,
        verb: str,
        url: str,
        timeout_s: float,
        *,
        most_bytes: int | None = None,
        **body: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        if self._http is None:
            message = "the client is not open"
            raise RuntimeError(message)
        limit = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with self._http.request(verb, url, timeout=limit, **body) as response:
                return response.status, await _read(response, most_bytes)
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _document(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Write parameters as one JSON document, which is read and written in half a form's time."""
    text = _ENCODER.encode(parameters)
    # Half a surrogate pair fits in no request.
    return {"data": text.encode("utf-8", "replace"), "headers": JSON}


async def _read(response: aiohttp.ClientResponse, most_bytes: int | None) -> bytes:
    """Return the body. Raises BadRequest as soon as it is known to be larger."""
    if most_bytes is None:
        return await response.read()
    if (response.content_length or 0) > most_bytes:
        raise BadRequest(TOO_BIG)
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > most_bytes:
            raise BadRequest(TOO_BIG)
    return bytes(content)


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
    answer = lenient_json.answer(content)
    if answer.get("ok") is True and "result" in answer:
        return answer["result"]
    raise _failure(status, answer)


def _failure(status: int, answer: Mapping[str, Any]) -> TelegramError:
    """Turn Telegram's refusal into the type that says what to do about it.

    What is no refusal of Telegram's own says nothing about the chat, the message or the token.
    """
    code = answer.get("error_code")
    if answer.get("ok") is not False or type(code) is not int:
        return NetworkError(f"HTTP {status}, not Telegram's word")
    description = str(answer.get("description") or f"HTTP {status}")
    parameters = answer.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    if type(moved := parameters.get("migrate_to_chat_id")) is int:
        return ChatMigrated(moved)
    if type(wait := parameters.get("retry_after")) is int:
        with _unwarned():
            return RetryAfter(wait)
    kinds = {
        BAD_REQUEST: BadRequest,
        FORBIDDEN: Forbidden,
        CONFLICT: Conflict,
        UNAUTHORIZED: InvalidToken,
        NOT_FOUND: InvalidToken,
    }
    return kinds.get(code, NetworkError)(description)


def asked_to_wait(error: RetryAfter) -> float:
    """Return the seconds for which Telegram asks; the library warns of a type to come."""
    with _unwarned():
        wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


@contextmanager
def _unwarned() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
