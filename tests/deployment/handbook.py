"""Reads the operator's manual: its blocks of commands, and what stands before each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.deployment.conftest import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = CHECKOUT / "docs" / "operating.md"
INDONESIAN = CHECKOUT / "docs" / "operating.id.md"
_BLOCK = re.compile(
    r"(?P<marks>(?:<!-- \w+: [\w -]+ -->\n)*)```console\n(?P<lines>.*?)```", re.DOTALL
)
_MARK = re.compile(r"<!-- (?P<name>\w+): (?P<value>[\w -]+) -->")


@dataclass(frozen=True, slots=True)
class Block:
    """``needs``: what it asks for that a test has not; ``step``: a name, where it has one."""

    commands: tuple[str, ...]
    needs: str
    step: str


def blocks(page: Path) -> list[Block]:
    """Return the page's blocks of commands, in order. Raises where a line is none."""
    found = []
    text = page.read_text()
    assert len(_MARK.findall(text)) == text.count("<!--"), "a mark that is not understood"
    for block in _BLOCK.finditer(text):
        marks = {mark["name"]: mark["value"] for mark in _MARK.finditer(block["marks"])}
        lines = block["lines"].splitlines()
        assert all(line.startswith("$ ") for line in lines), lines
        commands = tuple(line.removeprefix("$ ") for line in lines)
        found.append(Block(commands, marks.get("needs", ""), marks.get("step", "")))
    return found
