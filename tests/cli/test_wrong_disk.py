"""What is wrong with disk, database and key: found by the doctor, or by the command that fails."""

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
from bot.vault import Vault
from tests.cli.bench import Slip, answers, diagnoses
from tests.world import VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.bench import Bench

MIGRATE = "run: kamtibmas migrate"
GUESSABLE = "karuwisi"
INVITE = f"invite --role watch --region {VILLAGE}"
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux' own folders")


def becomes_folder(path: Path) -> None:
    """Put a folder in the place of a file: nobody can write to it, not even root."""
    path.unlink(missing_ok=True)
    path.mkdir()


def is_damaged(bench: Bench) -> None:
    """Overwrite the middle of the file, as a dying disk does."""
    with bench.database.open("r+b") as file:
        file.seek(bench.database.stat().st_size // 2)
        file.write(secrets.token_bytes(200_000))


def changes_key(bench: Bench) -> None:
    """Invite somebody, and have another key afterwards."""
    bench.shell.types(*INVITE.split())
    bench.shell.sets(secret_key=secrets.token_urlsafe(32))


def shows_picture(bench: Bench) -> None:
    """Copy a picture back by hand, for all to read."""
    picture = bench.data / "attachments" / "1.jpg"
    picture.parent.mkdir(mode=0o700)
    picture.touch(mode=0o600)
    picture.chmod(0o644)


def uses_weak_key(bench: Bench) -> None:
    """Go on with a database from before such keys were refused."""
    bench.shell.sets(secret_key=GUESSABLE)
    mark = Vault(GUESSABLE.encode()).mark
    bench.does(
        "INSERT INTO key_marks (id, mark, since)"  # noqa: S608 - our own words
        f" VALUES (1, '{mark}', '2026-11-24 12:00:00')"
    )


def loses_key(bench: Bench) -> None:
    """Invite somebody with a key in the data folder, and lose the file."""
    path = bench.keeps_key(secrets.token_urlsafe(32))
    bench.shell.types(*INVITE.split())
    path.unlink()


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
OTHER_KEY = Slip("another key", changes_key, "is not the one with which", "put the old one back")
LOST_KEY = Slip("a lost key", loses_key, "is not the one with which", "put the old one back")
WEAK_KEY = Slip(
    "a key that can be guessed",
    lambda bench: bench.shell.sets(secret_key=GUESSABLE),
    "it can be guessed",
    "put a better one into KAMTIBMAS_SECRET_KEY",
)
HARDLY_A_KEY = Slip(
    "one character again and again",
    lambda bench: bench.shell.sets(secret_key="a" * 40),
    "hardly any different ones",
    "token_urlsafe(32)",
)
EMPTY_KEY = Slip(
    "an empty key", lambda bench: bench.keeps_key(""), "is empty", "put the old one back"
)
A_FOLDER_FOR_A_KEY = Slip(
    "a key that cannot be read",
    lambda bench: becomes_folder(bench.keeps_key("")),
    "secret.key: the secret key cannot be",
    "to the user who runs the bot",
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
        ("run", EMPTY_KEY),
        ("run", A_FOLDER_FOR_A_KEY),
        ("migrate", NO_DATABASE_BUT_A_NOTE),
        ("migrate", A_FOLDER),
        ("migrate", NEWER),
        ("migrate", NO_SUCH_FOLDER),
        pytest.param("migrate", NOT_OURS, marks=linux),
        (INVITE, NEWER),
        (INVITE, OTHER_KEY),
        (INVITE, WEAK_KEY),
        (INVITE, HARDLY_A_KEY),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one.split()[0],
)
def test_a_command_refuses(bench: Bench, command: str, slip: Slip) -> None:
    """One sentence, nothing done."""
    answers(bench, command, slip)


@pytest.mark.parametrize("slip", [OTHER_KEY, LOST_KEY, WEAK_KEY, NEWER], ids=lambda slip: slip.name)
def test_the_bot_does_not_start(bench: Bench, slip: Slip) -> None:
    """With another key everybody would be a stranger, and no page would reach anybody."""
    slip.spoils(bench)
    code, _, err = bench.shell.starts("run")
    last = err.splitlines()[-1]
    assert code == 1
    assert slip.says in last
    assert slip.mend in last
    assert "Traceback" not in err


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
        ("key", OTHER_KEY),
        ("key", LOST_KEY),
        ("key", WEAK_KEY),
        ("key", EMPTY_KEY),
        ("key", A_FOLDER_FOR_A_KEY),
        (
            "key",
            Slip(
                "a key for all to read",
                lambda bench: bench.keeps_key(secrets.token_urlsafe(32), 0o644),
                "others may read the secret key (mode 644)",
                "chmod 600",
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
            "key",
            Slip(
                "a key that can be guessed, and is in use",
                uses_weak_key,
                "people are sealed with it",
                "begin a new database",
            ),
        ),
        (
            "key",
            Slip(
                "a key beside the data",
                lambda bench: bench.keeps_key(secrets.token_urlsafe(32)),
                "beside what it protects",
                "copy it to a safe place",
            ),
        ),
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


def test_a_database_under_a_weak_key_goes_on(bench: Bench) -> None:
    """Whoever is sealed with it could be reached no more with another."""
    uses_weak_key(bench)
    code, out, err = bench.shell.types(*INVITE.split())
    assert code == 0, err
    assert out


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
