"""Where every story begins: a migrated database with all villages, on SQLite and PostgreSQL."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import HealthCheck, settings

from bot import garbage, isolated_process
from bot.documents import render_process
from bot.services.reports import position_candidates
from bot.settings.environment import DATABASE_FILE
from tests import early_imports, matrix, regions, sqlite_in_place, statement_cache
from tests.clones import REQUIRED, NoServerError, Session
from tests.world import open_world, sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from tests.world import World

FAST_LIMITS = """
[rates]
overall = 0
strangers = 0
per_chat = 0
per_group = 0
"""


# The same examples in every run, however busy the machine is: what fails fails for everybody.
# New ones are looked for by --hypothesis-profile=explore.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("steady")

SESSION = pytest.StashKey[Session]()
DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say how much of the matrix is told."""
    parser.addoption(
        "--whole",
        action="store_true",
        help="tell every story on both databases, not only where they can differ",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Work with one worker more than there are processors: stories wait a third of their time.

    For a process that starts, the disk, another server. The whole matrix waits for browsers and
    kills besides: it has two more.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2
    return processors + (2 if config.getoption("--whole") else 1)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Share the reading in of all tests among the workers."""
    if session.config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        early_imports.read_share(Path(__file__).parent)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long; leave to ``--whole`` what the other database cannot change."""
    items[:] = matrix.long_first(items)
    if config.getoption("--whole"):
        return
    left_out = matrix.left_out(items)
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Look through what stays to the end once: the modules, the settings and thousands of tests."""
    garbage.spare_what_stays()


def pytest_configure(config: pytest.Config) -> None:
    """Compile once; agree with the other workers about the one server, started when needed."""
    statement_cache.share()
    config.stash[SESSION] = Session()
    config.stash[SESSION].begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no server running, however the session ended."""
    config.stash[SESSION].end()


def _migrated(config: pytest.Config, extent: str) -> Path:
    def make(file: Path) -> None:
        regions.migrate(f"sqlite+aiosqlite:///{file}", extent)

    return config.stash[SESSION].made_once(f"{extent}.sqlite3", make)


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config) -> Path:
    """A database at the newest schema, with the regions of the stories' province."""
    return _migrated(pytestconfig, regions.OF_ONE_PROVINCE)


@pytest.fixture
def extent(request: pytest.FixtureRequest) -> str:
    """Which regions a story's database holds: those of its province, or where it says so all."""
    is_nation_wide = request.node.get_closest_marker("nation") is not None
    return regions.NATION_WIDE if is_nation_wide else regions.OF_ONE_PROVINCE


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """No story is about a slow machine: what lies at a position is waited for."""
    position_candidates.PATIENCE_S = 120.0


@pytest.fixture(scope="session", autouse=True)
def _files_at_once() -> None:
    """Nor about a busy one: files are made where others rest, which other workers do not."""
    render_process._WORKER = isolated_process.of_module("bot.documents.render_worker")  # noqa: SLF001


@pytest.fixture(scope="session", autouse=True)
def _plain_log() -> None:
    """What is logged is read where a story fails; a painted page for each exception takes long."""
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of one's own, with nothing in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def made_once(pytestconfig: pytest.Config) -> Callable[[str, Callable[[Path], None]], Path]:
    """Return what makes a file for all workers: the first that needs it makes it."""
    return pytestconfig.stash[SESSION].made_once


@pytest.fixture
def data_in_memory(pytestconfig: pytest.Config) -> Iterator[Path]:
    """A data folder of one's own that waits for no disk, where the system has memory for it."""
    with pytestconfig.stash[SESSION].folder() as folder:
        yield folder


@pytest.fixture
def sqlite_url(data: Path, extent: str, pytestconfig: pytest.Config) -> str:
    """A migrated SQLite database of one's own, in the data folder."""
    shutil.copy(_migrated(pytestconfig, extent), data / DATABASE_FILE)
    return sqlite_in(data)


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, extent: str) -> str:
    """A migrated PostgreSQL database of this worker's, with nobody in it."""
    session = request.config.stash[SESSION]
    return _or_skip(lambda: session.migrated(extent))


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of one's own: every story is told on both."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(fixture))


@pytest.fixture(params=DATABASES)
def blank_url(request: pytest.FixtureRequest, data: Path) -> str:
    """Where a database may be made: there is none yet."""
    if request.param == "sqlite":
        return sqlite_in(data)
    return _or_skip(request.config.stash[SESSION].blank)


def _or_skip(make: Callable[[], str]) -> str:
    """Skip where no PostgreSQL can be had, unless it is required."""
    try:
        return make()
    except NoServerError as error:
        if os.environ.get(REQUIRED) == "1":
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def fast_limits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration without rate limits: a story is no load test."""
    folder = tmp_path_factory.mktemp("config")
    (folder / "limits.toml").write_text(FAST_LIMITS)
    return folder


@pytest.fixture
def in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite work where it is asked: what uses this is about no thread."""
    sqlite_in_place.work_in_place(monkeypatch)


@pytest.fixture
def intake() -> str:
    """How updates come; a story that is told by both ways says so (`tests.intake.both_ways`)."""
    return "polling"


@pytest.fixture
async def world(
    data: Path, database_url: str, fast_limits: Path, intake: str
) -> AsyncIterator[World]:
    """Makassar on a Tuesday evening, and the bot."""
    async with open_world(
        data, config_overlay=fast_limits, database_url=database_url, intake=intake
    ) as opened:
        yield opened
