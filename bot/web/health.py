"""``/healthz``: whether every part was active within its time limit, and since when one was not."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.heartbeat import Condition, Heartbeat
from bot.models import DeadLetter
from bot.web.probe import Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession
    from starlette.requests import Request

    from bot.clock import Clock
    from bot.models import Database

DATABASE_WITHIN_S = 2.0
NO_STORE = {"cache-control": "no-store"}


class Health:
    """Queries the database, and reads the heartbeats of the other parts without waiting."""

    def __init__(
        self,
        database: Database,
        parts: Mapping[str, Heartbeat],
        clock: Clock,
        monotonic: Callable[[], float],
    ) -> None:
        """Nobody has asked yet."""
        self.probe = Probe(database, _touch, DATABASE_WITHIN_S)
        self._answers = Heartbeat(DATABASE_WITHIN_S, monotonic)  # the database's
        self._parts = parts
        self._clock = clock
        self.route = Route("/healthz", self.answer)

    async def answer(self, _request: Request) -> JSONResponse:
        """Answer 200 where all is well, else 503; the body says which part is not, and since when.

        No secret, address or word of anybody is in it.
        """
        conditions = {"database": await self._database()}
        conditions |= {name: pulse.condition() for name, pulse in self._parts.items()}
        well = all(condition.ok for condition in conditions.values())
        body = {
            "ok": well,
            "parts": {name: self._told(condition) for name, condition in conditions.items()},
        }
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(body, status, NO_STORE)

    async def _database(self) -> Condition:
        """Ask it: what does not answer in its time is unwell at once, since it had that time."""
        try:
            await self.probe.ask()
        except Exception as error:  # noqa: BLE001 - whatever the driver raises is the finding
            because = type(error).__name__
            return Condition(ok=False, silent_s=self._answers.silent_s, because=because)
        self._answers.beat()
        return self._answers.condition()

    def _told(self, condition: Condition) -> dict[str, Any]:
        told: dict[str, Any] = {"ok": condition.ok}
        if condition.silent_s is not None:
            told["silent_s"] = round(condition.silent_s, 1)
        if not condition.ok:
            told["because"] = condition.because
            told["since"] = self._since(condition)
        return told

    def _since(self, condition: Condition) -> str | None:
        """Return when it was last well; None: not since the bot began."""
        if condition.silent_s is None:
            return None
        moment = self._clock.now() - timedelta(seconds=condition.silent_s)
        return moment.isoformat(timespec="seconds")


async def _touch(session: AsyncSession) -> None:
    """Read from a table, not only ``SELECT 1``: a file that is gone answers that too."""
    await session.scalar(select(DeadLetter.id).limit(1))
