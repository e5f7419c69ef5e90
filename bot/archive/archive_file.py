"""The backup's ZIP file: written whole or not at all, verified before anything is read from it."""

from __future__ import annotations

import hashlib
import hmac
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from bot.archive import manifest
from bot.archive.manifest import DamagedError, ManifestEntry, NoBackup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.archive.manifest import Manifest

    Make = Callable[[bytes], str]

MANIFEST = "manifest.json"
MAC = "hmac-sha256-1:"  # before the MAC in the archive's comment; the number is its version
MAC_BYTES = len(MAC) + 64
PIECE = 1 << 16  # bytes
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class EntryWriter:
    """An entry that is being written; it counts and sums what goes into it."""

    def __init__(self, file: IO[bytes]) -> None:
        """Write into ``file``."""
        self._file = file
        self._sum = hashlib.sha256()
        self._size = 0

    def write(self, content: bytes) -> None:
        """Write some bytes."""
        self._file.write(content)
        self._sum.update(content)
        self._size += len(content)

    @property
    def entry(self) -> ManifestEntry:
        """Return what was written."""
        return ManifestEntry(self._size, self._sum.hexdigest())


class ArchiveWriter:
    """A backup in the making."""

    def __init__(self, file: IO[bytes], about: Manifest, mac: Make | None) -> None:
        """Begin an empty one in ``file``. ``mac`` makes its MAC; None: there is no key yet."""
        self._mac = mac
        self._zip = zipfile.ZipFile(file, "w")
        self.about = about

    @contextmanager
    def entry(self, name: str, *, packed: bool = True) -> Iterator[EntryWriter]:
        """Open the next entry; ``packed``: it is worth compressing."""
        info = zipfile.ZipInfo(name, self.about.taken_at.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=True) as file:
            sink = EntryWriter(file)
            yield sink
        self.about.entries[name] = sink.entry

    def finish(self) -> None:
        """Write the manifest and the ZIP directory: the backup is complete from here on.

        The MAC covers the manifest, which holds the size and the SHA-256 of every entry.
        """
        written = self.about.written()
        self._zip.writestr(MANIFEST, written)
        if self._mac is not None:
            self._zip.comment = f"{MAC}{self._mac(written)}".encode()
        self._zip.close()


class ArchiveReader:
    """A verified backup: it holds, undamaged, what its manifest lists."""

    def __init__(self, file: zipfile.ZipFile, about: Manifest) -> None:
        """Use :func:`opened`."""
        self._zip = file
        self.about = about

    def entry(self, name: str) -> IO[bytes]:
        """Open an entry."""
        return self._zip.open(name)

    @property
    def has_mac(self) -> bool:
        """Tell whether it carries a MAC; without one nothing proves who wrote it."""
        return bool(self._zip.comment)

    def is_authentic(self, mac: Make) -> bool:
        """Tell whether the MAC it carries is the one that ``mac`` makes."""
        good = f"{MAC}{mac(self._zip.read(MANIFEST))}".encode()
        return hmac.compare_digest(self._zip.comment, good)

    def below(self, folder: str) -> list[str]:
        """Return the names of the entries of a folder, each a plain file in it."""
        names = [name for name in self.about.entries if name.startswith(f"{folder}/")]
        if any(len(PurePosixPath(name).parts) != 2 or ".." in name for name in names):  # noqa: PLR2004
            raise DamagedError("an entry's name leads out of its folder")
        return names

    def check(self) -> None:
        """Read every byte. Raises DamagedError where a checksum does not match."""
        if self.has_mac and len(self._zip.comment) != MAC_BYTES:
            raise DamagedError("its MAC is cut short")
        there = sorted(info.filename for info in self._zip.infolist())
        if there != sorted([MANIFEST, *self.about.entries]):
            raise DamagedError("it does not hold the entries that its manifest names")
        for name, entry in self.about.entries.items():
            if self._sum(name) != entry:
                raise DamagedError(f"{name} is not what was written")

    def _sum(self, name: str) -> ManifestEntry:
        total, size = hashlib.sha256(), 0
        with self.entry(name) as file:
            while piece := file.read(PIECE):
                total.update(piece)
                size += len(piece)
        return ManifestEntry(size, total.hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[ArchiveReader]:
    """Open a backup and verify it. Raises ArchiveError, and OSError where there is none."""
    with path.open("rb") as file, looked_through(file) as reader:
        yield reader


@contextmanager
def looked_through(file: IO[bytes]) -> Iterator[ArchiveReader]:
    """Read and verify every byte of a backup. Raises ArchiveError."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(file))
            if MANIFEST not in archive.namelist():
                raise NoBackup
            reader = ArchiveReader(archive, manifest.parse_manifest(archive.read(MANIFEST)))
            reader.check()
        except BROKEN as error:
            raise DamagedError(f"{type(error).__name__}, it may be cut short") from None
        yield reader
