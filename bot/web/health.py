"""``/healthz``: whether every part is alive within its time, and since when one is not."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.models import DeadLetter
from bot.web.probe import Probe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession
    from starlette.requests import Request

    from bot.clock import Clock
    from bot.models import Database
    from bot.pulse import Condition, Pulse

DATABASE_WITHIN_S = 2.0
NO_STORE = {"cache-control": "no-store"}


class Health:
    """Asks the database, and looks at the pulses of the others: no part is waited for."""

    def __init__(
        self, database: Database, at_hand: Pulse, parts: Mapping[str, Pulse], clock: Clock
    ) -> None:
        """``at_hand``: the pulse of the database; it beats with each answer to our question."""
        self.probe = Probe(database, _touch, DATABASE_WITHIN_S)
        self._at_hand = at_hand
        self._parts = {"database": at_hand, **parts}
        self._clock = clock
        self.route = Route("/healthz", self.answer)

    async def answer(self, _request: Request) -> JSONResponse:
        """Answer 200 where all is well, else 503; the body says which part is not, and since when.

        No secret, address or word of anybody is in it.
        """
        await self._touch_database()
        conditions = {name: pulse.condition() for name, pulse in self._parts.items()}
        well = all(condition.ok for condition in conditions.values())
        body = {
            "ok": well,
            "parts": {name: self._told(condition) for name, condition in conditions.items()},
        }
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(body, status, NO_STORE)

    async def _touch_database(self) -> None:
        try:
            await self.probe.ask()
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the driver raises is the finding
            self._at_hand.trouble(type(error).__name__)
        else:
            self._at_hand.beat()

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
