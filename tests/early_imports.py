"""Workers that read all tests in share the work where nothing of it is kept from a run before.

Each would rewrite the asserts of every file by itself, which takes it ten seconds of a processor.
Here each begins with files of its own and keeps what it made of them as bytecode, as pytest does;
what it comes to afterwards, another one has kept already.
"""

from __future__ import annotations

import importlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NUMBER, COUNT = "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT"  # gw0 of 3


def read_share(folder: Path) -> None:
    """Import this worker's share of the test files below ``folder``, a package of its parent's.

    A file that cannot be imported is left to pytest, which comes to it again and says why.
    """
    number = os.environ.get(NUMBER, "").removeprefix("gw")
    if not number.isdecimal():
        return
    files = sorted(folder.rglob("test_*.py"))
    for file in files[int(number) :: int(os.environ[COUNT])]:
        name = ".".join(file.relative_to(folder.parent).with_suffix("").parts)
        with suppress(Exception, pytest.skip.Exception):
            importlib.import_module(name)
