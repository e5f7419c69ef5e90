"""Intake by webhook: a request is answered 200 only after its transaction is committed."""

from __future__ import annotations

import asyncio
import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from bot.transport import lenient_json
from bot.transport.inbox import Inbox, InboxFull
from bot.transport.registration import Registration

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.handlers.edge import Edge
    from bot.heartbeat import Heartbeat
    from bot.metrics import Metrics
    from bot.settings.web import WebhookAddress
    from bot.transport.client import Client

log = structlog.get_logger()

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - its name
LARGEST_BODY = 1_000_000  # bytes; an update of the longest message has about 50,000
# Telegram obeys it; without, it would wait longer each time, up to two minutes.
COME_AGAIN = {"retry-after": "1"}
HANG_UP = {"connection": "close"}  # else the server would go on to swallow what we did not read
LOOK_S = 30.0  # how often Telegram is asked what it thinks of our webhook
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 10.0
LONGEST_AWAY_S = 30  # an update whose answer waits behind many others
NOT_COMMITTED = "not committed"
STOP_S = 2.0  # a stop has 5 s in all
HEADERS = {
    HTTPStatus.FORBIDDEN: HANG_UP,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: HANG_UP,
    HTTPStatus.SERVICE_UNAVAILABLE: COME_AGAIN,
}


class RejectedRequest(Exception):
    """The request is not taken; ``reason`` is for whoever counts."""

    def __init__(self, status: HTTPStatus, reason: str, *, again_s: int | None = None) -> None:
        """Answer with ``status``; ``again_s``: when Telegram may come again."""
        super().__init__(reason)
        self.headers = HEADERS.get(status)
        if again_s is not None:
            self.headers = {"retry-after": str(again_s)}
        self.status = status
        self.reason = reason


class WebhookReceiver:
    """Receives Telegram's requests, and keeps the webhook registered."""

    def __init__(
        self,
        client: Client,
        edge: Edge,
        webhook_address: WebhookAddress,
        *,
        pulse: Heartbeat,
        metrics: Metrics,
    ) -> None:
        """Take nothing yet: :attr:`route` has to be served, :meth:`run` registers it."""
        self._inbox = Inbox(edge)
        self._direct = edge.direct
        self._registration = Registration(client, webhook_address)
        self._secret = webhook_address.secret.get_secret_value().encode()
        self._pulse = pulse
        self._metrics = metrics
        self._warned = False
        self.complaint: str | None = None  # what was wrong at the last look
        self.route = Route(webhook_address.path, self.receive, methods=["POST"])

    @property
    def waiting(self) -> int:
        """Return how many updates wait for their commit."""
        return len(self._inbox)

    async def receive(self, request: Request) -> Response:
        """Take one update and answer once it is committed.

        1. The secret is compared before a byte of the body is read.
        2. What is larger than any update is not read to its end, whatever its length claims.
        3. JSON that has no number is 400: what we cannot name we cannot confirm. What has one and
           cannot be read further is confirmed, as polling does: it would block its chat for a day.
        4. Where it cannot be committed, or too many wait, Telegram is asked to come again.
        """
        try:
            self._admit(request)
            await self._take(_update(await _body(request)))
        except RejectedRequest as refusal:
            self._metrics.refused.labels(refusal.reason).inc()
            return Response(status_code=refusal.status, headers=refusal.headers)
        return Response()

    def _admit(self, request: Request) -> None:
        shown = request.headers.get(SECRET_HEADER, "")
        if hmac.compare_digest(shown.encode("latin-1"), self._secret):
            return
        if not self._warned:  # once: whoever knocks at a public door may do so all day
            self._warned = True
            log.warning("webhook_secret_wrong", mend="restart, so that Telegram learns the new one")
        raise RejectedRequest(HTTPStatus.FORBIDDEN, "secret")

    async def _take(self, update: dict[str, Any]) -> None:
        try:
            committed = await self._inbox.bring(update)
        except InboxFull:
            raise RejectedRequest(HTTPStatus.SERVICE_UNAVAILABLE, "busy") from None
        if not committed:
            self._pulse.fail(NOT_COMMITTED)
            raise RejectedRequest(HTTPStatus.SERVICE_UNAVAILABLE, "failed")
        self._pulse.beat()
        if not await self._direct.confirms(int(update["update_id"])):
            away = min(1 + int(self._direct.expected_s), LONGEST_AWAY_S)
            raise RejectedRequest(HTTPStatus.SERVICE_UNAVAILABLE, "unanswered", again_s=away)

    async def register(self) -> None:
        """Tell Telegram where to bring updates. Raises a TelegramError."""
        await self._registration.register()

    async def run(self) -> None:
        """Register, and look after it until cancelled. Whatever fails is tried again."""
        failures = 0
        while True:
            try:
                await self.look()
                failures = 0
            except Exception as error:  # noqa: BLE001 - intake goes on, whatever happens
                failures += 1
                log.warning("webhook_not_registered", error=type(error).__name__)
                self._pulse.fail(type(error).__name__)
            retry = min(FIRST_RETRY_S * 2**failures, LONGEST_RETRY_S)
            await asyncio.sleep(retry if failures else LOOK_S)

    async def look(self) -> None:
        """Be well where Telegram delivers to us and finds nothing wrong. Raises a TelegramError."""
        self.complaint = await self._registration.check(self._inbox.taken)
        if self._inbox.failing:
            self.complaint = NOT_COMMITTED
        if self.complaint is None:
            self._pulse.beat()
        else:
            log.warning("webhook_failing", because=self.complaint)
            self._pulse.fail(self.complaint)

    async def close(self) -> None:
        """Take nothing more; finish the batch in work and answer it."""
        await self._inbox.close(STOP_S)


async def _body(request: Request) -> bytes:
    """Read no more than an update can have. Raises Refused."""
    claimed = request.headers.get("content-length", "0")
    if not claimed.isdecimal() or int(claimed) > LARGEST_BODY:
        raise RejectedRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise RejectedRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
    except ClientDisconnect:  # Telegram brings it again; nobody hears our answer
        log.info("webhook_body_cut_off", received=len(body))
        raise RejectedRequest(HTTPStatus.BAD_REQUEST, "cut") from None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any]:
    """Return what has an update's number. Raises Refused."""
    update = lenient_json.update(body)
    if update is None:
        raise RejectedRequest(HTTPStatus.BAD_REQUEST, "form")
    return update
