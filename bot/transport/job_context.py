"""What sending and background jobs need: connections, settings, slots for long work."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.documents.render_process import RenderedFiles
from bot.transport.fair_slots import FairSlots

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Database, Delivery
    from bot.settings import Config
    from bot.transport.client import Client
    from bot.vault import Vault
    from bot.views.menu import Commands

PICTURES_AT_ONCE = 2  # in memory, of as many people
# Processes that draw, or write a recording anew, which pictures never wait for: however far they
# stand back, with one on each core whoever is called waits.
FILES_AT_ONCE = RECORDINGS_AT_ONCE = max(1, min(2, (os.cpu_count() or 1) - 1))


@dataclass(frozen=True, slots=True)
class MenuContext:
    """``commands`` of roles and language; ``edition``: a mark of all of them; one at a time."""

    commands: Commands
    edition: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class JobContext:
    """What rendering and a job may use. ``data``: the folder that holds the attachments.

    ``renders``: pictures and documents that were made, for all of them. ``failures``: by promise,
    how often it failed here, since the process began: ``attempts`` counts outages of Telegram too.
    """

    client: Client
    database: Database
    config: Config
    data: Path
    vault: Vault
    menu_context: MenuContext
    renders: RenderedFiles = field(default_factory=RenderedFiles)
    slots: FairSlots = field(default_factory=lambda: FairSlots(PICTURES_AT_ONCE))
    recording_slots: FairSlots = field(default_factory=lambda: FairSlots(RECORDINGS_AT_ONCE))
    file_slots: FairSlots = field(default_factory=lambda: FairSlots(FILES_AT_ONCE))
    failures: Counter[int] = field(default_factory=Counter)

    def count_failure(self, delivery: Delivery) -> int:
        """Count that this machine failed at a promise; return how often it has."""
        self.failures[delivery.id] += 1
        return self.failures[delivery.id]

    def forget_failures(self, delivery: Delivery) -> None:
        """Forget how often a promise failed here: it did not now, or is given up."""
        self.failures.pop(delivery.id, None)
