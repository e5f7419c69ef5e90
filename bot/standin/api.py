"""Answers the bot's calls: the token, the log, the faults, the method."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from bot.standin.call_log import Call
from bot.standin.call_parameters import CallParameters, parse_call
from bot.standin.methods import METHODS
from bot.standin.raw_update import RawUpdate, encode_batch
from bot.standin.refusal import Cut, MalformedAnswer, Refusal
from bot.standin.update_queue import MOST

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime

    from bot.standin.faults import Fault
    from bot.standin.telegram import Telegram

JSON = "application/json"
HTML = "text/html"
POLL = "getupdates"
FILE = "file"  # what a download is called where a fault names its method
encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What goes back over HTTP."""

    status: int
    body: bytes
    media_type: str = JSON


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """What came over HTTP. ``path`` is ``/bot<token>/<method>`` or ``/file/bot<token>/<path>``."""

    path: str
    query: str = ""
    content_type: str = ""
    body: bytes = b""


class BotApi:
    """The Bot API of one Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        """Answer for ``telegram``."""
        self._telegram = telegram
        self._methods = f"/bot{telegram.token}/"
        self._files = f"/file/bot{telegram.token}/"
        self._date: tuple[datetime | None, str] = None, ""

    def answer(self, request: ApiRequest) -> HttpResponse | Coroutine[None, None, HttpResponse]:
        """Answer at once; where that takes time (a long poll, a fault), what has to be awaited.

        Raises :class:`Cut` (as the coroutine may) where there is to be no answer at all.
        """
        if not request.path.startswith(self._methods):
            return self._elsewhere(request)
        try:
            ask = parse_call(
                request.path[len(self._methods) :],
                request.content_type,
                request.body,
                request.query,
            )
        except Refusal as refusal:
            return refused(refusal)
        return self._serve(ask)

    @property
    def date(self) -> str:
        """Return what Telegram's clock shows, as HTTP writes it; made anew once a second."""
        now = self._telegram.clock().replace(microsecond=0)
        if now != self._date[0]:
            self._date = now, format_datetime(now.astimezone(UTC), usegmt=True)
        return self._date[1]

    def _elsewhere(self, request: ApiRequest) -> HttpResponse | Coroutine[None, None, HttpResponse]:
        """Answer what is no call with our token: a file, or a token that is wrong."""
        if not request.path.startswith(self._files):
            return refused(Refusal(401, "Unauthorized"))
        ask = CallParameters(FILE, {})
        fault = self._telegram.faults.take(ask)
        path = request.path[len(self._files) :]
        return self._file(path) if fault is None else self._file_slowly(path, ask, fault)

    def _file(self, path: str) -> HttpResponse:
        file = self._telegram.files.at(path)
        if file is not None:
            return HttpResponse(200, file.content, "application/octet-stream")
        return refused(Refusal(404, "Not Found"))

    async def _file_slowly(self, path: str, ask: CallParameters, fault: Fault) -> HttpResponse:
        try:
            await self._telegram.faults.strike(fault, ask)
        except Refusal as refusal:
            return refused(refusal)
        except MalformedAnswer as garbage:
            return HttpResponse(garbage.code, garbage.body, HTML)
        return self._file(path)

    def _serve(self, ask: CallParameters) -> HttpResponse | Coroutine[None, None, HttpResponse]:
        telegram = self._telegram
        call = Call(ask.method, ask.params, time.monotonic(), telegram.clock())
        telegram.calls.append(call)
        waiting = telegram.faults.waiting
        fault = telegram.faults.take(ask) if waiting else None
        if fault is not None or ask.method.lower() == POLL:
            return self._slowly(call, ask, fault)
        try:
            return self._done(call, self._work(ask))
        except Refusal as refusal:
            return self._refused(call, refusal)

    def _work(self, ask: CallParameters) -> Any:
        method = METHODS.get(ask.method.lower())
        if method is None:
            raise Refusal(404, "Not Found: method not found")
        return method(self._telegram, ask)

    async def _slowly(self, call: Call, ask: CallParameters, fault: Fault | None) -> HttpResponse:
        try:
            if fault is not None:
                await self._telegram.faults.strike(fault, ask)
            polls = ask.method.lower() == POLL
            result = await self._poll(ask, fault) if polls else self._work(ask)
            if fault is not None:
                self._telegram.faults.strike_after(fault)
        except Refusal as refusal:
            return self._refused(call, refusal)
        except MalformedAnswer as garbage:
            self._settle(call, str(garbage))
            return HttpResponse(garbage.code, garbage.body, HTML)
        except Cut:
            self._settle(call, "reset")
            raise
        if isinstance(result, list) and any(isinstance(one, RawUpdate) for one in result):
            self._settle(call, "ok")
            return HttpResponse(200, encode_batch(result))
        return self._done(call, result)

    async def _poll(self, ask: CallParameters, fault: Fault | None) -> list[dict[str, Any]]:
        updates = self._telegram.updates
        allowed = ask.structure("allowed_updates")
        if allowed is not None:
            updates.allow(allowed)
        before = len(updates)
        if fault is not None and fault.kind == "empty":
            return []
        limit = min(max(ask.whole("limit", MOST), 1), MOST)
        found = await updates.get(ask.whole("offset", 0), limit, ask.whole("timeout", 0))
        if len(updates) != before:
            self._telegram.events.publish("confirmed", None)
        return found if fault is None else self._bent(found, fault)

    def _bent(self, found: list[dict[str, Any]], fault: Fault) -> list[dict[str, Any]]:
        return self._telegram.faults.bend(fault, found, self._telegram.updates.confirmed)

    def _done(self, call: Call, result: Any) -> HttpResponse:
        self._settle(call, "ok")
        return HttpResponse(200, encode({"ok": True, "result": result}).encode("utf-8", "replace"))

    def _refused(self, call: Call, refusal: Refusal) -> HttpResponse:
        self._settle(call, refusal.description)
        return refused(refusal)

    def _settle(self, call: Call, outcome: str) -> None:
        call.outcome = outcome
        self._telegram.events.publish("call", call)


def refused(refusal: Refusal) -> HttpResponse:
    """Write a refusal out."""
    content: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.parameters:
        content["parameters"] = refusal.parameters
    return HttpResponse(refusal.code, encode(content).encode("utf-8", "replace"))
