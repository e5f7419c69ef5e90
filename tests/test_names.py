"""One name has one meaning in the whole program."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "bot"


def test_no_class_name_stands_twice() -> None:
    """Whoever searches for a class finds one."""
    names = Counter(
        one.name
        for file in PROGRAM.rglob("*.py")
        for one in ast.parse(file.read_text()).body
        if isinstance(one, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []
