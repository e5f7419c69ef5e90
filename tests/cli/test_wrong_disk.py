"""What is wrong with disk and database: found by the doctor, or by the command that fails."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings.environment import DATABASE_FILE
from tests.cli.bench import Slip, answers, becomes_folder, diagnoses, does_not_start
from tests.world import VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.bench import Bench

pytestmark = pytest.mark.nation
MIGRATE = "run: kamtibmas migrate"
INVITE = f"invite --role watch --region {VILLAGE}"
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux' own folders")


def is_damaged(bench: Bench) -> None:
    """Overwrite the middle of the file, as a dying disk does."""
    with bench.database.open("r+b") as file:
        file.seek(bench.database.stat().st_size // 2)
        file.write(secrets.token_bytes(200_000))


def shows_picture(bench: Bench) -> None:
    """Copy a picture back by hand, for all to read."""
    picture = bench.data / "attachments" / "1.jpg"
    picture.parent.mkdir(mode=0o700)
    picture.touch(mode=0o600)
    picture.chmod(0o644)


NO_DATABASE = Slip(
    "no database yet",
    lambda bench: bench.database.unlink(),
    "there is no database at",
    MIGRATE,
)
NO_DATABASE_BUT_A_NOTE = Slip(
    "a file that is no database",
    lambda bench: bench.database.write_text("catatan ronda, bukan basis data\n" * 100),
    "file is not a database",
    "KAMTIBMAS_DATABASE_URL",
)
A_FOLDER = Slip(
    "a folder in the database's place",
    lambda bench: becomes_folder(bench.database),
    DATABASE_FILE,
    "a file",
)
NEWER = Slip(
    "a newer schema",
    lambda bench: bench.does("UPDATE alembic_version SET version_num = '9999'"),
    "the database's schema (9999) is newer than this program",
    "install the newest version",
)
NO_SUCH_FOLDER = Slip(
    "a database in a folder that is not there",
    lambda bench: bench.shell.sets(database_url=f"sqlite+aiosqlite:///{bench.data}/x/y.sqlite3"),
    "unable to open database file",
    "a folder that there is",
)
NOT_OURS = Slip(
    "a data folder where nothing can be made",
    lambda bench: bench.shell.sets(data="/proc/kamtibmas/data"),
    "/proc/kamtibmas/data cannot be made",
    "let KAMTIBMAS_DATA name a folder",
)


@pytest.mark.parametrize(
    ("command", "slip"),
    [
        ("run", NO_DATABASE),
        ("migrate", NO_DATABASE_BUT_A_NOTE),
        ("migrate", A_FOLDER),
        ("migrate", NEWER),
        ("migrate", NO_SUCH_FOLDER),
        pytest.param("migrate", NOT_OURS, marks=linux),
        (INVITE, NEWER),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one.split()[0],
)
def test_a_command_refuses(bench: Bench, command: str, slip: Slip) -> None:
    """One sentence, nothing done."""
    answers(bench, command, slip)


def test_the_bot_does_not_start_on_a_newer_schema(bench: Bench) -> None:
    """It would write what the newer one cannot read."""
    does_not_start(bench, NEWER)


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        ("database", NO_DATABASE),
        ("database", NO_DATABASE_BUT_A_NOTE),
        ("database", A_FOLDER),
        ("database", Slip("damaged", is_damaged, str(DATABASE_FILE), "restore the last backup")),
        ("schema", NEWER),
        (
            "schema",
            Slip(
                "no schema",
                lambda bench: bench.does("DROP TABLE alembic_version"),
                "an old schema",
                MIGRATE,
            ),
        ),
        (
            "regions",
            Slip(
                "no regions",
                lambda bench: bench.does("DELETE FROM regions"),
                "0 of 91599 regions are loaded",
                MIGRATE,
            ),
        ),
        (
            "data",
            Slip(
                "a data folder that is not there",
                lambda bench: bench.shell.sets(data=bench.data / "none"),
                "there is no folder",
                MIGRATE,
            ),
        ),
        pytest.param(
            "data",
            Slip(
                "a data folder where nobody may write",
                lambda bench: bench.shell.sets(data="/proc"),
                "/proc: nothing can be written there",
                "set KAMTIBMAS_DATA",
            ),
            marks=linux,
        ),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one,
)
def test_the_doctor_finds_it(bench: Bench, check: str, slip: Slip) -> None:
    """The line of this check says it, and no other finds anything wrong."""
    diagnoses(bench, check, slip)


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        (
            "data",
            Slip(
                "a data folder for all to look into",
                lambda bench: bench.data.chmod(0o755),
                "everybody on this machine may look into",
                "chmod 700",
            ),
        ),
        (
            "data",
            Slip(
                "a data folder for a group to look into",
                lambda bench: bench.data.chmod(0o750),
                "a whole group may look into",
                "chmod 700",
            ),
        ),
        (
            "data",
            Slip(
                "a picture for all to read",
                shows_picture,
                "others may read files",
                "chmod -R go=",
            ),
        ),
        (
            "database",
            Slip(
                "a journal of the old kind",
                lambda bench: bench.does("PRAGMA journal_mode=delete"),
                "in mode delete, not wal",
                "start the bot",
            ),
        ),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one,
)
def test_the_doctor_warns(bench: Bench, check: str, slip: Slip) -> None:
    """It works all the same: exit code 0."""
    diagnoses(bench, check, slip, state="warning")


@pytest.mark.parametrize(("free_mb", "state"), [(900, "warning"), (50, "wrong")])
def test_a_disk_that_fills(bench: Bench, free_mb: int, state: str) -> None:
    """The system tells how much room there is; below 100 MB nobody should report."""
    real = os.statvfs(bench.data)
    blocks = free_mb * 1_000_000 // real.f_frsize
    values = [*real[:4], blocks, *real[5:]]
    bench.patch.setattr(os, "statvfs", lambda _path: os.statvfs_result(values))
    slip = Slip("", lambda _: None, f"{free_mb - 1} MB are left", "make room")
    diagnoses(bench, "data", slip, state=state)


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that is kept in memory."""
    if not Path("/dev/shm").is_dir():  # noqa: S108 - it is what we look for
        pytest.skip("this system keeps no folder in memory")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


@linux
def test_data_that_the_next_restart_empties(bench: Bench, memory: Path) -> None:
    """A folder in memory takes everything that is written, until the machine stops."""
    bench.shell.sets(data=memory)
    slip = Slip("", lambda _: None, "is kept in memory (tmpfs)", "a folder on a disk")
    diagnoses(bench, "data", slip, state="warning")


def test_a_database_that_another_program_holds(bench: Bench) -> None:
    """It is waited for two seconds."""
    holder = sqlite3.connect(bench.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    slip = Slip("", lambda _: None, "database is locked", "another program works on it")
    diagnoses(bench, "database", slip)
    holder.close()
