"""What a row may name as the file of an attachment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.media import attachment_file

if TYPE_CHECKING:
    from pathlib import Path

SECRET = b"the key"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a key in it, and what an attacker might lay into the attachments."""
    folder = tmp_path / "attachments"
    folder.mkdir()
    (tmp_path / "secret.key").write_bytes(SECRET)
    (folder / "1.jpg").write_bytes(b"a picture")
    (folder / "2.jpg").symlink_to(tmp_path / "secret.key")
    (folder / "3.jpg").mkdir()
    os.mkfifo(folder / "4.jpg")
    return tmp_path


def test_a_plain_file_is_read(data: Path) -> None:
    """As it was kept."""
    assert attachment_file.read(data, "attachments/1.jpg") == b"a picture"


@pytest.mark.parametrize(
    "stored",
    [
        "secret.key",
        "attachments/../secret.key",
        "/etc/passwd",
        "attachments/2.jpg",
        "",
        "attachments",
        "attachments/3.jpg",
        "attachments/4.jpg",
        "attachments/..",
        "./secret.key",
        "attachments/9.jpg",
    ],
)
def test_nothing_outside_and_no_link_is_read(data: Path, stored: str) -> None:
    """It counts as gone, wherever it leads; nor does a pipe hold anybody up."""
    with pytest.raises(FileNotFoundError):
        attachment_file.read(data, stored)
