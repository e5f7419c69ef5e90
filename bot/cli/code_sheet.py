"""The file into which new codes are written, readable by the operator alone."""

from __future__ import annotations

import csv
import io
import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.atomic_file import sync_folder
from bot.cli.errors import Failure
from bot.cli.rows import WRITTEN_DELIMITER
from bot.domain.spreadsheet_values import disarmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.cli.handouts import Handout, Words
    from bot.locales import Say
    from bot.services.people.roster_import import IssuedCode

HEADER = ("name", "role", "regions", "code", "link", "expires_at", "office", "message")
_MODE = 0o600


@dataclass(frozen=True, slots=True)
class CodeFiles:
    """Where codes and printed slips are written, and in which language."""

    codes: Path | None
    slips: Path | None
    say: Say


@dataclass(slots=True)
class CodeSheet:
    """Writes the codes to the disk before the database knows them: none is valid and unknown."""

    descriptor: int
    words: Words
    handouts: list[Handout] = field(default_factory=list)

    async def write(self, session: AsyncSession, codes: Sequence[IssuedCode]) -> None:
        """Write the codes onto the disk, in place of what was there."""
        self.handouts = await self.words.handouts(session, codes)
        # A spreadsheet asks for the mark.
        write(self.descriptor, _text(self.handouts).encode("utf-8-sig"))


def _text(handouts: Sequence[Handout]) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=WRITTEN_DELIMITER)
    table.writerow(HEADER)
    for one in handouts:
        made = one.made
        roles = ";".join(dict.fromkeys(post.role for post in made.posts))
        regions = ";".join(dict.fromkeys(post.region for post in made.posts))
        until = made.expires_at.isoformat()
        said = [disarmed(one.office), disarmed(one.message)]
        table.writerow(
            [disarmed(made.name), roles, regions, made.code, one.link or "", until, *said]
        )
    return text.getvalue()


def write(descriptor: int, content: bytes) -> None:
    """Write what a reserved file holds, in place of what it held, onto the disk."""
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)
    os.fsync(descriptor)  # noqa: TID251 - see reserved


@contextmanager
def reserved(path: Path) -> Iterator[int]:
    """Make a file, that only its owner can read; where what follows fails it is gone again.

    It is written in its place, and not atomically: its name is taken before the first code is
    made, and what it holds is on the disk before the database knows any.

    Raises Failure where there is one already, or none can be made.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _MODE)
    except FileExistsError:
        raise Failure(f"{path} is there already, and may hold codes; name another file") from None
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror})") from None
    try:
        sync_folder(path.parent)
        yield descriptor
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _not_drawn(code_files: CodeFiles, error: OSError | RuntimeError) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error).partition("\n")[0]
    return (
        f"the codes are made and stand in {code_files.codes}, but {code_files.slips}"
        f" could not be drawn ({said}): hand the codes out from"
        f" {code_files.codes}; their messages stand there too"
    )


@contextmanager
def laid(code_files: CodeFiles, words: Words, now: datetime) -> Iterator[CodeSheet]:
    """Reserve the files. The slips are drawn once the codes are on the disk and in the database."""
    with ExitStack() as files:
        slips = files.enter_context(reserved(code_files.slips)) if code_files.slips else None
        with reserved(code_files.codes or Path()) as descriptor:
            sheet = CodeSheet(descriptor, words)
            yield sheet
        if slips is not None:
            try:
                write(slips, words.slips(sheet.handouts, at=now))
            except (OSError, RuntimeError) as error:  # the disk, or typst
                raise Failure(_not_drawn(code_files, error)) from error
