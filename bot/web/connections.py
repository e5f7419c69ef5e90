"""HTTP connections with limits: a time for the head, a time for the body, so many from one peer.

uvicorn has a time for idle connections alone: 600 half-open requests shut everybody else out.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

    from bot.settings.limits_shapes import ListenerTable

FLUSH_S = 5.0  # beyond the keep-alive: for who does not fetch the answer


class LimitedConfig(uvicorn.Config):
    """uvicorn's settings, with the limits that :class:`LimitedProtocol` keeps."""

    def __init__(self, app: Any, limits: ListenerTable, **settings: Any) -> None:  # noqa: ANN401 - uvicorn's
        """Serve ``app`` within ``limits``."""
        super().__init__(app, http=LimitedProtocol, **settings)
        self.limits = limits


class Phase(Enum):
    """What a connection is waiting for."""

    HEAD = auto()
    BODY = auto()
    ANSWER = auto()  # ours: it takes the time it takes
    IDLE = auto()  # answered; uvicorn closes it after its keep-alive


class LimitedProtocol(H11Protocol):
    """One connection. Where there are too many, the one that asks for nothing longest gives way.

    The peer is that of the socket, never a header's: behind a reverse proxy all are one peer.
    """

    config: LimitedConfig

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room where there is none; without any to make, hang up."""
        super().connection_made(transport)
        self.opened = self.loop.time()
        self.phase: Phase | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._enter(Phase.HEAD)
        limits = self.config.limits
        others = [one for one in self.connections if isinstance(one, LimitedProtocol)]
        if len(others) > limits.connections:
            self._replace_one(others)
        same = [one for one in others if one.peer == self.peer]
        if len(same) > limits.per_peer:
            self._replace_one(same)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._enter(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; a byte now and then buys no more time."""
        super().data_received(data)
        self._enter(self._found())

    def on_response_complete(self) -> None:
        """Wait for the next request, or for who does not fetch this answer."""
        super().on_response_complete()
        self._enter(Phase.IDLE)

    @property
    def peer(self) -> str | None:
        """Return the address at the other end of the socket."""
        return self.client[0] if self.client else None

    def _found(self) -> Phase:
        """Return where the request stands, by what has come of it."""
        theirs = self.conn.their_state
        if theirs is h11.SEND_BODY:
            return Phase.BODY
        if theirs is h11.IDLE:
            return Phase.HEAD
        return Phase.IDLE if self.cycle.response_complete else Phase.ANSWER

    def _enter(self, phase: Phase | None) -> None:
        """Begin a phase; the time of one that goes on runs on."""
        if phase is self.phase:
            return
        self.phase = phase
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        patience = self._patience(phase)
        if patience is not None:
            self._timer = self.loop.call_later(patience, self.transport.abort)

    def _patience(self, phase: Phase | None) -> float | None:
        """Return the seconds that a phase may take; None: as many as it wants."""
        if phase is Phase.HEAD:
            return self.config.limits.head.total_seconds()
        if phase is Phase.BODY:
            return self.config.limits.body.total_seconds()
        return self.timeout_keep_alive + FLUSH_S if phase is Phase.IDLE else None

    @staticmethod
    def _replace_one(open_now: Iterable[LimitedProtocol]) -> None:
        """Close the oldest that has not asked for anything; the newest is among them."""
        idle = [one for one in open_now if one.phase is not Phase.ANSWER]
        oldest = min(idle, key=lambda one: one.opened)
        oldest.connections.discard(oldest)
        oldest.transport.abort()


__all__ = ["LimitedConfig", "LimitedProtocol"]
