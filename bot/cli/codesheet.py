"""The file with the codes: for the operator alone, and nowhere else."""

from __future__ import annotations

import csv
import io
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli.failing import Failure
from bot.cli.rows import WRITTEN_DELIMITER, disarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.services.recruiting import Code

HEADER = ("name", "role", "regions", "code", "link", "expires_at")
_MODE = 0o600


class CodeSheet:
    """Holds the codes before the database does: what was promised can always be handed out."""

    def __init__(self, descriptor: int, bot: str | None) -> None:
        """Write into an open file; ``bot``: its name, for the links."""
        self._descriptor = descriptor
        self._bot = bot

    def write(self, codes: Sequence[Code]) -> None:
        """Write the codes, and nothing else, onto the disk."""
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        with os.fdopen(os.dup(self._descriptor), "wb") as file:
            file.write(self._text(codes).encode("utf-8-sig"))  # a spreadsheet asks for the mark
        os.fsync(self._descriptor)

    def _text(self, codes: Sequence[Code]) -> str:
        text = io.StringIO(newline="")
        table = csv.writer(text, delimiter=WRITTEN_DELIMITER)
        table.writerow(HEADER)
        for one in codes:
            roles = ";".join(dict.fromkeys(post.role for post in one.posts))
            regions = ";".join(dict.fromkeys(post.region for post in one.posts))
            link = f"https://t.me/{self._bot}?start={one.code}" if self._bot else ""
            until = one.expires_at.isoformat()
            table.writerow([disarmed(one.name), roles, regions, one.code, link, until])
        return text.getvalue()


@contextmanager
def reserved(path: Path, bot: str | None) -> Iterator[CodeSheet]:
    """Make the file, that only its owner can read; where what follows fails it is gone again.

    Raises Failure where there is one already, or none can be made.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _MODE)
    except FileExistsError:
        raise Failure(f"{path} is there already, and may hold codes; name another file") from None
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror})") from None
    try:
        yield CodeSheet(descriptor, bot)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)
