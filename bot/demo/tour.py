"""A newcomer finds the village, one of the four ways, step by step before everybody's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.actor import Actor
from bot.demo.spots import MapPoint
from bot.demo.tour_scripts import HELLO

if TYPE_CHECKING:
    from bot.demo.newcomer import TourGuest
    from bot.demo.stage import Stage
    from bot.demo.tour_scripts import TourScript, TourStep, Words
    from bot.standin.person import Person

LOOK_S = 2.2  # at what has come, before the next step
END_S = 1.0


class Tour:
    """Plays a way on a stage, with somebody who comes for it. ``pace`` 2 is twice as fast."""

    def __init__(self, stage: Stage, newcomer: TourGuest, way: TourScript, pace: float) -> None:
        """Nobody has come yet."""
        self._stage = stage
        self._newcomer = newcomer
        self._way = way
        self._hands = Actor(stage, pace)

    async def play(self) -> None:
        """Agree, take the steps, and be in the right village; TimeoutError where one is not."""
        person = self._newcomer.comes()
        self._stage.tell(looking=person.id)
        self._scene(1, "hello", HELLO)
        await self._agrees(person)
        for number, step in enumerate(self._way.steps, 1):
            await self._hands.rests(LOOK_S)
            self._scene(1 + number, f"{self._way.key} {number}", step.caption)
            await self._takes(person, step)
        await self._hands.waits(self._is_home)
        await self._hands.rests(END_S)
        self._scene(2 + len(self._way.steps), "home", self._way.end)
        await self._hands.rests(END_S)

    async def clean_up(self) -> None:
        """Nothing to do: whoever came is a neighbour now, and has nothing open."""

    async def _agrees(self, person: Person) -> None:
        seen = len(person.inbox)
        await self._hands.types(person, "/start")
        await self._hands.comes(person, seen)
        await self._hands.rests(LOOK_S)
        await self._hands.presses(person, "Setuju")
        await self._hands.waits(lambda: self._newcomer.agreed)

    async def _takes(self, person: Person, step: TourStep) -> None:
        """Do it; what was sent is answered before the next step."""
        seen = len(person.inbox)
        if isinstance(step.what, MapPoint):
            await self._hands.sends(person, step.what)
            await self._hands.comes(person, seen)
        elif step.taps:
            await self._hands.presses(person, step.what, step.in_english or step.what)
        else:
            await self._hands.types(person, step.what)
            await self._hands.comes(person, seen)

    def _is_home(self) -> bool:
        village = self._newcomer.village
        return village is not None and village.code == self._way.village

    def _scene(self, number: int, name: str, caption: Words) -> None:
        many = 2 + len(self._way.steps)
        self._stage.tell(scene=name, number=number, of=many, caption=caption)
