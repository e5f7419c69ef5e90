"""Injected faults: what fails, for which method and chat, and how often."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.standin.refusal import (
    OTHER_POLLER,
    Cut,
    Refusal,
    bad_request,
    proxy_page,
    too_many,
    upgraded,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.standin.call_parameters import CallParameters
    from bot.standin.events import Events
    from bot.standin.message import Account, Chat

REFUSALS = {
    "forbidden": (403, "Forbidden: bot was blocked by the user"),
    "bad_request": (400, "Bad Request: something is wrong"),
    "not_found": (404, "Not Found"),
    "conflict": (409, OTHER_POLLER),
    "server_error": (500, "Internal Server Error"),
}
KINDS = frozenset(
    {
        "too_many",  # 429, retry_after
        "forbidden",  # 403, description
        "bad_request",  # 400, description
        "not_found",  # 404
        "conflict",  # 409
        "server_error",  # 500
        "bad_gateway",  # 502 with HTML in it, as a proxy says it
        "page",  # `status` with HTML in it: a proxy, a firewall, a captive portal; no word of ours
        "empty",  # getUpdates: an empty answer at once, however long the poll would wait
        "reset",  # the connection is cut, nothing is done
        "accepted_then_reset",  # it is done, then the connection is cut
        "migrate",  # 400, the group has become a supergroup
        "delay",  # it is done after `seconds`
        "down",  # the connection is cut, until removed
        "duplicate",  # getUpdates: each update stands in the answer twice; webhook: two requests
        "reorder",  # getUpdates: the newest comes first; webhook: a chat's second goes ahead
        "repeat",  # what was confirmed comes once more
        "late",  # webhook: it is brought after `seconds`, while other chats go on
    }
)
# The call itself is answered; what is wrong comes afterwards. A webhook is met by these alone.
BENDING = frozenset({"duplicate", "reorder", "repeat", "late"})
PASSED = BENDING | {"accepted_then_reset", "empty"}


@dataclass(slots=True, eq=False)
class Fault:
    """One thing that goes wrong. ``times`` is what is left of it; None: until removed."""

    kind: str
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    retry_after: int = 1  # seconds
    seconds: float = 0.0
    description: str = ""
    status: int = 502
    removed: bool = False

    def meets(self, ask: CallParameters) -> bool:
        """Tell whether it strikes this call."""
        if self.method is not None and self.method.lower() != ask.method.lower():
            return False
        return self.chat is None or str(ask.params.get("chat_id")) == str(self.chat)


class Faults:
    """Those that wait to strike, in the order in which they were added."""

    def __init__(self, events: Events, migrate: Callable[[int], int | None]) -> None:
        """None yet. ``migrate`` makes a group a supergroup: its new id; None where it is none."""
        self._events = events
        self._migrate = migrate
        self.waiting: list[Fault] = []

    def add(  # noqa: PLR0913 - what a bad day can be told with
        self,
        kind: str,
        method: str | None = None,
        chat: int | Account | Chat | None = None,
        times: int | None = 1,
        *,
        retry_after: int = 1,
        seconds: float = 0.0,
        description: str = "",
        status: int = 502,
    ) -> Fault:
        """Let ``kind`` strike the next ``times`` calls of ``method`` to ``chat`` (None: any).

        The method ``file`` is the download of a file.
        """
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is none of {sorted(KINDS)}")
        chat_id = chat if chat is None or isinstance(chat, int) else chat.id
        times = None if kind == "down" else times
        method = "getUpdates" if kind in BENDING | {"empty"} else method
        fault = Fault(kind, method, chat_id, times, retry_after, seconds, description, status)
        self.waiting.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Let it not strike any more, nor hold up what it has struck."""
        fault.removed = True
        if fault in self.waiting:
            self.waiting.remove(fault)

    def clear(self) -> None:
        """Let all be well."""
        self.waiting.clear()

    def take(self, ask: CallParameters) -> Fault | None:
        """Return the fault that strikes this call, and count it."""
        return self._count(fault for fault in self.waiting if fault.meets(ask))

    def strike_delivery(self, chat: int, kinds: Sequence[str]) -> Fault | None:
        """Return the fault of one of these kinds that strikes an update of ``chat``; count it."""
        return self._count(
            fault for fault in self.waiting if fault.kind in kinds and fault.chat in {None, chat}
        )

    def _count(self, meeting: Iterator[Fault]) -> Fault | None:
        fault = next(meeting, None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
        return fault

    async def last(self, fault: Fault) -> None:
        """Wait for the fault's seconds, or until it is removed."""
        with suppress(TimeoutError):
            await self._events.until(lambda: fault.removed, fault.seconds)

    async def strike(self, fault: Fault, ask: CallParameters) -> None:
        """Raise what the call is answered with, or let it pass (after a while)."""
        if fault.kind == "delay":
            await self.last(fault)
        elif fault.kind not in PASSED:
            raise self._error(fault, ask)

    def strike_after(self, fault: Fault) -> None:
        """Cut the line once the work is done, where the fault says so."""
        if fault.kind == "accepted_then_reset":
            raise Cut

    def bend(
        self,
        fault: Fault,
        updates: list[dict[str, Any]],
        confirmed: Iterable[dict[str, Any]],
    ) -> list[dict[str, Any]]:
        """Bring updates twice, in another order, or confirmed ones once more, as the fault says."""
        if fault.kind == "duplicate":
            return [one for update in updates for one in (update, update)]
        if fault.kind == "reorder":
            return updates[::-1]
        if fault.kind == "repeat":
            return [*confirmed, *updates]
        return updates

    def _error(self, fault: Fault, ask: CallParameters) -> Exception:
        if fault.kind == "migrate":
            successor = self._migrate(ask.whole("chat_id", 0))
            return bad_request("chat not found") if successor is None else upgraded(successor)
        if fault.kind == "too_many":
            return too_many(fault.retry_after)
        if fault.kind in {"bad_gateway", "page"}:
            return proxy_page(fault.status)
        if fault.kind in REFUSALS:
            code, usual = REFUSALS[fault.kind]
            return Refusal(code, fault.description or usual)
        return Cut()
