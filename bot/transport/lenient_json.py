"""Lenient JSON parsing of what comes from outside: a broken part does not spoil the rest.

People write the texts and the data in an update, so half a surrogate pair, bytes that are no UTF-8
and objects nested a thousand deep can stand in it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_NUMBER = 2**63 - 1  # of an update: it is kept in 64 bits
LONGEST_WHOLE = 20  # digits of a number that somebody counts with; a longer one is only large
_OK = re.compile(r'\s*\{\s*"ok"\s*:\s*true\b')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_NUMBER = re.compile(r'"update_id"\s*:\s*(\d{1,19})\b')
_IN_RESULT = 2  # brackets open where a list of results holds its items


def load(content: bytes | str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Read JSON; bytes that are no UTF-8 become U+FFFD. Raises ValueError."""
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def answer(content: bytes) -> dict[str, Any]:
    """Return the object that a method answered; of a broken list of updates, what can be read.

    Empty where it is no object.
    """
    try:
        read = load(content)
    except ValueError:
        text = content.decode("utf-8", "replace")
        return {"ok": True, "result": list(_updates(text))} if _OK.match(text) else {}
    return read if isinstance(read, dict) else {}


def update(content: bytes | str) -> dict[str, Any] | None:
    """Return one update; its number alone where the rest cannot be read, None without a number."""
    try:
        read = load(content)
    except ValueError:
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        found = _NUMBER.search(text)
        read = None if found is None else {"update_id": int(found[1])}
    return read if is_update(read) else None


def is_update(value: object) -> bool:
    """Tell whether this is an object with an update's number: what has none cannot be confirmed."""
    number = value.get("update_id") if isinstance(value, dict) else None
    return type(number) is int and 0 <= number <= LARGEST_NUMBER


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_WHOLE else float(digits)


_DECODER = json.JSONDecoder(parse_int=_whole, strict=False)  # json.loads makes one for each call


def _updates(text: str) -> Iterator[dict[str, Any]]:
    for part in _items(text):
        read = update(part)
        if read is not None:
            yield read


def _items(text: str) -> Iterator[str]:
    """Yield the text of each object in the list of results, however deep it is nested."""
    depth = begin = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            if depth == _IN_RESULT:
                begin = token.start()
            depth += 1
        elif token[0] in "]}":
            depth -= 1
            if depth == _IN_RESULT:
                yield text[begin : token.end()]
