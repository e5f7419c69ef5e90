"""A machine on which the program cannot even be installed: `make` says what it lacks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.nation
SCRIPT = Path(__file__).parents[2] / "tools" / "environment.sh"
TOO_OLD = "exit 1"
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; esac'


@pytest.mark.parametrize(
    ("python", "says", "mend"),
    [
        (TOO_OLD, "Python 3.11 or newer is needed", "python.org/downloads"),
        (WITHOUT_VENV, "python3 has no venv module", "sudo apt install python3-venv"),
    ],
    ids=["too old", "without venv"],
)
def test_a_python_that_will_not_do(tmp_path: Path, python: str, says: str, mend: str) -> None:
    """One sentence, exit code 1, and no half of an environment."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python3").write_text(f"#!/bin/sh\n{python}\n")
    (programs / "python3").chmod(0o755)
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", SCRIPT, tmp_path / "venv"],
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert mend in done.stderr.partition(says)[2]
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "venv").exists()
