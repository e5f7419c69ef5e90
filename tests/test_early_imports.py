"""Workers share the reading in of the tests, and stumble over none of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests import early_imports

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SKIPS = "import pytest\npytest.skip('not here', allow_module_level=True)\n"


def test_each_worker_reads_its_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two: every other file, past those that fail or are skipped."""
    folder = tmp_path / "drawn_tests"
    folder.mkdir()
    for name, text in (
        ("a", ""),
        ("b", "x = 1 / 0\n"),
        ("c", ""),
        ("d", SKIPS),
        ("e", ""),
        ("f", ""),
    ):
        (folder / f"test_{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    for variable, value in ((early_imports.NUMBER, "gw1"), (early_imports.COUNT, "2")):
        monkeypatch.setenv(variable, value)
    early_imports.read_share(folder)
    read = {name for name in sys.modules if name.startswith("drawn_tests.")}
    assert read == {"drawn_tests.test_f"}
    for name in (*read, "drawn_tests"):
        monkeypatch.delitem(sys.modules, name)


def test_who_works_alone_reads_nothing_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without other workers there is nobody to share with."""
    monkeypatch.delenv(early_imports.NUMBER, raising=False)
    (tmp_path / "test_alone.py").write_text("x = 1 / 0\n")
    early_imports.read_share(tmp_path)
    assert not [name for name in sys.modules if name.endswith("test_alone")]
