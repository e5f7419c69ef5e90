"""What a program made of some bytes is kept, and nothing else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bot import isolated_process
from bot.isolated_process import FailedProcessError
from tests import kept_outputs

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = "import sys; open({file!r}, 'a').write('x'); print(sys.stdin.read().upper(), end='')"
FAILS = "import sys; open({file!r}, 'a').write('x'); sys.exit(3)"


async def test_only_what_was_answered_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same program, bytes and time: asked once. Anything else, or a failure: asked again."""
    kept_outputs.keep(monkeypatch)
    starts = tmp_path / "starts"
    command = (sys.executable, "-I", "-c", COUNTS.format(file=str(starts)))
    asks = [(b"one", 60.0), (b"one", 60.0), (b"two", 60.0), (b"two", 61.0)]
    said = [await isolated_process.run(command, given, longest_s=time) for given, time in asks]
    assert said == [b"ONE", b"ONE", b"TWO", b"TWO"]
    assert starts.read_text() == "xxx"
    failing = (sys.executable, "-I", "-c", FAILS.format(file=str(starts)))
    for _ in range(2):
        with pytest.raises(FailedProcessError):
            await isolated_process.run(failing, b"", longest_s=60.0)
    assert starts.read_text() == "xxxxx"
