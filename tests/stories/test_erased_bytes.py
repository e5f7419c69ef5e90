"""Deleted is deleted: no file of the data folder holds what somebody had erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.test_photo import picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

PLANTED = "zirkonium di pekarangan belakang"
pytestmark = pytest.mark.both_databases


async def test_after_hapus_no_file_holds_the_words_or_the_picture(world: World) -> None:
    """A draft with a picture that is never sent; then its writer erases everything."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture(), caption=f"Musik keras, {PLANTED}")
    await world.settle()
    assert list((world.data / "attachments").iterdir())
    neighbour.writes("/hapus")
    await world.settle()
    neighbour.presses("Ya, hapus")
    await world.settle()
    assert not list((world.data / "attachments").iterdir())
    assert PLANTED.encode() not in _all_bytes(world.data)


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
