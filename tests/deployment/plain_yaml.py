"""Reads the plain YAML that compose.yaml keeps to; what goes beyond it is an error, not a guess.

Mappings and lists by indentation, ``[...]`` and ``{...}`` as JSON, ``&name``, ``*name`` and ``<<``.
"""

from __future__ import annotations

import json
import re
from typing import Any

_PAIR = re.compile(r"(?P<key>[\w.<-]+):(?:\s+(?P<value>.*))?")
_ANCHOR = re.compile(r"&(?P<name>\w+)")


def read(text: str) -> dict[str, Any]:
    """Return what the text says. Raises ValueError for what it does not understand."""
    return _Reader(text).read()


class _Reader:
    """One text, read once from its top to its end."""

    def __init__(self, text: str) -> None:
        """Drop comments and empty lines."""
        self._lines = [line.rstrip() for line in text.splitlines() if _says_something(line)]
        self._at = 0
        self._anchors: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        """Return the whole of it."""
        document = self._block(0)
        if self._at < len(self._lines):
            raise ValueError(f"not understood: {self._lines[self._at]!r}")
        assert isinstance(document, dict)
        return document

    def _block(self, indent: int) -> Any:  # noqa: ANN401 - YAML has no type but its own
        if self._lines[self._at].lstrip().startswith("- "):
            return self._list(indent)
        mapping: dict[str, Any] = {}
        inherited: dict[str, Any] = {}
        while self._depth() == indent:
            key, content = self._pair(indent)
            if key in mapping:
                raise ValueError(f"{key} stands there twice")
            if key == "<<":
                inherited = content
            else:
                mapping[key] = content
        return inherited | mapping

    def _pair(self, indent: int) -> tuple[str, Any]:
        pair = _PAIR.fullmatch(self._take())
        if pair is None:
            raise ValueError(f"not understood: {self._lines[self._at - 1]!r}")
        value = pair["value"]
        anchor = _ANCHOR.fullmatch(value or "")
        if value is not None and anchor is None:
            return pair["key"], self._scalar(value)
        content = self._block(self._depth()) if self._depth() > indent else None
        if anchor is not None:
            self._anchors[anchor["name"]] = content
        return pair["key"], content

    def _list(self, indent: int) -> list[str]:
        items = []
        while self._depth() == indent:
            items.append(self._take().removeprefix("- "))
        return items

    def _scalar(self, value: str) -> Any:  # noqa: ANN401
        if value.startswith("*"):
            return self._anchors[value[1:]]
        if value[0] in '[{"' or value in {"true", "false"} or value.isdecimal():
            return json.loads(value)
        return value

    def _take(self) -> str:
        self._at += 1
        return self._lines[self._at - 1].lstrip()

    def _depth(self) -> int:
        if self._at == len(self._lines):
            return -1
        line = self._lines[self._at]
        return len(line) - len(line.lstrip())


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
