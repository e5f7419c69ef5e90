"""How often a property of the figures is tried, and with which settings of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import load_config

if TYPE_CHECKING:
    import pytest

CONFIG = load_config()


def examples(pytestconfig: pytest.Config, some: int, more: int) -> int:
    """Return how many histories are drawn: more of them with ``--whole``."""
    return more if pytestconfig.getoption("--whole") else some
