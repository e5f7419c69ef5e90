"""What a row is: what goes wrong, and on which setups it is tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.chaos.stage import Setup

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.chaos.stage import Stage

SQLITE = Setup("sqlite", "polling")
POSTGRES = Setup("postgres", "polling")
SQLITE_WEBHOOK = Setup("sqlite", "webhook")
POSTGRES_WEBHOOK = Setup("postgres", "webhook")
POLLING = (SQLITE, POSTGRES)
WEBHOOK = (SQLITE_WEBHOOK, POSTGRES_WEBHOOK)
EVERYWHERE = (*POLLING, *WEBHOOK)


@dataclass(frozen=True, slots=True)
class Row:
    """``play`` lets people report while something goes wrong, and returns when all is quiet.

    ``small_disk``: the data folder lies on a disk of its own, that can be filled.
    """

    name: str
    done: str
    play: Callable[[Stage], Awaitable[None]]
    setups: tuple[Setup, ...] = (SQLITE,)
    small_disk: bool = False
