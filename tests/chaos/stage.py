"""Where a row plays: a town, its Telegram, the bot as its own process, and people who report."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy.engine import make_url

from bot.standin.server import Server
from tests.chaos import stored
from tests.chaos.crowd import Crowd
from tests.chaos.town import DEPUTY, OFFICER, RESIDENT, SUPERVISOR
from tests.chaos.witness import PAGE, RECEIPT, Witness
from tests.faults.process import BotProcess
from tests.intake import environment_of
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from tests.chaos.proxy import Proxy
    from tests.chaos.town import Town
    from tests.postgres import PostgresServer

REPORTS, OVER_S = 120, 8.0
PATIENCE_S = 45.0
LOOK_S = 0.25
STOPS_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What a row stands on: ``sqlite`` or ``postgres``, ``polling`` or ``webhook``."""

    database: str = "sqlite"
    intake: str = "polling"

    def __str__(self) -> str:
        """Write it as the table shows it."""
        return f"{self.database}, {self.intake}"


class Stage:
    """One row's world. ``async with`` opens it; nothing of it is left when the block ends."""

    def __init__(
        self,
        town: Town,
        setup: Setup,
        seed: int,
        server: PostgresServer | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        """Nothing runs yet; ``seed`` makes chance repeatable.

        On PostgreSQL the bot speaks with ``server`` through ``proxy``.
        """
        self.town = town
        self._postgres = server
        self._proxy = proxy
        self.setup = setup
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        self.telegram = town.telegram
        self.crowd = Crowd(town.people(RESIDENT))
        self.witness = Witness(self.telegram, self.crowd.sees)
        self.outages: list[tuple[float, float]] = []
        self.failures: list[str] = []
        self.bot: BotProcess
        self._port = free_port()
        self._server: Server | None = None
        self._bots: list[BotProcess] = []
        self._watching: asyncio.Task[None] | None = None
        self._ahead = town.data / "clock"

    async def __aenter__(self) -> Self:
        """Open Telegram, and start the bot."""
        self._watching = asyncio.create_task(self.witness.watch())
        await self.line_up()
        self.bot = self.another_bot()
        await self.starts()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave nothing running."""
        for bot in self._bots:
            if bot.exit_code is None:
                await bot.kill()
        await self.line_down()
        if self._watching is not None:
            self._watching.cancel()

    # --- what a row does -------------------------------------------------------------------------
    def another_bot(self) -> BotProcess:
        """Return a process of the bot that is not started yet; it is killed at the end."""
        config = self.town.data / "config"
        config.mkdir(exist_ok=True)
        more = environment_of(self.setup.intake) | {"KAMTIBMAS_CLOCK": str(self._ahead)}
        url = f"http://127.0.0.1:{self._port}"
        bot = BotProcess(url, self.town.data, self._database_url, config, more)
        self._bots.append(bot)
        return bot

    async def starts(self, bot: BotProcess | None = None) -> None:
        """Start a bot, and wait until it works."""
        bot = bot or self.bot
        before = self._starts()
        await bot.start()
        await self.until(lambda: self._starts() > before, "the bot did not start")

    def _starts(self) -> int:
        log = self.town.data / "bot.log"
        return log.read_text().count('"started"') if log.exists() else 0

    def moves_clock(self, seconds: float) -> None:
        """Put the bot's clock so many seconds ahead of the true time (less than 0: behind)."""
        new = self._ahead.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self._ahead)

    async def line_up(self) -> None:
        """Let Telegram listen."""
        self._server = Server(self.telegram, self._port)
        await self._server.__aenter__()

    async def line_down(self) -> None:
        """Let Telegram refuse every connection."""
        server, self._server = self._server, None
        if server is not None:
            await server.__aexit__(None, None, None)

    @asynccontextmanager
    async def under_load(
        self, reports: int = REPORTS, over_s: float = OVER_S
    ) -> AsyncIterator[None]:
        """Let people report while the block runs, and to the end of what they have to say."""
        writing = asyncio.create_task(self.crowd.writes(reports, over_s))
        try:
            yield
            await writing
        finally:
            writing.cancel()

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Note when something was down: what is late because of it is late from its end on.

        Telegram then brings at once what a webhook has not taken: its own pauses, which grow to a
        minute, are not ours.
        """
        began = time.monotonic()
        try:
            yield
        finally:
            self.telegram.updates.webhook.retry_now()
            self.outages.append((began, time.monotonic()))

    async def sleeps(self, shortest: float, longest: float) -> None:
        """Let a while pass, by chance."""
        await asyncio.sleep(self.chance.uniform(shortest, longest))

    async def until(
        self, holds: Callable[[], bool], why: str, patience_s: float = PATIENCE_S
    ) -> None:
        """Wait for something; where it does not come, the row has failed and goes on."""
        try:
            await self.telegram.until(holds, patience_s)
        except TimeoutError:
            self.failures.append(why)

    async def quiet(self) -> None:
        """Wait until everybody has their receipt and every fire was paged."""
        crowd, witness = self.crowd, self.witness
        await self.until(lambda: crowd.all_pressed, "a draft has no card")
        await self.until(
            lambda: len(witness.tickets(RECEIPT)) >= len(crowd.texts), "a receipt is missing"
        )
        await self.until(lambda: len(witness.tickets(PAGE)) >= crowd.fires, "a page is missing")
        for _ in range(int(PATIENCE_S / LOOK_S)):
            if not await stored.owed(self.town.database_url):
                return
            await asyncio.sleep(LOOK_S)

    def slowest_draft(self) -> float:
        """Return how long the slowest draft took, from its words or from an outage's end."""
        crowd = self.crowd
        return max(
            seen - max([crowd.written[number], *(end for _, end in self.outages if end <= seen)])
            for number, seen in crowd.pressed.items()
        )

    async def stops(self, bot: BotProcess | None = None) -> None:
        """Ask the bot to stop: in time, and with exit code 0."""
        began = time.monotonic()
        code = await (bot or self.bot).terminate()
        self.expects(code == 0, f"exit code {code} after SIGTERM")
        took = time.monotonic() - began
        self.expects(took < STOPS_WITHIN_S, f"it took {took:.1f} s to stop")

    def expects(self, holds: bool, otherwise: str) -> None:  # noqa: FBT001 - it reads as a sentence
        """Note a failure of the row where something does not hold."""
        if not holds:
            self.failures.append(otherwise)

    def officials(self) -> Iterator[int]:
        """Yield the chats of all who are paged."""
        for part in (OFFICER, DEPUTY, SUPERVISOR):
            yield from (person.id for person in self.town.people(part))

    @property
    def postgres(self) -> PostgresServer:
        """Return the server, which the row may kill."""
        assert self._postgres is not None, "this row stands on SQLite"
        return self._postgres

    @property
    def proxy(self) -> Proxy:
        """Return the line to the server."""
        assert self._proxy is not None, "this row stands on SQLite"
        return self._proxy

    @property
    def _database_url(self) -> str:
        """Return the database as the bot is told of it."""
        url = make_url(self.town.database_url)
        if self._proxy is not None:
            url = url.set(port=self._proxy.port)
        return url.render_as_string()

    @property
    def data(self) -> Path:
        """Return the bot's data folder."""
        return self.town.data
