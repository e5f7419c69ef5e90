"""The story of one night, told in 45 seconds on four phones."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.demo import characters
from bot.demo.actor import Actor
from bot.demo.captions import CAPTIONS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.demo.stage import Stage

    Scene = Callable[[], Awaitable[None]]

NIGHT_STORY = "night"
TITLE = {"id": "Semalam di Karuwisi", "en": "A night in Karuwisi"}
LENGTH_S = 45.0
NIGHT = time(22, 10)
MORNING = time(6, 0)
FIRE = "Kebakaranmi di lorong 3, dekat pos ronda! Apinya besar."


@dataclass(frozen=True, slots=True)
class TimedScene:
    """A scene: when it begins (seconds from the start), what it is called, what happens."""

    at: float
    name: str
    scene: Scene


class Story:
    """Plays on a stage. ``pace`` 2 is twice as fast."""

    captions = CAPTIONS

    def __init__(self, stage: Stage, pace: float = 1.0) -> None:
        """Nobody has moved yet."""
        self._stage = stage
        self._pace = pace
        self._hands = Actor(stage, pace)
        self._began = stage.now()
        self._watch, self._officer, self._deputy, self._coordinator = (
            stage.telegram.person(player.name, player.telegram_id)
            for player in characters.PHONES[:4]
        )
        self._beats: tuple[TimedScene, ...] = (
            TimedScene(0.0, "night", self._night),
            TimedScene(3.0, "report", self._report),
            TimedScene(8.0, "page", self._send),
            TimedScene(12.5, "silence", self._silence),
            TimedScene(17.0, "accept", self._accept),
            TimedScene(20.5, "way", self._way),
            TimedScene(23.5, "close", self._close),
            TimedScene(28.0, "burst", self._burst),
            TimedScene(36.0, "morning", self._morning),
            TimedScene(40.0, "summary", self._summary),
            TimedScene(LENGTH_S - 1, "end", self._end),
        )

    async def play(self) -> None:
        """Play every scene at its time; a scene that takes longer holds up the next."""
        for person in (self._watch, self._officer, self._deputy, self._coordinator):
            person.unblocks()
        await self._stage.cleanup.let_serve((characters.OFFICER, characters.DEPUTY))
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number, beat in enumerate(self._beats, 1):
            await asyncio.sleep(max(0.0, began + beat.at / self._pace - loop.time()))
            self._stage.tell(
                scene=beat.name,
                number=number,
                of=len(self._beats),
                caption=self.captions[beat.name],
            )
            await beat.scene()

    async def clean_up(self) -> None:
        """Let nothing be open where the story was stopped in the middle."""
        telegram = self._stage.telegram
        with contextlib.suppress(TimeoutError):  # what was written last is a draft only then
            await self._hands.waits(lambda: not telegram.pending)
        await self._stage.cleanup.close_case(
            FIRE,
            of=characters.WATCH,
            by=characters.DEPUTY,
            since=self._began,
            now=self._stage.now(),
        )

    async def _night(self) -> None:
        self._stage.tell(looking=self._watch.id)
        self._stage.move_to(self._next(NIGHT))

    async def _report(self) -> None:
        seen = len(self._watch.inbox)
        await self._hands.types(self._watch, FIRE)
        await self._hands.comes(self._watch, seen)

    async def _send(self) -> None:
        paged = len(self._officer.inbox)
        await self._hands.presses(self._watch, "Masih, kirim", "Kirim")
        await self._hands.comes(self._officer, paged)

    async def _silence(self) -> None:
        paged = len(self._deputy.inbox)
        self._stage.advance(timedelta(minutes=5))
        await self._hands.comes(self._deputy, paged)

    async def _accept(self) -> None:
        await self._answers("Saya tangani")

    async def _way(self) -> None:
        await self._answers("Menuju lokasi")

    async def _close(self) -> None:
        self._stage.advance(timedelta(minutes=25))
        await self._hands.presses(self._deputy, "Selesai")
        await self._answers("Tertangani")

    async def _burst(self) -> None:
        await self._stage.burst()

    async def _morning(self) -> None:
        seen = len(self._officer.inbox)
        self._stage.move_to(self._next(MORNING) + timedelta(seconds=2))
        await self._hands.comes(self._officer, seen)

    async def _summary(self) -> None:
        seen = len(self._coordinator.inbox)
        await self._hands.types(self._coordinator, "/ringkasan")
        await self._hands.comes(self._coordinator, seen)

    async def _end(self) -> None:
        await asyncio.sleep(1 / self._pace)

    async def _answers(self, label: str) -> None:
        """The deputy presses; the reporter hears of it."""
        seen = len(self._watch.inbox)
        await self._hands.presses(self._deputy, label)
        await self._hands.comes(self._watch, seen)

    def _next(self, at: time) -> datetime:
        """Return the next moment at which clocks in the village show ``at``."""
        zone = ZoneInfo(characters.ZONE)
        here = self._stage.now().astimezone(zone)
        today = datetime.combine(here.date(), at, zone)
        return today if today > here else today + timedelta(days=1)
