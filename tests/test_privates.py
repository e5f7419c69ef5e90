"""Libraries whose inner workings we use: pinned, until somebody has looked at the next version."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import aiosqlite
import pytest
from uvicorn.protocols.http.h11_impl import H11Protocol

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# Which module of ours leans on what, and what that is.
LEANS_ON = {
    "aiosqlite": "bot/models/sqlite.py: _thread, _conn, _connect and _execute",
    "uvicorn": "bot/web/connections.py: the steps of H11Protocol, which no page documents",
}


@pytest.mark.parametrize("library", LEANS_ON)
def test_what_may_change_without_a_word_is_closed_above(library: str) -> None:
    """The next minor version is not taken unseen: read its changes against the module named."""
    (asked,) = (one for one in PROJECT["dependencies"] if one.startswith(library))
    below = re.search(r"<(\d+)\.(\d+)$", asked)
    assert below is not None, f"{asked} is open above; {LEANS_ON[library]}"
    assert Path(ROOT / LEANS_ON[library].partition(":")[0]).exists()
    major, minor = map(int, version(library).split(".")[:2])
    assert (major, minor + 1) == (int(below[1]), int(below[2]))


def test_what_we_lean_on_is_there() -> None:
    """By the names that our modules use."""
    connection = aiosqlite.Connection(lambda: None, 1)  # type: ignore[arg-type, return-value]
    assert hasattr(connection, "_thread")
    assert isinstance(aiosqlite.Connection._conn, property)  # noqa: SLF001 - what is looked at
    steps = ("connection_made", "connection_lost", "data_received", "on_response_complete")
    assert all(hasattr(H11Protocol, step) for step in steps)
