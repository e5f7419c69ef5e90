"""What is wrong with a PostgreSQL server, or with the address at which it is looked for."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import asyncpg
import pytest

from bot.cli.doctor import server as examination
from tests.cli.bench import Slip, answers, diagnoses
from tests.postgres import ADMIN, NoServerError, PostgresServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.bench import Bench

# The administrator is let in as he is; everybody else shows a password.
pytestmark = pytest.mark.nation
RULES = f"host all {ADMIN} 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
LATIN = (
    "CREATE DATABASE latin OWNER ronda TEMPLATE template0"
    " ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER 'libc'"
)
MADE = (
    "CREATE ROLE ronda LOGIN PASSWORD 'kentongan'",
    "CREATE DATABASE kamtibmas OWNER ronda",
    "CREATE DATABASE guarded",
    LATIN,
)
REQUIRED = "KAMTIBMAS_REQUIRE_POSTGRES"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that asks for passwords, with a database that is right and two that are not."""
    server = PostgresServer()
    try:
        server.create()
    except NoServerError as error:
        if os.environ.get(REQUIRED) == "1":
            raise
        pytest.skip(str(error))
    try:
        asyncio.run(_make(server))
        (server.folder / "data" / "pg_hba.conf").write_text(RULES)
        server.stop()
        server.start()
        yield server
    finally:
        server.destroy()


async def _make(server: PostgresServer) -> None:
    admin = server.url.replace("+asyncpg", "")
    connection = await asyncpg.connect(admin)
    for statement in MADE:
        await connection.execute(statement)
    await connection.close()
    guarded = await asyncpg.connect(admin.rpartition("/")[0] + "/guarded")
    await guarded.execute("REVOKE CREATE ON SCHEMA public FROM public")
    await guarded.close()


def address(
    server: PostgresServer,
    database: str = "kamtibmas",
    user: str = "ronda:kentongan",
    host: str = "127.0.0.1",
) -> str:
    """Return an address of the server; each part of it may be wrong."""
    return f"postgresql+asyncpg://{user}@{host}:{server.port}/{database}"


WRONG_PASSWORD = Slip(
    "", lambda _: None, "refuses the password of ronda", "put the right one into KAMTIBMAS_DATABASE"
)
NO_DATABASE = Slip("", lambda _: None, 'has no database "kamtib"', "createdb --encoding UTF8")
UNKNOWN_HOST = Slip(
    "", lambda _: None, "the database's host db.invalid is unknown", "mend the host"
)
NOBODY = Slip("", lambda _: None, "no PostgreSQL answers at 127.0.0.1:1", "start it, or mend")


def tells_everywhere(bench: Bench, url: str, slip: Slip) -> None:
    """`migrate` refuses with one sentence, the doctor has it in one line; neither the password."""
    bench.shell.sets(database_url=url)
    answers(bench, "migrate", slip)
    diagnoses(bench, "database", slip)
    _, out, _ = bench.shell.types("doctor")
    assert "salah-sandi" not in out


def test_a_wrong_password(bench: Bench, server: PostgresServer) -> None:
    """Whose it is is said, not which."""
    tells_everywhere(bench, address(server, user="ronda:salah-sandi"), WRONG_PASSWORD)


def test_a_database_that_is_not_there(bench: Bench, server: PostgresServer) -> None:
    """The command that makes it is named, with the encoding that it needs."""
    tells_everywhere(bench, address(server, "kamtib"), NO_DATABASE)


def test_an_unknown_host(bench: Bench, server: PostgresServer) -> None:
    """A slip in the name, or a DNS that does not know it."""
    tells_everywhere(bench, address(server, host="db.invalid"), UNKNOWN_HOST)


def test_a_server_that_does_not_run(bench: Bench) -> None:
    """Nobody listens."""
    url = "postgresql+asyncpg://ronda:salah-sandi@127.0.0.1:1/kamtibmas"
    tells_everywhere(bench, url, NOBODY)


@pytest.mark.parametrize(
    ("database", "slip"),
    [
        ("guarded", Slip("", lambda _: None, "we may not make tables", "ALTER DATABASE")),
        ("latin", Slip("", lambda _: None, "writes in LATIN1", "createdb --encoding UTF8")),
    ],
)
def test_a_database_in_which_we_cannot_live(
    bench: Bench, server: PostgresServer, database: str, slip: Slip
) -> None:
    """Too few rights, or letters that it does not hold."""
    bench.shell.sets(database_url=address(server, database))
    code, out, _ = bench.shell.types("doctor")
    line = next(line for line in out.splitlines() if line.split()[1] == "database")
    assert code == 1
    assert line.startswith("wrong")
    assert slip.mend in line.partition(slip.says)[2]


def test_a_server_that_is_too_old(bench: Bench, server: PostgresServer) -> None:
    """Which version there is and which is needed."""
    bench.patch.setattr(examination, "OLDEST", 99)
    bench.shell.sets(database_url=address(server))
    _, out, _ = bench.shell.types("doctor")
    (line,) = (line for line in out.splitlines() if "is too old" in line)
    assert line.split()[:2] == ["wrong", "database"]
    assert "install 99 or newer" in line


def test_a_migrated_server_is_well(bench: Bench, server: PostgresServer) -> None:
    """Migrated by its own user, it is compared by its clock too; nobody has enrolled yet."""
    bench.shell.sets(database_url=address(server))
    assert bench.shell.types("migrate")[0] == 0
    code, out, _ = bench.shell.types("doctor")
    lines = {line.split()[1]: line for line in out.splitlines()}
    assert code == 0, out
    assert "PostgreSQL 1" in lines["database"]
    assert "the database server's" in lines["clock"]
    assert [name for name, line in lines.items() if not line.startswith("ok")] == ["people"]
