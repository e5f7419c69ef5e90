"""Every key of every file of config/, broken in each way: what the operator reads then."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, time
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.settings import SettingsError
from bot.settings.config import FILES, SHAPES
from bot.settings.document import Document
from bot.settings.validation import shaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.settings.overlay import Place

CONFIG = Path(__file__).parents[1] / "config"
# What the libraries say to programmers.
FORBIDDEN = re.compile(
    r"input should|valid (tuple|string|integer|number|dict|list)|invalid |extra inputs|permitted"
    r"|validation error|value error|pydantic|dictionary|instance of|nonetype|datetime\.|traceback"
    r"|expected|unclosed|unterminated|statement|\[type=|errors\.|constraint|array|namespace",
    re.IGNORECASE,
)
MEND = re.compile(r"\b(write|put|add|mend|did you mean|there (is|are)|leave|type)\b")
STRANGE = "?!"
WRONG: tuple[Any, ...] = (
    5,
    5.5,
    -1,
    inf,
    nan,
    True,
    "",
    STRANGE,
    [],
    [STRANGE],
    [5],
    {},
    {STRANGE: 1},
    date(2026, 11, 24),
    time(6),
)
# Tables whose keys the operator chooses; those of kinds are looked at with the categories, which
# tests/test_settings_slips.py tells.
NAMED = {"group", "category", "policy", "severity", "within", "area_wide", "without_place"}
NAMED |= {"aspects", "slang", "question"}


def _shipped(name: str) -> dict[str, Any]:
    """Return a file of config/, of many categories one with every kind of list, of slang a word.

    What it lists nothing of has one, and what it lists thousands of has two.
    """
    data = tomllib.loads((CONFIG / name).read_text(encoding="utf-8"))
    if "category" in data:
        data["group"] = {"G1": data["group"]["G1"]}
        data["category"] = {"pencurian": data["category"]["pencurian"] | {"weak_words": ["ambil"]}}
        data["triage"]["slang"] = {"yg": "yang"}
    if name == "landmarks.toml":
        data["landmark"] = [{"names": ["RS Wahidin"], "village": "73.71.14.1004"}]
    return dict(_with_short_lists(data))


def _with_short_lists(data: Any) -> Any:  # noqa: ANN401 - TOML
    """Return a copy in which lists of texts have two: a file is read a thousand times here."""
    if isinstance(data, dict):
        return {key: _with_short_lists(value) for key, value in data.items()}
    if isinstance(data, list) and all(isinstance(one, str) for one in data):
        return data[:2]
    return data


def _keys(data: object, at: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every key with its value, those of tables in lists too."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*at, key), value
            yield from _keys(value, (*at, key))
    if isinstance(data, list):
        for number, value in enumerate(data):
            yield from _keys(value, (*at, number))


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inside = (f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{{', '.join(inside)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("NaN", "nan").replace("Infinity", "inf")


def _file(data: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in data.items())


def _with(data: Any, place: Place, key: str | None, value: object = None) -> Any:  # noqa: ANN401 - TOML
    """Return a copy in which ``key`` stands with ``value`` at ``place``; None: nothing stands."""
    if len(place) > 1:
        copy = data.copy()
        copy[place[0]] = _with(data[place[0]], place[1:], key, value)
        return copy
    copy = {one: old for one, old in data.items() if one != place[0]}
    return copy if key is None else copy | {key: value}


def _told(folder: Path, name: str, text: str) -> str | None:
    """Read such a file and return what the operator is told; None: nothing."""
    (folder / name).write_text(text, encoding="utf-8")
    document = Document()
    try:
        document.lay(folder / name, name)
        shaped(SHAPES[name], document)
    except SettingsError as error:
        return str(error)
    return None


def _flaws(told: str | None, name: str, key: str) -> list[str]:
    """Return what is wrong with a sentence."""
    if told is None:
        return ["nothing is said"]
    lacking = {"its file": (name,), "a line": ("line ",), "its key": (key, STRANGE)}
    flaws = [what for what, signs in lacking.items() if not any(one in told for one in signs)]
    bare = re.sub(r'"[^"]*"|line \d+', "", told)
    if found := FORBIDDEN.search(bare):
        flaws.append(f"says {found[0]!r}")
    if not MEND.search(told.lower()):
        flaws.append("says not what to do")
    return flaws + ["is not one line"] * ("\n" in told)


def _kind(value: object) -> str:
    if isinstance(value, bool | date | time):
        return "what no key takes"
    kinds = {str: "text", int: "number", float: "number", list: "list", dict: "table"}
    return kinds[type(value)]


@pytest.mark.parametrize("name", FILES)
def test_a_value_of_another_kind_is_told_in_our_words(name: str, tmp_path: Path) -> None:
    """A number for a text, a text for a list, a table for a number, true, nan, a date."""
    data, bad = _shipped(name), []
    for place, value in _keys(data):
        for wrong in WRONG:
            told = _told(tmp_path, name, _file(_with(data, place, str(place[-1]), wrong)))
            if told is not None or _kind(wrong) != _kind(value):
                bad += [(place, wrong, flaw, told) for flaw in _flaws(told, name, str(place[-1]))]
    assert not bad, "\n".join(map(str, bad[:20]))


@pytest.mark.parametrize("name", FILES)
def test_a_misspelt_key_is_told_with_the_right_one(name: str, tmp_path: Path) -> None:
    """One letter twice: the sentence asks whether the other was meant."""
    data, bad = _shipped(name), []
    for place, value in _keys(data):
        key = str(place[-1])
        if len(place) > 1 and place[-2] in NAMED:
            continue
        told = _told(tmp_path, name, _file(_with(data, place, key[:2] + key[1:], value)))
        bad += [(place, flaw, told) for flaw in _flaws(told, name, key[:2] + key[1:])]
        if f'did you mean "{key}"?' not in str(told):
            bad.append((place, "does not name the right one", told))
    assert not bad, "\n".join(map(str, bad[:20]))


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    """Where it is needed; else what comes with the bot counts."""
    data, bad, needed = _shipped(name), [], 0
    for place, _ in _keys(data):
        told = _told(tmp_path, name, _file(_with(data, place, None)))
        if told is not None:
            needed += 1
            bad += [(place, flaw, told) for flaw in _flaws(told, name, str(place[-1]))]
    assert not bad, "\n".join(map(str, bad[:20]))
    assert needed


BREAKS: dict[str, Callable[[str], str]] = {
    "no =": lambda line: line.replace("=", "", 1),
    "no value": lambda line: line.partition("=")[0] + "=",
    "no key": lambda line: "=" + line.partition("=")[2],
    "no last sign": lambda line: line[:-1],
    "no quotes": lambda line: line.replace('"', ""),
    "curly quotes": lambda line: line.replace('"', "\u201d"),
    "one quote too many": lambda line: line + '"',
    "twice": lambda line: f"{line}\n{line}",
    "a comma behind it": lambda line: line + ",",
    "a path of Windows": lambda line: line.partition("=")[0] + '= "C:\\bot"',
    "a ] too many": lambda line: line + "]",
    "a list without end": lambda line: line.partition("=")[0] + '= ["a",',
    "a table without end": lambda line: line.partition("=")[0] + "= {",
    "a header without end": lambda line: f"[{line.partition('=')[0].strip()}\n{line}",
    "a colon": lambda line: line.replace("=", ":", 1),
    "nothing like it": lambda _: "hello",
    "a sign nobody sees": lambda line: line.replace('"', '"\x07', 1),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_toml_is_told_in_our_words(name: str, tmp_path: Path) -> None:
    """Each line of a file, broken as hands break lines."""
    lines = [f"{key} = {_toml(value)}" for key, value in _lines_of(name)]
    bad, told_of = [], 0
    for line in lines:
        for how, broken in BREAKS.items():
            told = _told(tmp_path, name, f"{broken(line)}\n")
            if told is not None:
                told_of += 1
                bad += [(how, line, flaw, told) for flaw in _flaws(told, name, "")]
    assert not bad, "\n".join(map(str, bad[:20]))
    assert told_of > len(lines) * len(BREAKS) / 2


def _lines_of(name: str) -> list[tuple[str, Any]]:
    plain = {str(place[-1]): value for place, value in _keys(_shipped(name))}
    return [(key, value) for key, value in plain.items() if not isinstance(value, dict)]
