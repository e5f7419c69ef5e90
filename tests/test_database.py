"""The database as it is opened: long answers, what fails, and whose fault it is."""

from __future__ import annotations

import asyncio
import gc
import warnings
from typing import TYPE_CHECKING
from unittest.mock import Mock

import asyncpg
import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from bot.models import Database, HandledUpdate, Region, postgres
from bot.models.database import ERASED
from bot.models.sqlite import FIRST
from tests.world import EVENING, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.both_databases


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """All regions of the nation, and nobody yet."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.mark.nation
@pytest.mark.parametrize("rows", [0, 1, FIRST - 1, FIRST, FIRST + 1, 2 * FIRST, 5 * FIRST + 7])
async def test_an_answer_of_any_length_is_read_whole(database: Database, rows: int) -> None:
    """None, one, and more rows than are fetched at once: at one go and as a stream."""
    wanted = select(Region.code).order_by(Region.code).limit(rows)
    async with database.reading() as session:
        at_once = (await session.scalars(wanted)).all()
        streamed = [code async for code in await session.stream_scalars(wanted)]
    assert len(set(at_once)) == rows
    assert streamed == list(at_once)


@pytest.mark.nation
async def test_a_stream_that_is_left_half_way_holds_nothing_up(database: Database) -> None:
    """Somebody reads three rows of ninety thousand and goes: the next statement works."""
    async with database.reading() as session:
        async for code in await session.stream_scalars(select(Region.code)):
            assert code
            break
        assert await session.scalar(select(func.count()).select_from(Region)) == 91_599


async def test_what_fails_is_rolled_back_whole(database: Database) -> None:
    """The same key twice in one unit of work: neither is there, and the next one goes on."""
    with pytest.raises(IntegrityError):
        await _twice(database)
    async with database.writing() as session:
        assert await session.scalar(select(func.count()).select_from(HandledUpdate)) == 0


async def _twice(database: Database) -> None:
    async with database.writing() as session:
        for _ in range(2):
            await session.execute(insert(HandledUpdate).values(update_id=1, handled_at=EVENING))


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("SET LOCAL statement_timeout = 20; SELECT pg_sleep(9)", OperationalError),
        ("SELECT pg_terminate_backend(pg_backend_pid())", OperationalError),
        ("CREATE TABLE never (id INTEGER)", OperationalError),  # in a transaction that only reads
        ("SELECT 1 FROM no_such_table", ProgrammingError),
        ("SELECT 1 / 0", DBAPIError),
    ],
)
async def test_whose_fault_an_error_is(
    postgres_url: str, fault: str, kind: type[Exception]
) -> None:
    """The server's own are told from ours: only after those does everything come again."""
    opened = Database(postgres_url)
    with pytest.raises(kind) as told:
        await _asks(opened, fault)
    assert isinstance(told.value, OperationalError) == (kind is OperationalError)
    await _asks(opened, "SELECT 1")  # whatever it was, the next one gets a line that works
    await opened.close()


async def test_the_server_compiles_no_statement(postgres_url: str) -> None:
    """To compile what reads a nation takes longer than to read it."""
    opened = Database(postgres_url)
    async with opened.reading() as session:
        assert await session.scalar(text("SHOW jit")) == "off"
    await opened.close()


async def _asks(database: Database, commands: str) -> None:
    async with database.reading() as session:
        for command in commands.split("; "):
            await session.execute(text(command))


async def _line(database: Database) -> int:
    """Return the number of the server's process that answers on a connection of the pool."""
    async with database.reading() as session:
        return int(await session.scalar(text("SELECT pg_backend_pid()")) or 0)


async def _cut(url: str, line: int) -> None:
    """Let the server end one of its connections, as it does where it is restarted."""
    other = Database(url)
    await _asks(other, f"SELECT pg_terminate_backend({line}, 5000)")
    await other.close()


@pytest.mark.parametrize("trusted_s", [60.0, -1.0], ids=["used", "idle"])
async def test_a_connection_that_was_closed_is_replaced(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, trusted_s: float
) -> None:
    """The server ended it: whoever asks next notices nothing."""
    monkeypatch.setattr(postgres, "TRUSTED_S", trusted_s)
    opened = Database(postgres_url)
    line = await _line(opened)
    await _cut(postgres_url, line)
    assert await _line(opened) not in (0, line)
    await opened.close()


async def test_a_connection_that_does_not_answer_is_replaced(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was idle, and the driver does not know yet that it is lost: it is asked first."""
    monkeypatch.setattr(postgres, "TRUSTED_S", -1.0)
    opened = Database(postgres_url)
    line = await _line(opened)
    await _cut(postgres_url, line)
    looks = iter([False])
    is_closed = asyncpg.Connection.is_closed
    monkeypatch.setattr(asyncpg.Connection, "is_closed", lambda one: next(looks, is_closed(one)))
    assert await _line(opened) not in (0, line)
    await opened.close()


@pytest.mark.parametrize(("trusted_s", "asked"), [(60.0, 0), (-1.0, 2)])
async def test_a_connection_is_asked_where_it_was_idle(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, trusted_s: float, asked: int
) -> None:
    """A new one is never asked, one that was used just now neither: each answer is a round trip."""
    monkeypatch.setattr(postgres, "TRUSTED_S", trusted_s)
    opened = Database(postgres_url)
    ping = Mock(wraps=opened.engine.dialect.do_ping)
    monkeypatch.setattr(opened.engine.dialect, "do_ping", ping)
    for _ in range(3):
        await _line(opened)
    assert ping.call_count == asked
    await opened.close()


async def test_a_server_that_nobody_hears_of(data: Path) -> None:
    """No server, or one that is full: an error of the database, and never of who wrote to us."""
    nowhere = Database(f"postgresql+asyncpg://nobody@/k?host={data}")
    with pytest.raises(OperationalError):
        await _asks(nowhere, "SELECT 1")
    await nowhere.close()


async def test_the_file_holds_no_name(data: Path, sqlite_url: str, fast_limits: Path) -> None:
    """Whoever has the file, and the log beside it, reads in no byte of it who was enrolled."""
    async with open_world(data, config_overlay=fast_limits, database_url=sqlite_url) as world:
        await world.enrol("Daeng Qarrunqa")
        content = _everything_in(data)
    assert len(content) > 1_000_000
    assert b"Qarrunqa" not in content


def _everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("kamtibmas.sqlite3*"))


async def test_what_is_erased_is_overwritten_and_the_files_are_the_owners(tmp_path: Path) -> None:
    """A planted word is deleted: no file holds it, nor the log of a running bot."""
    planted = "kata-yang-ditanam" * 20
    path = tmp_path / "one.sqlite3"
    path.touch(mode=0o644)
    opened = Database(f"sqlite+aiosqlite:///{path}")
    async with opened.writing() as session:
        await session.execute(text("CREATE TABLE said (words TEXT)"))
        await session.execute(text("INSERT INTO said VALUES (:words)"), {"words": planted})
    assert _modes(tmp_path) == {0o600}
    async with opened.reading() as reader:
        await reader.execute(text("SELECT words FROM said"))
        async with opened.writing() as session:
            session.info[ERASED] = True
            await session.execute(text("DELETE FROM said"))
        assert planted.encode() in _bytes(tmp_path)  # somebody reads still, and is waited for
    async with opened.writing() as session:
        await session.execute(text("INSERT INTO said VALUES ('later')"))
    assert planted.encode() not in _bytes(tmp_path)  # the bot runs on: no closing helped
    await opened.close()


def _modes(folder: Path) -> set[int]:
    return {one.stat().st_mode & 0o777 for one in folder.iterdir()}


def _bytes(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.iterdir())


async def _reads_twice(database: Database) -> None:
    async with database.reading() as session:
        await session.execute(text("SELECT 1"))
        async with database.reading() as other:
            await other.execute(text("SELECT 1"))


async def _cut_off(url: str, steps: int, *, opened_before: bool) -> None:
    """Cancel who reads after so many turns of the loop, and close before they know."""
    database = Database(url)
    if opened_before:
        await _reads_twice(database)
    reading = asyncio.create_task(_reads_twice(database))
    for _ in range(steps):
        await asyncio.sleep(0)
    reading.cancel()
    await database.close()
    await asyncio.wait({reading})
    reading.cancelled() or reading.exception()


@pytest.mark.parametrize("opened_before", [False, True])
async def test_whoever_is_cut_off_leaves_no_connection_open(
    database_url: str, *, opened_before: bool
) -> None:
    """Wherever it happens: while it is opened, asked, or given back."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        for steps in range(40):
            await _cut_off(database_url, steps, opened_before=opened_before)
        gc.collect()
    assert [str(warning.message) for warning in told] == []


async def test_what_is_closed_is_not_opened_again(database: Database) -> None:
    """A late answer that wants to note something is told so; no connection is left behind."""
    await database.close()
    with pytest.raises(OperationalError):
        await _reads_twice(database)
