"""Every sentence that the bot can say, found in its code."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path("bot")
# How a sentence is said, and how many of its first arguments are sentences: say("..."),
# turn.say("..."), self.say.plain("..."), say.many("...", "...", n), mark("..."), counted("...").
FORMS = {"say": 1, "plain": 1, "mark": 1, "many": 2, "counted": 1}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its form for many (or empty), and the file it stands in."""

    text: str
    plural: str
    file: str


def sentences(root: Path = ROOT) -> Iterator[Sentence]:
    """Find the sentences below ``root``, file by file in a fixed order."""
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        yield from _in_tree(tree, path.as_posix())


def _in_tree(tree: ast.AST, file: str) -> Iterator[Sentence]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = node.args[: FORMS.get(_called(node.func), 0)]
        texts = [
            word.value
            for word in words
            if isinstance(word, ast.Constant) and isinstance(word.value, str)
        ]
        if words and len(texts) == len(words):
            more = texts[0] if _called(node.func) == "counted" else "".join(texts[1:])
            yield Sentence(texts[0], more, file)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
