"""What the page can ask for beside the phones: a story, a newcomer, the kill, the bot's state."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo import characters, neighbours
from bot.demo.kill_test import KillTest
from bot.demo.meeting import MEETING_STORY, MEETING_TITLE, Meeting
from bot.demo.phones import PHONES
from bot.demo.shared_fire import FIRE_STORY, FIRE_TITLE, SharedFire
from bot.demo.spots import SPOTS
from bot.demo.story import NIGHT_STORY, TITLE, Story
from bot.demo.tour import Tour
from bot.demo.tour_scripts import WAYS
from bot.locales import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from bot.demo.cleanup import Cleanup
    from bot.demo.newcomer import TourGuest
    from bot.demo.phones import Phone
    from bot.demo.process import BotProcess
    from bot.demo.translation import Translation
    from bot.models import Database
    from bot.standin.movable_clock import MovableClock
    from bot.standin.telegram import Telegram

PAGE = Path(__file__).with_name("page")
RECEIPTS_BEFORE_KILL = 4
PATIENCE_S = 30.0
COUNT_S = 0.25
FRESH = {"cache-control": "no-cache"}
PLAYED = {NIGHT_STORY: Story, FIRE_STORY: SharedFire, MEETING_STORY: Meeting}
STORIES = {
    NIGHT_STORY: TITLE,
    FIRE_STORY: FIRE_TITLE,
    MEETING_STORY: MEETING_TITLE,
    **{way.key: way.title for way in WAYS},
}


class PageApi:
    """Holds what plays: one story at a time, one burst at a time."""

    def __init__(
        self,
        telegram: Telegram,
        clock: MovableClock,
        database: Database,
        newcomer: TourGuest,
        cleanup: Cleanup,
        translation: Translation,
    ) -> None:
        """Nothing plays yet; ``process`` is set once the bot runs."""
        self._translation = translation
        self.cleanup = cleanup
        self.telegram = telegram
        self.process: BotProcess | None = None
        self._newcomer = newcomer
        self._clock = clock
        self._database = database
        self._story: asyncio.Task[None] | None = None
        self._burst: asyncio.Task[None] | None = None

    # --- for the story ---------------------------------------------------------------------------
    def tell(self, **about: Any) -> None:
        """Tell the page."""
        self.telegram.events.publish("stage", about)

    def now(self) -> datetime:
        """Return what the clock shows."""
        return self._clock.now()

    def advance(self, span: timedelta) -> None:
        """Move the clock ahead, before everybody's eyes."""
        self._clock.advance(span)
        self.telegram.events.publish("clock", self._clock.now().isoformat())

    def move_to(self, moment: datetime) -> None:
        """Move the clock ahead to a moment."""
        self._clock.move_to(moment)
        self.telegram.events.publish("clock", self._clock.now().isoformat())

    async def burst(self) -> None:
        """Let twenty neighbours write, kill the bot in the middle, and count what became of it."""
        if self._burst is None or self._burst.done():
            self._burst = asyncio.create_task(self._play_burst())
        await asyncio.shield(self._burst)

    async def _play_burst(self) -> None:
        burst = KillTest(self.telegram, self._database)
        writing = asyncio.create_task(burst.write())
        telling = asyncio.create_task(self._count_aloud(burst))
        with contextlib.suppress(TimeoutError):
            await self.telegram.until(
                lambda: burst.press_what_came() >= RECEIPTS_BEFORE_KILL, PATIENCE_S
            )
        if self.process is not None:
            self.process.kill()
        await writing
        count = await burst.finish()
        telling.cancel()
        about = {"lost": count.lost, "people": neighbours.HOW_MANY, "state": "done"}
        self.tell(count=asdict(count) | about)
        await self.cleanup.forget_neighbours()

    async def _count_aloud(self, burst: KillTest) -> None:
        """Let the page see the figures run up."""
        while True:
            about = {"people": neighbours.HOW_MANY, "state": "running"}
            self.tell(count=asdict(await burst.count()) | about)
            await asyncio.sleep(COUNT_S)

    # --- for the page ----------------------------------------------------------------------------
    def routes(self) -> Sequence[BaseRoute]:
        """Return the page and its doors."""
        return [
            Route("/", self._index),
            Route("/demo/stage", self._state, methods=["GET"]),
            Route("/demo/story", self._play, methods=["POST", "DELETE"]),
            Route("/demo/newcomer", self._let_come, methods=["POST"]),
            Route("/demo/language", self._speak, methods=["POST"]),
            Route("/demo/kill", self._kill, methods=["POST"]),
            Mount("/page", StaticFiles(directory=PAGE)),
        ]

    def bot(self) -> dict[str, Any]:
        """Return the state of the bot's process."""
        if self.process is None:
            return {"pid": None, "starts": 0}
        return {"pid": self.process.pid, "starts": self.process.starts}

    def bot_changed(self) -> None:
        """Tell the page that the process started or ended."""
        self.tell(bot=self.bot())

    async def close(self) -> None:
        """End what plays."""
        for task in (self._story, self._burst):
            if task is not None:
                task.cancel()
                await asyncio.wait({task})

    async def _index(self, _request: Request) -> Response:
        return FileResponse(PAGE / "index.html", headers=FRESH)

    async def _state(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "zone": characters.ZONE,
                "bot": self.bot(),
                "playing": self._playing,
                "language": self._translation.language,
                "phones": [self._shown(phone) for phone in PHONES],
                "newcomer": self._newcomer.state(),
                "spots": [asdict(spot) for spot in SPOTS],
                "stories": [{"key": key, "title": title} for key, title in STORIES.items()],
            }
        )

    def _shown(self, phone: Phone) -> dict[str, Any]:
        owner, person = phone.owner, self._newcomer.person
        number, name = (owner.telegram_id, owner.name) if owner else (person.id, person.name)
        tries = {language: phone.tries(language) for language in LANGUAGES}
        about = {"key": phone.key, "post": phone.post, "tries": tries, "here": phone.here}
        return about | {"id": number, "name": name}

    async def _speak(self, request: Request) -> Response:
        """Let everybody be spoken to in another ``language``, and what was said read so too."""
        try:
            await self._translation.speak((await request.json())["language"])
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)
        self._newcomer.language = self._translation.language
        self.tell(language=self._translation.language)
        return JSONResponse({"language": self._translation.language})

    async def _let_come(self, _request: Request) -> Response:
        """Let another newcomer come, and take the phone of the one before."""
        self._newcomer.comes()
        return JSONResponse(self._newcomer.state())

    @property
    def _playing(self) -> bool:
        return self._story is not None and not self._story.done()

    async def _play(self, request: Request) -> Response:
        """Begin a story, or end it. In the body ``story``: which, ``pace``: how much faster."""
        if request.method == "DELETE":
            if self._story is not None:
                self._story.cancel()
        elif not self._playing:
            said = json.loads(await request.body() or b"{}")
            story = self._called(said.get("story", NIGHT_STORY), float(said.get("pace", 1)))
            self._story = asyncio.create_task(self._tell_story(story))
        return JSONResponse({"playing": self._playing})

    def _called(self, key: str, pace: float) -> Story | Tour:
        """Return the story of this key; the night's where there is none."""
        way = next((way for way in WAYS if way.key == key), None)
        if way is not None:
            return Tour(self, self._newcomer, way, pace)
        return PLAYED.get(key, Story)(self, pace)

    async def _tell_story(self, story: Story | Tour) -> None:
        self.tell(playing=True)
        try:
            await story.play()
            self.tell(playing=False, ended=True)
        except (TimeoutError, AssertionError):  # it does not come, or a visitor is in the way
            self.tell(playing=False, stuck=True)
        except asyncio.CancelledError:
            self.tell(playing=False)
            raise
        finally:
            await story.clean_up()

    async def _kill(self, _request: Request) -> Response:
        if self._burst is None or self._burst.done():
            self._burst = asyncio.create_task(self._play_burst())
        return JSONResponse({})
