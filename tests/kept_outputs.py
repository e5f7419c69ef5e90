"""What a program of its own made of some bytes is kept for the whole run.

Most stories with a picture send the same one, and each had it decoded by a new process, which costs
more than the rest of what becomes of it. The first one has; who asks the same program for the same
bytes, within the same time, is given what it wrote. A program that failed is asked again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import isolated_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

_outputs: dict[tuple[tuple[str, ...], bytes, float], bytes] = {}
_in_process = isolated_process.run


def keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no program be started for what it has answered."""
    monkeypatch.setattr(isolated_process, "run", _run)


async def _run(command: Sequence[str], given: bytes, *, longest_s: float) -> bytes:
    asked = (tuple(command), given, longest_s)
    if asked not in _outputs:
        _outputs[asked] = await _in_process(command, given, longest_s=longest_s)
    else:
        await asyncio.sleep(0)  # others have their turn, as they have with a process
    return _outputs[asked]
