"""What several stories need beside the world."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import uvloop
from PIL import Image

from tests import kept_outputs
from tests.stories import two_reports

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.stories.two_reports import Two
    from tests.world import World


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], AbstractEventLoop]]:
    """Let the bot run on the loop that it runs on for people; other tests are on Python's own."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A small picture that can be read."""
    written = BytesIO()
    Image.new("RGB", (64, 48), "seagreen").save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def data(data_in_memory: Path) -> Path:
    """A data folder in memory: a story commits often, and the power never fails in one."""
    return data_in_memory


@pytest.fixture(autouse=True)
def _in_place(in_place: None) -> None:
    """A story is about no thread."""


@pytest.fixture(autouse=True)
def _kept_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor about the process that decodes a picture: bot/media's own tests are."""
    kept_outputs.keep(monkeypatch)


@pytest.fixture
async def two(world: World) -> Two:
    """Two reports that may be one; one officer has both cards."""
    return await two_reports.told_of(world)
