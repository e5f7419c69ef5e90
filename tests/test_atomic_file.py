"""What is written atomically is on the disk before it has its name, and then its name is."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot import atomic_file
from bot.archive.archive_file import ArchiveWriter, opened
from bot.archive.manifest import Manifest
from bot.archive.photo_files import Photos
from bot.media import attachment_file
from bot.settings.environment import Settings, secret_key
from bot.standin.movable_clock import MovableClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PICTURE = "attachments/7.jpg"


class Disk:
    """Notes what is brought to the disk, and whether the file had its name by then."""

    def __init__(self, target: Path) -> None:
        """Watch ``target``."""
        self._target = target
        self.synced: list[tuple[str, bool]] = []

    def fsync(self, handle: int) -> None:
        """Note it."""
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        self.synced.append((kind, self._target.exists()))


def picture(data: Path) -> Path:
    """A picture that somebody sent; only when it is kept may a row say that it is there."""
    attachment_file.write(data, 7, b"a picture")
    return data / PICTURE


def restored(data: Path) -> Path:
    """A picture of a backup."""
    with (data / "backup").open("wb") as file:
        writer = ArchiveWriter(
            file, Manifest("0001", datetime(2026, 1, 1, tzinfo=UTC), "sqlite", None), None
        )
        with writer.entry(PICTURE) as sink:
            sink.write(b"a picture")
        writer.finish()
    with opened(data / "backup") as backup:
        Photos(data, backup).lay()
    return data / PICTURE


def key(data: Path) -> Path:
    """The secret key that is made at the first start."""
    secret_key(Settings(data=data / "made", secret_key=None))
    return data / "made" / "secret.key"


def clock(data: Path) -> Path:
    """The demo's clock."""
    MovableClock(data / "clock").advance(timedelta(hours=1))
    return data / "clock"


TARGETS: dict[Callable[[Path], Path], str] = {
    picture: PICTURE,
    restored: PICTURE,
    key: "made/secret.key",
    clock: "clock",
}


@pytest.mark.parametrize("write", TARGETS)
def test_the_content_is_on_the_disk_before_its_name_is(
    write: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, while nothing has its name; then the folder, which has it. Nothing else is left."""
    disk = Disk(tmp_path / TARGETS[write])
    monkeypatch.setattr(os, "fsync", disk.fsync)
    target = write(tmp_path)
    written = [one for one in disk.synced if one != ("folder", False)]  # folders that were made
    assert written[:2] == [("file", False), ("folder", True)]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not list(target.parent.glob(f"*{atomic_file.PARTIAL}"))


def test_a_new_folder_is_on_the_disk_before_the_picture_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name in a folder that is itself lost leads nowhere."""
    disk = Disk(tmp_path / PICTURE)
    monkeypatch.setattr(os, "fsync", disk.fsync)
    picture(tmp_path)
    assert disk.synced == [("folder", False), ("file", False), ("folder", True)]


def test_what_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk says so when it is asked to keep it: the name stays with what was there."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError), atomic_file.write_atomically(path) as file:  # noqa: PT011
        file.write(b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


def test_of_two_keys_the_first_stays(tmp_path: Path) -> None:
    """Two processes start at once: both go on with one key."""
    path = tmp_path / "secret.key"
    with atomic_file.write_atomically(path, replace=False) as late:
        late.write(b"late")
        with atomic_file.write_atomically(path, replace=False) as early:
            early.write(b"early")
    assert path.read_bytes() == b"early"
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]
