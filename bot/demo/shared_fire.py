"""Two neighbours, one fire: one page, one case, and both hear what becomes of it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bot.demo import characters
from bot.demo.captions import FIRE_CAPTIONS
from bot.demo.story import Story, TimedScene

if TYPE_CHECKING:
    from bot.demo.stage import Stage

FIRE_STORY = "fire"
FIRE_TITLE = {"id": "Dua tetangga, satu kebakaran", "en": "Two neighbours, one fire"}
FIRST = "Kebakaran di lorong 9, dekat masjid! Apinya besar."
QUESTION = "Ada jalan yang bisa dilewati mobil pemadam?"
ANSWER = "Bisa, lewat depan masjid"
SECOND = "Ada kebakaran di lorong 9, api sudah merembet ke rumah sebelah"


class SharedFire(Story):
    """Plays on a stage; the second neighbour writes on a phone that the page does not show."""

    captions = FIRE_CAPTIONS

    def __init__(self, stage: Stage, pace: float = 1.0) -> None:
        """Nobody has written anything yet."""
        super().__init__(stage, pace)
        player = characters.NEIGHBOUR
        self._neighbour = stage.telegram.person(player.name, player.telegram_id)
        self._beats = (
            TimedScene(0.0, "fire_one", self._first),
            TimedScene(5.0, "fire_asked", self._asked),
            TimedScene(10.0, "fire_two", self._second),
            TimedScene(17.0, "fire_answer", self._taken),
            TimedScene(22.0, "fire_question", self._question),
            TimedScene(31.0, "fire_over", self._over),
            TimedScene(37.0, "end", self._end),
        )

    async def clean_up(self) -> None:
        """Let nothing be open where the story was stopped in the middle."""
        telegram = self._stage.telegram
        with contextlib.suppress(TimeoutError):  # what was written last is a draft only then
            await self._hands.waits(lambda: not telegram.pending)
        for text, player in ((FIRST, characters.WATCH), (SECOND, characters.NEIGHBOUR)):
            await self._stage.cleanup.close_case(
                text, of=player, by=characters.OFFICER, since=self._began, now=self._stage.now()
            )

    async def _first(self) -> None:
        seen, paged = len(self._watch.inbox), len(self._officer.inbox)
        await self._hands.types(self._watch, FIRST)
        await self._hands.comes(self._watch, seen)
        await self._hands.presses(self._watch, "Masih, kirim", "Kirim")
        await self._hands.comes(self._officer, paged)

    async def _asked(self) -> None:
        await self._hands.presses(self._watch, "Ya", "Yes")
        await self._hands.waits(lambda: any("🆕" in one.text for one in self._officer.inbox[-3:]))

    async def _second(self) -> None:
        seen, shown = len(self._neighbour.inbox), len(self._officer.inbox)
        self._neighbour.writes(SECOND)
        await self._hands.waits(lambda: len(self._neighbour.inbox) > seen)
        await self._hands.presses(self._neighbour, "Masih, kirim", "Kirim")
        await self._hands.comes(self._officer, shown)

    async def _taken(self) -> None:
        seen = len(self._neighbour.inbox)
        await self._take("Saya tangani")
        await self._hands.waits(lambda: len(self._neighbour.inbox) > seen)

    async def _question(self) -> None:
        seen, shown, card = len(self._watch.inbox), len(self._officer.inbox), self._officer.last
        await self._hands.types(self._officer, QUESTION, card)
        await self._hands.comes(self._watch, seen)
        seen = len(self._watch.inbox)
        await self._hands.presses(self._watch, "Jawab")
        await self._hands.comes(self._watch, seen)
        await self._hands.types(self._watch, ANSWER)
        await self._hands.waits(
            lambda: any(ANSWER in one.text for one in self._officer.inbox[shown:])
        )

    async def _over(self) -> None:
        await self._hands.presses(self._officer, "Selesai")
        await self._take("Tertangani")

    async def _take(self, label: str) -> None:
        """The officer presses; the first reporter hears of it."""
        seen = len(self._watch.inbox)
        await self._hands.presses(self._officer, label)
        await self._hands.comes(self._watch, seen)
