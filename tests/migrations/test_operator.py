"""The operator's way from the first release: ``migrate`` in place, or a backup of then."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Report
from bot.settings.environment import DATABASE_FILE
from tests.migrations import released, scenario
from tests.migrations.watching import Heard, card, press
from tests.world import sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell


def test_migrate_brings_it_up(shell: Shell, data: Path) -> None:
    """The schema and the nation come, and the people are there."""
    released.lay(released.FIRST, sqlite_in(data), data)
    shell.works(data, sqlite_in(data), scenario.END)
    code, _, err = shell.types("export", "reports")
    assert code == 1
    assert "kamtibmas migrate" in err
    code, _, err = shell.types("migrate")
    assert code == 0, err
    assert err.startswith("schema: brought up to date\n")
    code, out, err = shell.types("people", "list", "--region", "73.71.09.1001")
    assert code == 0, err
    assert "Bripka Ilham" in out


@pytest.mark.both_databases
async def test_a_backup_of_then_comes_back_and_goes_on(
    shell: Shell, data: Path, blank_url: str, fast_limits: Path, tmp_path: Path
) -> None:
    """It carries no MAC: refused with the reason and the way, taken by that way, brought up."""
    file = released.pack(released.FIRST, tmp_path / "then.backup")
    shell.works(data, blank_url, scenario.END)
    code, _, err = await shell.asks("restore", str(file))
    assert code == 1
    assert "carries no MAC" in err
    assert "--unauthenticated" in err
    assert not (data / "attachments").exists()
    code, out, err = await shell.asks("restore", "--unauthenticated", str(file))
    assert code == 0, err
    assert "without a MAC" in err
    members, reports = (len(released.rows(released.FIRST, name)) for name in ("members", "reports"))
    assert f"{members} people, {reports} reports" in out
    assert "alerts: 7 go on; 0 " in out
    world = released.open_upgraded(released.FIRST, data, blank_url, fast_limits)
    async with world as restored:
        assert await restored.count(Report) == reports
        (kept,) = await restored.all(Attachment, Attachment.state == "ready")
        assert (data / kept.path).is_file()
        heard = Heard(restored)
        await restored.passes(minutes=2)
        assert len(await heard.by("Iptu Karim", "page", "Orang berkelahi")) == 1
        assert len(await heard.by("Aipda Tahir", "digest")) == 1
        fight = card(restored, "Bripka Ilham", "Orang berkelahi", "Saya tangani")
        await press(restored, "Bripka Ilham", "Saya tangani", fight)
        assert len(await heard.by("Halimah", "report_news")) == 1


def test_a_newer_programs_database_is_not_restored_over(
    shell: Shell, data: Path, brought_up: Path, tmp_path: Path
) -> None:
    """Going back: it knows not what to clear, says so, and leaves everything as it was."""
    shutil.copy(brought_up / DATABASE_FILE, data)
    with closing(sqlite3.connect(data / DATABASE_FILE)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("CREATE TABLE from_the_future (id INTEGER)")
    file = released.pack(released.FIRST, tmp_path / "then.backup")
    shell.works(data, sqlite_in(data), scenario.END)
    code, _, err = shell.types("restore", "--force", "--unauthenticated", str(file))
    assert code == 1
    assert "is one of a newer program" in err
    assert "move its file away" in err
    with closing(sqlite3.connect(data / DATABASE_FILE)) as raw:
        assert raw.execute("SELECT count(*) FROM reports").fetchone() == (14,)
