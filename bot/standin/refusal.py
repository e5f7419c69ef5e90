"""What Telegram answers when it does not do what it was asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class Refusal(Exception):
    """An answer with ``ok: false``: Telegram's code, its own description, its parameters."""

    def __init__(
        self, code: int, description: str, parameters: Mapping[str, Any] | None = None
    ) -> None:
        """``description`` as Telegram words it, with its prefix."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class MalformedAnswer(Exception):
    """An answer that is no answer: what a proxy says in Telegram's place."""

    def __init__(self, code: int, body: bytes) -> None:
        """``body`` is HTML."""
        super().__init__(f"HTTP {code}")
        self.code = code
        self.body = body


class Cut(Exception):
    """The line is cut: no answer at all."""


def proxy_page(status: int) -> MalformedAnswer:
    """Return the page with which a proxy between us and Telegram answers."""
    title = f"{status} {HTTPStatus(status).phrase}"
    page = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n"
        "</body>\r\n</html>\r\n"
    )
    return MalformedAnswer(status, page.encode())


def bad_request(what: str) -> Refusal:
    """Return a 400 that says ``what``."""
    return Refusal(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    """Return a 403 that says ``what``."""
    return Refusal(403, f"Forbidden: {what}")


def too_many(seconds: int) -> Refusal:
    """Return a 429 that asks to wait ``seconds``."""
    description = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, description, {"retry_after": seconds})


def upgraded(chat_id: int) -> Refusal:
    """Return the 400 for a group that has become the supergroup ``chat_id``."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, description, {"migrate_to_chat_id": chat_id})
