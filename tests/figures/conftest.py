"""One database for all histories of a property."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.figures.country import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Database


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all examples: a database's connections are its."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture
def database(blank_url: str, runner: asyncio.Runner) -> Iterator[Database]:
    """The country, and nobody in it."""
    context = opened(blank_url)
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))
