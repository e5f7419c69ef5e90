"""The configuration of a story, read once for all stories that lay the same files over it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.settings import load_config
from bot.settings.config import Bot

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Config


def configured(overlay: Path | None) -> Config:
    """Return what ``load_config`` reads, with a bot of its own that has no name yet.

    Nothing else of a configuration can be changed. Raises SettingsError.
    """
    files = () if overlay is None else tuple(sorted(overlay.glob("*.toml")))
    return replace(_read(overlay, tuple((one.name, one.read_bytes()) for one in files)), bot=Bot())


@lru_cache(maxsize=8)
def _read(overlay: Path | None, _files: tuple[tuple[str, bytes], ...]) -> Config:
    """Read it anew where a file of the folder is another one, or holds other words."""
    return load_config(overlay)
