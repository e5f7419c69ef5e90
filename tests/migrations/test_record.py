"""What released databases are written down with still works, so that the next release can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.archive import manifest
from bot.archive.archive_file import MANIFEST
from bot.models import Base, schema
from tests.migrations import phones
from tests.migrations.record import record

if TYPE_CHECKING:
    from pathlib import Path


SET = ("KAMTIBMAS_DATA", "KAMTIBMAS_SECRET_KEY", "KAMTIBMAS_CLOCK")  # by record

NO_ROWS = {"code_guesses", "successions"}  # until their migration, or a decree, brings them


@pytest.mark.whole_matrix
def test_this_version_can_be_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scenario leaves something in every table; chats and pictures stand beside them."""
    scratch, written = tmp_path / "scratch", tmp_path / "written"
    scratch.mkdir()
    for name in SET:
        monkeypatch.setenv(name, "")  # nothing of it is left to the next test
    record(written, scratch)
    about = manifest.parse_manifest((written / MANIFEST).read_bytes())
    assert about.schema == schema.revisions()[-1]
    empty = {name for name in Base.metadata.tables if not about.rows(name)}
    assert empty <= NO_ROWS
    assert (written / phones.FILE).stat().st_size
    assert list((written / "attachments").iterdir())
