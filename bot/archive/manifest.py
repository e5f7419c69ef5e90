"""A backup's manifest: which program and schema it is of, and the files that must be in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

FORMAT = 1
PRODUCT = "kamtibmas"


class ArchiveError(Exception):
    """A backup that cannot be used. Its text is one sentence, with what to do."""


class DamagedError(ArchiveError):
    """A checksum does not match: the backup was changed after it was written."""

    def __init__(self, reason: str) -> None:
        """Say what is wrong with it."""
        super().__init__(f"the backup is damaged ({reason}); take another one, or a copy of it")


class NoBackup(ArchiveError):
    """A ZIP file, but no backup of ours."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("the file is no backup of this bot; name one that `backup` has written")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One file in the backup: its size in bytes and the SHA-256 of what it holds (hex)."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ManifestTable:
    """One table: the columns in the order of each row, and how many rows there are."""

    columns: list[str]
    rows: int


@dataclass(slots=True)
class Manifest:
    """``schema``: the revision of the tables. ``key``: by it a key is known; None: nothing sealed.

    ``missing``: photos that the tables name and the folder did not hold.
    """

    schema: str
    taken_at: datetime
    database: str
    key: str | None
    tables: dict[str, ManifestTable] = field(default_factory=dict)
    entries: dict[str, ManifestEntry] = field(default_factory=dict)
    missing: int = 0

    def rows(self, table: str) -> int:
        """Return how many rows of a table there are; of one that is not in it none."""
        return self.tables[table].rows if table in self.tables else 0

    def written(self) -> bytes:
        """Return it as it stands in the backup."""
        document = {"product": PRODUCT, "format": FORMAT, **asdict(self)}
        document["taken_at"] = self.taken_at.isoformat()
        return json.dumps(document, indent=1).encode()


def parse_manifest(content: bytes) -> Manifest:
    """Read what :meth:`Manifest.written` wrote. Raises ArchiveError."""
    try:
        document: dict[str, Any] = json.loads(content)
        if document.pop("product") != PRODUCT:
            raise NoBackup
        if document.pop("format") != FORMAT:
            raise ArchiveError("the backup is of a newer program; install the newest version")
        document["taken_at"] = datetime.fromisoformat(document["taken_at"])
        manifest = Manifest(**document)
        manifest.tables = {name: ManifestTable(**note) for name, note in manifest.tables.items()}  # type: ignore[arg-type]
        manifest.entries = {name: ManifestEntry(**note) for name, note in manifest.entries.items()}  # type: ignore[arg-type]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"its manifest cannot be read: {type(error).__name__}") from None
    return manifest
