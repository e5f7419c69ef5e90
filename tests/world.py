"""A small world: the real bot, a Telegram of its own, people, and a clock that only we move."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import App
from bot.clock import StoppedClock
from bot.domain.access import Grant
from bot.models import (
    Attachment,
    Base,
    Delivery,
    Member,
    Report,
)
from bot.services.people import posts
from bot.settings import Config, Settings
from bot.settings.environment import DATABASE_FILE
from bot.standin.server import Server
from bot.standin.telegram import Telegram
from bot.vault import Vault
from tests import enrolled
from tests.configured import configured
from tests.due import next_due
from tests.intake import settings_of
from tests.page_kind import is_page, pages_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy import Row

    from bot.standin.telegram import Message, Person

TOKEN = "4711:a-token-of-the-stand-in"
KEY = b"a key for stories"
AGREE = ("Setuju", "I agree")
ANSWERED_S = 120.0  # strangers: it ends who hangs, not who is slow
# A Tuesday, 20.00 in Makassar (WITA).
EVENING = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
# Kelurahan Karuwisi, Kecamatan Panakkukang, Kota Makassar, Sulawesi Selatan.
VILLAGE = "73.71.09.1001"
NEIGHBOUR_VILLAGE = "73.71.09.1002"
DISTRICT, CITY, PROVINCE = "73.71.09", "73.71", "73"


class World:
    """What a story needs. Nothing of ours is mocked: the bot runs as it runs for people."""

    def __init__(
        self, app: App, telegram: Telegram, clock: StoppedClock, settings: Settings
    ) -> None:
        """Hold the parts; use :func:`open_world`."""
        self.app = app
        self.telegram = telegram
        self.clock = clock
        self.settings = settings
        self._pages = frozenset[int | None]()  # the pages, read where a card may point to one

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return self.settings.data

    @property
    def url(self) -> str:
        """Return where the stand-in listens."""
        return self.settings.api_url or ""

    @property
    def database_url(self) -> str:
        """Return which database it stands on."""
        return self.settings.database_url

    async def settle(self) -> None:
        """Let the bot take all that came in and send all that is owed now."""
        is_first = True
        while True:
            taken = await self.takes()
            if taken or is_first or self.app.direct or self.app.sender.is_owing:
                await self.app.direct.drain(ANSWERED_S)
                await self.app.sender.drain()
            is_first = False
            if not taken and (not self.telegram.pending or self.app.direct):
                break
        inboxes = (person.inbox for person in self.telegram.people.values())
        if any(is_page(one) for inbox in inboxes for one in inbox if not one.rows):
            pages = await self.all(Delivery, Delivery.kind == "page")
            self._pages = frozenset(one.sent_message_id for one in pages)

    async def takes(self) -> int:
        """Let the bot take what came in, and send nothing; return how many updates it was."""
        if self.app.webhook is None:
            return await self.app.poller.once(0)
        webhook, waiting = self.telegram.updates.webhook, len(self.telegram.pending)
        webhook.retry_now()
        await self.telegram.until(lambda: webhook.rests)
        taken = waiting - len(self.telegram.pending)
        assert taken or not waiting, webhook.error
        return taken

    async def passes(self, **span: float) -> None:
        """Let time pass (``minutes=5``), stopping at each moment at which something is due."""
        until = self.clock.at + timedelta(**span)
        while (moment := await next_due(self.app.database)) is not None and moment <= until:
            self.clock.at = max(self.clock.at, moment)
            await self.tick()
        self.clock.at = until
        await self.tick()

    async def outage(self, **span: float) -> None:
        """Let time pass while the bot is down; then it looks again."""
        self.clock.advance(timedelta(**span))
        await self.tick()

    async def tick(self) -> None:
        """One beat of the ticker, and all that follows from it."""
        await self.app.ticker.tick()
        await self.settle()

    async def enrol(
        self, name: str, role: str = "resident", region: str = VILLAGE, language: str = "id"
    ) -> Person:
        """Bring somebody in; whoever is in already gets one more role, as they do by chat."""
        person = self.telegram.person(name, language=language)
        mark = self.app.vault.fingerprint(person.id)
        if await self.count(Member, Member.fingerprint == mark):
            await self.come_in(person, role, region)
        else:
            await enrolled.enrol(self.app, person, role, region)
            await self.settle()
        return person

    async def come_in(self, person: Person, role: str = "resident", region: str = VILLAGE) -> None:
        """Let somebody come in by chat: a code, ``/start``, ``Setuju``."""
        code = await self.invite(role, region)
        person.writes(f"/start {code}")
        await self.settle()
        if any(label.endswith(AGREE) for label in person.last.buttons):
            person.presses(next(one for one in person.last.buttons if one.endswith(AGREE)))
            await self.settle()

    async def invite(self, role: str, region: str, days: int = 7) -> str:
        """Make an enrolment code, as the operator does."""
        return await enrolled.invite(self.app, role, region, days)

    async def writes(self, person: Person, *texts: str) -> None:
        """Let somebody write one text after the other, each answered before the next."""
        for text in texts:
            person.writes(text)
            await self.settle()

    async def presses(self, person: Person, *labels: str) -> None:
        """Let somebody press one button after the other, each answered before the next."""
        for label in labels:
            person.presses(label)
            await self.settle()

    async def report(self, person: Person, text: str, send: str = "") -> str:
        """Write ``text`` and send the draft with button ``send``; return the ticket.

        Without one: it goes on still, where that is asked.
        """
        person.writes(text)
        await self.settle()
        going_on = "Masih, kirim"
        person.presses(send or (going_on if going_on in person.last.buttons else "Kirim"))
        await self.settle()
        return await self.newest_ticket()

    async def newest_ticket(self) -> str:
        """Return the ticket of the newest report."""
        async with self.app.database.reading() as session:
            newest = select(Report.ticket).order_by(Report.created_at.desc(), Report.id.desc())
            ticket = await session.scalar(newest.limit(1))
        assert ticket is not None, "there is no report"
        return ticket

    async def count(self, table: type[Any], *where: Any) -> int:  # noqa: ANN401 - SQLAlchemy's
        """Count the rows of a table."""
        async with self.app.database.reading() as session:
            counted = select(func.count()).select_from(table).where(*where)
            return (await session.scalar(counted)) or 0

    async def all(self, table: type[Any], *where: Any) -> list[Any]:  # noqa: ANN401
        """Read the rows of a table, the first first: PostgreSQL has no order of its own."""
        rows = select(table).where(*where).order_by(*table.__table__.primary_key)
        async with self.app.database.reading() as session:
            return list(await session.scalars(rows))

    async def dump(self) -> list[Row[Any]]:
        """Read every row, as somebody who has the database, but the nation's and of the chores."""
        passed = {"regions", "editions", "successions", "retention_runs"}
        tables = [table for table in Base.metadata.sorted_tables if table.name not in passed]
        async with self.app.database.reading() as session:
            return [row for table in tables for row in await session.execute(select(table))]

    async def member_id(self, person: Person) -> int:
        """Return the number under which the bot knows a person."""
        mark = self.app.vault.fingerprint(person.id)
        (member,) = await self.all(Member, Member.fingerprint == mark)
        return int(member.id)

    async def ends(self, person: Person, role: str, region: str) -> None:
        """Let the operator end a post of somebody's, and the bot go on."""
        member = await self.member_id(person)
        async with self.app.database.writing() as session:
            post, config, now = Grant(role, region), self.app.config, self.clock.now()
            await posts.end(session, member, [post], config=config, now=now)
        await self.tick()

    async def sent(self, person: Person, kind: str) -> list[Message]:
        """Return what a person got as ``kind`` of the outbox, by its row; an edit is none."""
        promised = await self.all(Delivery, Delivery.kind == kind, Delivery.edits.is_(None))
        numbers = {one.sent_message_id for one in promised}
        return [message for message in person.inbox if message.message_id in numbers]

    def pages_to(self, person: Person) -> list[Message]:
        """Return the pages a person has: what came with a button to take it, and has some still.

        One that points to a later page is one still. One whose card went on below without a page,
        or that is its reader's no more, is none.
        """
        return pages_in(person.inbox, self._pages)


@asynccontextmanager
async def open_world(
    data: Path,
    *,
    at: datetime = EVENING,
    config_overlay: Path | None = None,
    database_url: str | None = None,
    intake: str = "polling",
) -> AsyncIterator[World]:
    """Open a world on a migrated database: ``database_url``, or the file that lies in ``data``.

    ``intake``: how updates come, as :mod:`tests.intake` names it.
    """
    clock = StoppedClock(at)
    telegram = Telegram(TOKEN, clock.now)
    async with Server(telegram) as server:
        settings = Settings.model_validate(
            {
                "token": SecretStr(TOKEN),
                "api_url": server.url,
                "data": data,
                "database_url": database_url or sqlite_in(data),
                **settings_of(intake),
            }
        )
        config = configured(config_overlay)
        async with App(settings, config, Vault(KEY), clock) as app, app.listener:
            await app.learn_name(timeout_s=5)
            if app.webhook is not None:
                await app.webhook.register()
            yield World(app, telegram, clock, settings)


@asynccontextmanager
async def opened_again(
    world: World, url: str, config: Config | None = None
) -> AsyncIterator[World]:
    """Start the bot of a world anew, on the same database; the old one takes nothing any more."""
    settings = world.settings.model_copy(update={"api_url": url})
    async with App(settings, config or world.app.config, Vault(KEY), world.clock) as app:
        await app.follow_ids()
        yield World(app, world.telegram, world.clock, settings)


def sqlite_in(folder: Path) -> str:
    """Return the address of the SQLite database that lies in a data folder."""
    return f"sqlite+aiosqlite:///{folder / DATABASE_FILE}"


__all__ = [
    "CITY",
    "DISTRICT",
    "EVENING",
    "NEIGHBOUR_VILLAGE",
    "PROVINCE",
    "VILLAGE",
    "Attachment",
    "World",
    "open_world",
    "opened_again",
    "sqlite_in",
]
