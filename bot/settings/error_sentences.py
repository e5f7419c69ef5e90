"""Validation errors in an operator's words: pydantic's own are for programmers."""

from __future__ import annotations

import json
from datetime import date, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

OTHERWISE = "it is not understood; write it as in the file of config/ that comes with the bot"
_OURS = "Value error, "
_STEPS = ".step"  # the one list of tables


def written(value: object) -> str:
    """Return a value as TOML writes it, or nearly."""
    if isinstance(value, date | time):  # TOML has them, and they stand in no quotes
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)


def of_value(key: str, table: str, details: ErrorDetails) -> str:
    """Return what is wrong with the value of a key, and what to write. ``table``: its way."""
    if details["type"] == "value_error":
        return f"{key}: {details['msg'].removeprefix(_OURS)}"
    say = _SENTENCES.get(details["type"])
    told = say(table, details.get("ctx", {}), details["input"]) if say else OTHERWISE
    shown = "" if isinstance(details["input"], dict) else f" = {written(details['input'])}"
    return f"{key}{shown}: {told}"


def of_name(name: str, details: ErrorDetails) -> str:
    """Return what is wrong with the name of a table, as [category.NAME]."""
    say = _NAMES.get(details["type"])
    told = say(name, details.get("ctx", {}), name) if say else OTHERWISE
    return f'the name "{name}": {told}'


def _choice(_way: str, context: Mapping[str, Any], value: object) -> str:
    there = str(context["expected"]).replace("'", '"').replace(" or ", ", ")
    close = get_close_matches(str(value).casefold(), _folded(there), n=1)
    meant = f' did you mean "{_folded(there)[close[0]]}"?' if close else ""
    return f"it is none of those there are; write one of {there}{';' if meant else ''}{meant}"


def _folded(there: str) -> dict[str, str]:
    names = [name.strip(' "') for name in there.split(",")]
    return {name.casefold(): name for name in names}


def _table(way: str, _context: Mapping[str, Any], _value: object) -> str:
    header = f"[[{way}]]" if way.endswith(_STEPS) else f"[{way}]"
    return f"it holds keys of its own; write {header} on a line of its own, and them below"


def _list(way: str, context: Mapping[str, Any], value: object) -> str:
    if way.endswith(_STEPS):
        return _table(way, context, value)
    return f'it is no list; write {way.rpartition(".")[2]} = ["...", "..."]'


def _text(_way: str, _context: Mapping[str, Any], _value: object) -> str:
    return "it is no text; put it in quotes"


def _number(_way: str, _context: Mapping[str, Any], _value: object) -> str:
    return "it is no number; write digits alone, without quotes"


def _whole(_way: str, _context: Mapping[str, Any], _value: object) -> str:
    return "it is no whole number; write digits alone, as 5"


def _says(sentence: str) -> Callable[[str, Mapping[str, Any], object], str]:
    return lambda _way, context, _value: sentence.format(**context)


_SENTENCES = {
    "enum": _choice,
    "literal_error": _choice,
    "model_type": _table,
    "dataclass_type": _table,
    "dict_type": _table,
    "tuple_type": _list,
    "list_type": _list,
    "string_type": _text,
    "string_too_short": _says("it is empty; write something between the quotes"),
    "too_short": _says("the list is empty; write at least one into it"),
    "int_type": _whole,
    "int_parsing": _whole,
    "int_from_float": _whole,
    "int_parsing_size": _whole,
    "float_type": _number,
    "float_parsing": _number,
    "finite_number": _number,
    "greater_than": _says("it is too small; write more than {gt:g}"),
    "greater_than_equal": _says("it is too small; write {ge:g} or more"),
    "less_than": _says("it is too large; write less than {lt:g}"),
    "less_than_equal": _says("it is too large; write {le:g} or less"),
}
_NAMES = {
    "enum": _choice,
    "string_pattern_mismatch": _says(
        "write at most 24 small letters, digits and _, a letter first, as in [category.begal]"
    ),
}
