"""Copies the photos of a backup into the folder of attachments."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bot import atomic_file
from bot.media.attachment_file import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from bot.archive.archive_file import ArchiveReader


class Photos:
    """Adds files beside the existing ones; their names are ids, so none overwrites another."""

    def __init__(self, data: Path, backup: ArchiveReader) -> None:
        """Touch nothing yet. Raises ArchiveError for a name that leads out of the folder."""
        self._folder = data / FOLDER
        self._backup = backup
        self._names = {name.removeprefix(f"{FOLDER}/"): name for name in backup.below(FOLDER)}
        self._laid: list[Path] = []

    def lay(self) -> None:
        """Write every photo, each whole or not at all, readable by its owner alone."""
        if self._names:
            atomic_file.make_folder(self._folder)
        for name, entry in self._names.items():
            target = self._folder / name
            if not target.exists():
                self._laid.append(target)
            self._write(entry, target)

    def take_back(self) -> None:
        """Delete what was added: the restore failed, and the old database refers to none of it."""
        for path in self._laid:
            path.unlink(missing_ok=True)

    def drop_others(self) -> None:
        """Delete the files that the restored database does not refer to."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in self._names:
                    path.unlink()

    def _write(self, entry: str, target: Path) -> None:
        with self._backup.entry(entry) as source, atomic_file.write_atomically(target) as file:
            shutil.copyfileobj(source, file)
