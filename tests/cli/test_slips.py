"""Every slip of the operator is one sentence that says what to do."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.models import database
from tests.world import TOKEN, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell


def test_help_names_every_command(shell: Shell) -> None:
    """All that this version can do."""
    code, out, _ = shell.types("--help")
    assert code == 0
    for command in ("run", "demo", "migrate", "invite", "export", "summary", "doctor"):
        assert f"\n  {command} " in out


def test_help_is_instant() -> None:
    """Neither the database nor Telegram is loaded to say what can be typed."""
    check = "import bot.cli, sys; sys.exit(bool({'sqlalchemy', 'telegram'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0  # noqa: S603


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Missing command; see: kamtibmas --help"),
        ("fly", "No such command 'fly'"),
        ("run --fast", "No such option: --fast"),
        ("invite --role officer", "Missing option '--region'; see: kamtibmas invite --help"),
        (
            f"invite --role officer --region {VILLAGE} --days -1",
            "--days is -1; write a",
        ),
        (f"invite --role officer --region {VILLAGE} --days soon", "Invalid value for '--days'"),
        ("export photos", "No such command 'photos'"),
        ("export reports --since 24-11-2026", "--since 24-11-2026 is no day; write it like"),
        ("export reports --since 2026-11-24 --until 2026-11-01", "lies after --until"),
        ("export reports --format xml", "write jsonl or csv"),
        ("summary --region 73 --week 2026-W54", "is no week; write the year and the ISO week"),
    ],
)
def test_wrong_use_is_one_sentence(shell: Shell, typed: str, says: str) -> None:
    """Exit code 2, nothing on standard output, no traceback."""
    code, out, err = shell.types(*typed.split())
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "typed", [f"invite --role officer --region {VILLAGE}", "export reports", "summary --region 73"]
)
def test_without_a_database_the_command_to_type_is_named(shell: Shell, typed: str) -> None:
    """Nor is an empty one made by looking."""
    code, out, err = shell.types(*typed.split())
    assert (code, out) == (1, "")
    assert "run: kamtibmas migrate" in err
    assert err.count("\n") == 1


def test_run_without_a_token(shell: Shell) -> None:
    """The variable and where to get what belongs in it."""
    code, _, err = shell.types("run")
    assert code == 1
    assert "KAMTIBMAS_TOKEN is not set" in err
    assert "BotFather" in err


def test_run_on_an_old_schema(shell: Shell, tmp_path: Path) -> None:
    """A database without a revision is refused with the command to type."""
    shell.sets(token=TOKEN)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kamtibmas.sqlite3").touch()
    code, _, err = shell.starts("run")
    assert code == 1
    assert "the database has an old schema; run: kamtibmas migrate" in err


def test_a_file_that_is_no_database(shell: Shell, tmp_path: Path) -> None:
    """Said in a sentence, with the variable to look at."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kamtibmas.sqlite3").write_text("not a database at all, " * 100)
    for command in ("migrate", "export reports"):
        code, _, err = shell.types(*command.split())
        assert code == 1
        assert "KAMTIBMAS_DATABASE_URL" in err
        assert err.count("\n") == 1


def test_a_database_that_another_program_holds(
    shell: Shell, data: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for; then the sentence says who is in the way, not that the disk is full."""
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    shell.sets(database_url=sqlite_url)
    holder = sqlite3.connect(data / "kamtibmas.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    code, out, err = shell.types("invite", "--role", "watch", "--region", VILLAGE)
    holder.close()
    assert (code, out) == (1, "")
    assert "another program works on it" in err
    assert err.count("\n") == 1


def test_a_wrong_configuration_names_its_line(shell: Shell, data: Path) -> None:
    """What the settings say is passed on as it is."""
    overlay = data / "config"
    overlay.mkdir()
    (overlay / "digests.toml").write_text('[daily]\nat = "25:00"\n')
    shell.sets(token=TOKEN, config=overlay)
    code, _, err = shell.types("run")
    assert code == 1
    assert "digests.toml, line 2" in err
