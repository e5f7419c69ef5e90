"""Merged TOML files, with the file and line of every key for error messages."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.settings import overlay, toml_syntax
from bot.settings.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings.overlay import Place

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


@dataclass(slots=True)
class _File:
    """One file: the name people know it by, its data, and the line of every key."""

    name: str
    data: dict[str, Any]
    lines: dict[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of the key, or of the nearest thing around it."""
        return next(
            (
                self.lines[place[:end]]
                for end in range(len(place), 0, -1)
                if place[:end] in self.lines
            ),
            1,
        )


@dataclass(slots=True)
class Document:
    """What the files together say, the later laid over the earlier key by key."""

    data: dict[str, Any] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)  # what is hardly meant; the mend
    _files: list[_File] = field(default_factory=list)

    def lay(self, path: Path, name: str) -> None:
        """Lay a file over what there is. Raises SettingsError where it cannot be read."""
        file = _read(path, name)
        self._files.append(file)
        for place, problem in overlay.wrong_values(file.data):
            raise self.error(place, problem)
        for place, said, mend in overlay.remarks(self.data, file.data):
            self.remarks.append((f"{file.name}, line {file.line_of(place)}: {said}", mend))
        self.data = overlay.laid(self.data, file.data)

    def error(self, place: Place, problem: str) -> SettingsError:
        """Return the error that names file, line and problem of a key."""
        file = self._origin(place)
        line = file.line_of(_as_written(file.data, place))
        return SettingsError(f"{file.name}, line {line}: {problem}")

    def key_of(self, place: Place) -> str:
        """Return the key at ``place`` as its file writes it: ``words`` may come of add_words."""
        written = _as_written(self._origin(place).data, place)
        return next((part for part in reversed(written) if isinstance(part, str)), "")

    def _origin(self, place: Place) -> _File:
        """Return the file that has the last word on a key; for a missing one, on its table.

        A list is of one file with everything in it, since it is replaced whole.
        """
        in_lists = (end for end, part in enumerate(place) if isinstance(part, int))
        whole = place[: next(in_lists, len(place))]
        for end in range(len(whole), 0, -1):
            for file in reversed(self._files):
                if _holds(file.data, _as_written(file.data, whole[:end])):
                    return file
        return self._files[-1]


def _read(path: Path, name: str) -> _File:
    try:
        text = path.read_text(encoding="utf-8-sig")  # Notepad marks its files
    except OSError as error:
        message = f"{name}: cannot be read ({error.strerror}); mend its path or permissions"
        raise SettingsError(message) from None
    except UnicodeDecodeError:
        message = f"{name}: is not written in UTF-8; save it as UTF-8"
        raise SettingsError(message) from None
    try:
        return _File(name, *_parsed(text))
    except tomllib.TOMLDecodeError as error:
        line, problem = toml_syntax.explained(str(error), text)
        message = f"{name}, line {line}: {problem}"
        raise SettingsError(message) from None


@lru_cache(maxsize=8)  # the shipped files, which one process reads more than once
def _parsed(text: str) -> tuple[dict[str, Any], dict[Place, int]]:
    """Return a file's data and the line of every key; nobody changes either."""
    return tomllib.loads(text), _lines(text)


def _as_written(data: object, place: Place) -> Place:
    """Return the place of the key that ``data`` holds: a list itself, or what changes it."""
    for end, part in enumerate(place):
        if part in overlay.LISTS and not _holds(data, place[: end + 1]):
            keys = [(*place[:end], key) for key in overlay.keys_beside([str(part)])]
            return next((key for key in keys if _holds(data, key)), place)
    return place


def _holds(data: object, place: Place) -> bool:
    """Return whether there is something at ``place``."""
    for part in place:
        if not isinstance(data, dict) or part not in data:
            return False
        data = data[part]
    return True


def _lines(text: str) -> dict[Place, int]:
    """Return the line (from 1) of every table and key."""
    lines: dict[Place, int] = {}
    count: Counter[Place] = Counter()
    table: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            table = _table(header, count)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _table(header: re.Match[str], count: Counter[Place]) -> Place:
    """Return the place of a ``[table]``; ``[[table]]`` counts its elements from 0."""
    place = _counted(_parts(header[2]), count)
    if header[1] == "[":
        return place
    count[place] += 1
    return (*place, count[place] - 1)


def _counted(parts: tuple[str, ...], count: Counter[Place]) -> Place:
    """Return the parts; a table below ``[[step]]`` belongs to its newest element."""
    place: Place = parts[:1]
    for part in parts[1:]:
        newest = (count[place] - 1,) if count[place] else ()
        place = (*place, *newest, part)
    return place


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(key))
