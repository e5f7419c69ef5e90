"""The set-up under examination: what earlier checks have found, for the later ones."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import threading
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

    from bot.clock import Clock
    from bot.models import Database
    from bot.settings import Settings

T = TypeVar("T")

HIDDEN = "[hidden]"
SHORTEST_SECRET = 6  # what is shorter would be found in every second word
_SECRETS = ("KAMTIBMAS_TOKEN", "KAMTIBMAS_SECRET_KEY", "KAMTIBMAS_WEBHOOK_SECRET")
_PASSWORD = re.compile(r"//[^/@:]*:(.+)@")


@dataclass
class Setup:
    """Filled on the way; a check names in ``needs`` the checks that fill what it looks at."""

    environment: Mapping[str, str]
    settings: Settings = field(init=False)  # by "settings"
    clock: Clock = field(init=False)  # by "settings"
    database: Database = field(init=False)  # by "database"
    bot: dict[str, Any] = field(init=False)  # by "token": getMe's answer
    webhook: dict[str, Any] = field(init=False)  # by "webhook": getWebhookInfo's answer
    current: bool = False  # by "schema": the tables can be read
    telegram_ahead: timedelta | None = None  # by "token": Telegram's clock against ours
    healthy: bool | None = None  # by "listen": what our bot says; None: it does not run here
    users: tuple[int, ...] = ()  # by "database": processes that have the SQLite file open
    closing: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def sqlite(self) -> bool:
        """Tell whether the database is a file of ours."""
        return self.settings.database_url.startswith("sqlite")

    def hide(self, text: str) -> str:
        """Return ``text`` without any secret, whoever put it there, in one line."""
        for secret in self._secrets():
            text = text.replace(secret, HIDDEN)
        return " ".join(text.split())

    def _secrets(self) -> list[str]:
        """Return what must not be shown, the longest first, as it stands in the environment."""
        found = [self.environment.get(name, "") for name in _SECRETS]
        passwords = map(_PASSWORD.search, self.environment.values())
        found += [match[1] for match in passwords if match is not None]
        found += [written for text in found for written in (text.strip(), unquote(text))]
        return sorted({text for text in found if len(text) >= SHORTEST_SECRET}, key=len)[::-1]


def of_this_process() -> Setup:
    """Return the set-up that the environment describes."""
    ours = {name: value for name, value in os.environ.items() if name.upper().startswith("KAMTIB")}
    return Setup(ours)


async def apart(work: Callable[[], T]) -> T:
    """Do in a thread what may hang in the kernel (a dead network disk): it must not outlive us."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(settle: Callable[[], None]) -> None:
        if not done.done():  # nobody waits any more for what came too late
            settle()

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - it is raised where it is awaited
            settle = partial(done.set_exception, error)
        else:
            settle = partial(done.set_result, result)
        with contextlib.suppress(RuntimeError):  # the loop is closed: it came far too late
            loop.call_soon_threadsafe(tell, settle)

    threading.Thread(target=run, daemon=True).start()
    return await done
