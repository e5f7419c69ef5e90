"""Checks a document against its shape and says what is wrong in the operator's terms."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from bot.settings.document import Document, Place

Shape = TypeVar("Shape", bound=BaseModel)

_KEY = "[key]"  # by which pydantic says that a key is wrong, not its value
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
_MISSING = frozenset({"missing", "missing_argument"})


def shaped(shape: type[Shape], document: Document) -> Shape:
    """Return the document in its shape. Raises SettingsError for the first thing that is wrong."""
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        details = min(error.errors(include_url=False), key=_gravity)
        place = tuple(part for part in details["loc"] if part != _KEY)
        raise document.error(place, _problem(details, place, shape)) from None


def _gravity(details: ErrorDetails) -> int:
    """A misspelt key is also a missing one: name the misspelling, it shows the mend."""
    return 0 if details["type"] in _UNKNOWN else 1


def _problem(details: ErrorDetails, place: Place, shape: type[BaseModel]) -> str:
    key = next((part for part in reversed(place) if isinstance(part, str)), "")
    if details["type"] in _UNKNOWN:
        return f'the key "{key}" is unknown; {_likely(key, _keys_at(shape, place[:-1]))}'
    if details["type"] in _MISSING:
        return f'[{_table(place[:-1])}] lacks the key "{key}"; add it'
    if details["type"] == "value_error":
        return f"{key}: {details['msg'].removeprefix('Value error, ')}"
    message = details["msg"][:1].lower() + details["msg"][1:]
    if details["loc"][-1] == _KEY:
        return f'the key "{key}": {message}'
    return f"{key} = {_written(details['input'])}: {message}"


def _likely(key: str, known: Iterable[str]) -> str:
    known = tuple(known)
    close = get_close_matches(key, known, n=1)
    return f'did you mean "{close[0]}"?' if close else f"there are {', '.join(known)}"


def _keys_at(shape: Any, place: Place) -> tuple[str, ...]:  # noqa: ANN401 - typing has no type for types
    """Return the keys that the shape knows at a place."""
    for part in place:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            shape = shape.model_fields[str(part)].annotation
        else:  # dict[key, table] or tuple[table, ...]
            first, second = get_args(shape)
            shape = first if second is Ellipsis else second
    if is_dataclass(shape):
        return tuple(field.name for field in fields(shape))
    return tuple(shape.model_fields)


def _table(place: Place) -> str:
    return ".".join(part for part in place if isinstance(part, str))


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
