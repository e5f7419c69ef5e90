"""Where the new operator has the program from: a clone of the checkout, which can be released anew.

It holds the regions of one province, so that a copy of the database takes a second and not ten; the
whole nation is loaded where the image's steps are played.
"""

from __future__ import annotations

import gzip
import subprocess
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from tests.deployment.conftest import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

SOUTH_SULAWESI = "73 "


class Origin:
    """A repository with one branch, ``main``."""

    def __init__(self, folder: Path) -> None:
        """Clone what is committed in the checkout."""
        self.folder = folder
        self._git("clone", "--quiet", str(CHECKOUT), ".")
        self._git("checkout", "--quiet", "-B", "main")
        _keep_one_province(folder / "bot" / "places" / "data" / "regions.txt.gz")
        self._commit("One province")

    def release(self) -> None:
        """Release a newer version, which is the old one under a new name."""
        self._commit("A newer version")

    def _commit(self, message: str) -> None:
        who = ("-c", "user.name=origin", "-c", "user.email=origin@localhost")
        self._git(*who, "commit", "--quiet", "--all", "--allow-empty", "--message", message)

    def _git(self, *words: str) -> None:
        command = ["git", "-c", "safe.directory=*", *words]
        subprocess.run(command, cwd=self.folder, check=True, timeout=60)  # noqa: S603 - git


def _keep_one_province(outline: Path) -> None:
    lines = iter(gzip.decompress(outline.read_bytes()).decode().splitlines(keepends=True))
    province = next(line for line in lines if line.startswith(SOUTH_SULAWESI))
    below = takewhile(lambda line: line.startswith("\t"), lines)
    outline.write_bytes(gzip.compress("".join(chain([province], below)).encode()))
