"""Where every story of the command line begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.shell import Shell
from tests.world import KEY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    """A shell with an empty data folder and nothing else in its environment."""
    for name in ("TOKEN", "API_URL", "DATABASE_URL", "CONFIG", "WEBHOOK_URL", "LISTEN", "CLOCK"):
        monkeypatch.delenv(f"KAMTIBMAS_{name}", raising=False)
    shell = Shell(capsys, monkeypatch)
    shell.sets(data=tmp_path / "data", secret_key=KEY.decode())
    return shell
