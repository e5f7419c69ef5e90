"""Where every story of the command line begins."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.cli.doctor import renders
from bot.documents.render_process import RenderedFiles
from bot.standin.server import Server
from bot.standin.telegram import Telegram
from tests.cli.bench import Bench
from tests.cli.people_lists import Codes
from tests.cli.shell import Shell
from tests.world import KEY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SET_BY_OPERATORS = "KAMTIBMAS_"
RENDERED = RenderedFiles()  # what a process made, kept for the whole session
SET_BY_TESTS = ("KAMTIBMAS_TEST_", "KAMTIBMAS_REQUIRE_")


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    """A shell with an empty data folder and nothing else in its environment.

    A hundred doctors look at one page, made by a process once: for each it was half of its time.
    """
    monkeypatch.setattr(renders, "RenderedFiles", lambda: RENDERED)
    for name in [name for name in os.environ if name.startswith(SET_BY_OPERATORS)]:
        if not name.startswith(SET_BY_TESTS):
            monkeypatch.delenv(name)
    shell = Shell(capsys, monkeypatch)
    shell.sets(data=tmp_path / "data", secret_key=KEY.decode())
    return shell


@pytest.fixture
def bench(
    shell: Shell, data: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bench]:
    """A set-up in which nothing is wrong, at the present moment, for somebody to spoil."""
    data.chmod(0o700)
    telegram = Telegram(TOKEN, lambda: datetime.now(UTC))
    telegram.person("Sri").writes("halo")  # so that whoever asks for updates is answered at once
    with Server(telegram) as server:
        shell.sets(
            token=TOKEN,
            api_url=server.url,
            database_url=sqlite_url,
            secret_key=secrets.token_urlsafe(32),
            listen="127.0.0.1:0",
        )
        yield Bench(shell, telegram, data, monkeypatch, server.url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "kamtibmas.backup"


@pytest.fixture
def codes(tmp_path: Path) -> Codes:
    """Where the codes go that a list of people brings."""
    return Codes(tmp_path / "codes.csv")
