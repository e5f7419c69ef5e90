"""A configuration that stories share is what the files say, and no story leaves a mark on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import load_config
from bot.settings.errors import SettingsError
from tests.configured import configured

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_what_the_files_say(tmp_path: Path) -> None:
    """A file that is changed is read anew."""
    file = tmp_path / "limits.toml"
    for most in (7, 8):
        file.write_text(f"[rates]\noverall = {most}\n")
        assert configured(tmp_path).limits.rates.overall == most
        assert configured(tmp_path) == load_config(tmp_path)


def test_each_bot_learns_its_own_name() -> None:
    """The name is all that a bot writes into its configuration."""
    one, other = configured(None), configured(None)
    one.bot.username = "satu_bot"
    assert other.bot.username == configured(None).bot.username == ""


def test_what_is_wrong_is_said_each_time(tmp_path: Path) -> None:
    """A folder that is none is none for the second story too."""
    for _ in range(2):
        with pytest.raises(SettingsError):
            configured(tmp_path / "nowhere")
