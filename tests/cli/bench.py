"""Where good set-ups are spoilt, one mistake at a time, and the answer is read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings.environment import DATABASE_FILE, KEY_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from bot.standin.telegram import Telegram
    from tests.cli.shell import Shell


@dataclass(frozen=True)
class Bench:
    """A set-up that works: a shell, a Telegram, and a data folder with a migrated database."""

    shell: Shell
    telegram: Telegram
    data: Path
    patch: pytest.MonkeyPatch
    url: str  # of the Bot API

    @property
    def database(self) -> Path:
        """Return the database's file."""
        return self.data / DATABASE_FILE

    def does(self, statement: str) -> None:
        """Do something to the database behind the program's back."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.execute(statement)

    def keeps_key(self, key: str, mode: int = 0o600) -> Path:
        """Leave the key to the data folder."""
        self.shell.unsets("secret_key")
        path = self.data / KEY_FILE
        path.write_text(key)
        path.chmod(mode)
        return path

    def writes_config(self, name: str, text: str) -> Path:
        """Lay a file over config/."""
        folder = self.data / "config"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        self.shell.sets(config=folder)
        return folder


@dataclass(frozen=True)
class Line:
    """One line of the doctor's."""

    state: str
    name: str
    said: str


def read(out: str) -> list[Line]:
    """Read what the doctor wrote."""
    return [Line(*(*line.split(maxsplit=2), "")[:3]) for line in out.splitlines()]


@dataclass(frozen=True)
class Slip:
    """A mistake. ``spoils`` makes it; ``says`` and ``mend`` stand in the answer, in this order."""

    name: str
    spoils: Callable[[Bench], object]
    says: str
    mend: str


def answers(bench: Bench, command: str, slip: Slip) -> None:
    """One sentence on standard error says what is wrong and what to do; exit code 1."""
    slip.spoils(bench)
    code, out, err = bench.shell.types(*command.split())
    assert (code, out) == (1, "")
    assert err.count("\n") == 1, err
    said = err.removeprefix("kamtibmas: ")
    assert slip.says in said
    assert slip.mend in said.partition(slip.says)[2]


def sets(**variables: object) -> Callable[[Bench], None]:
    """Return the slip of setting variables so."""
    return lambda bench: bench.shell.sets(**variables)


def diagnoses(bench: Bench, check: str, slip: Slip, *, state: str = "wrong") -> None:
    """One line of ``check`` says it and its mend, and no other check finds anything wrong."""
    slip.spoils(bench)
    code, out, err = bench.shell.types("doctor")
    lines = read(out)
    assert (code, err) == (1 if state == "wrong" else 0, "")
    found = [line.said for line in lines if (line.state, line.name) == (state, check)]
    (said,) = (one for one in found if slip.says in one)
    assert slip.mend in said.partition(slip.says)[2]
    assert {line.name for line in lines if line.state == "wrong"} <= {check}


def does_not_start(bench: Bench, slip: Slip) -> None:
    """Spoil the set-up; the bot's process ends with one sentence that says it, and the mend."""
    slip.spoils(bench)
    code, _, err = bench.shell.starts("run")
    last = err.splitlines()[-1]
    assert code == 1
    assert slip.says in last
    assert slip.mend in last
    assert "Traceback" not in err


def becomes_folder(path: Path) -> None:
    """Put a folder in the place of a file: nobody can write to it, not even root."""
    path.unlink(missing_ok=True)
    path.mkdir()
