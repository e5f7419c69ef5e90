"""Monday's meeting: the coordinator turns a summary into pictures and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.captions import MEETING_CAPTIONS
from bot.demo.story import Story, TimedScene

if TYPE_CHECKING:
    from bot.demo.stage import Stage

MEETING_STORY = "meeting"
MEETING_TITLE = {
    "id": "Rapat Senin: gambar dan dokumen",
    "en": "Monday's meeting: pictures and files",
}


class Meeting(Story):
    """Plays on a stage, all of it on the coordinator's phone."""

    captions = MEETING_CAPTIONS

    def __init__(self, stage: Stage, pace: float = 1.0) -> None:
        """Nothing has been asked yet."""
        super().__init__(stage, pace)
        self._beats = (
            TimedScene(0.0, "meeting_asks", self._summary),
            TimedScene(6.0, "meeting_details", self._details),
            TimedScene(12.0, "meeting_trend", self._trend),
            TimedScene(18.0, "meeting_map", self._map),
            TimedScene(24.0, "meeting_pdf", self._pdf),
            TimedScene(30.0, "meeting_table", self._table),
            TimedScene(36.0, "end", self._end),
        )

    async def clean_up(self) -> None:
        """Nothing to do: nothing was reported."""

    async def _details(self) -> None:
        await self._hands.presses(self._coordinator, "Rincian")

    async def _trend(self) -> None:
        await self._brings("Gambar")

    async def _map(self) -> None:
        before = self._coordinator.last.photo
        await self._hands.presses(self._coordinator, "Peta")
        await self._hands.waits(lambda: self._coordinator.last.photo != before)

    async def _pdf(self) -> None:
        await self._brings("Dokumen")
        await self._brings("PDF")

    async def _table(self) -> None:
        await self._brings("Excel (XLSX)")

    async def _brings(self, label: str) -> None:
        """The coordinator presses, and something new comes."""
        seen = len(self._coordinator.inbox)
        await self._hands.presses(self._coordinator, label)
        await self._hands.comes(self._coordinator, seen)
