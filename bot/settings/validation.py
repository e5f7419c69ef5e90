"""Validates a document against its shape, with errors in the operator's terms."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from bot.settings import error_sentences, overlay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from bot.settings.document import Document
    from bot.settings.overlay import Place

Shape = TypeVar("Shape", bound=BaseModel)

_KEY = "[key]"  # by which pydantic says that a key is wrong, not its value
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
_MISSING = frozenset({"missing", "missing_argument"})
_NO_SWITCH = "nothing here is true or false; write a text in quotes, or a number"


def shaped(shape: type[Shape], document: Document) -> Shape:
    """Return the document in its shape. Raises SettingsError for the first thing that is wrong."""
    for place in _switches(document.data):
        raise document.error(place, f"{document.key_of(place)}: {_NO_SWITCH}")
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        details = min(error.errors(include_url=False), key=_gravity)
        place = tuple(part for part in details["loc"] if part != _KEY)
        raise document.error(place, _problem(details, place, shape, document)) from None


def _switches(data: dict[str, Any] | list[Any], at: Place = ()) -> Iterator[Place]:
    """Yield where true or false stands: Python takes them for 1 and 0."""
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    for part, value in inside:
        if isinstance(value, bool):
            yield (*at, part)
        elif isinstance(value, (dict, list)):
            yield from _switches(value, (*at, part))


def _gravity(details: ErrorDetails) -> int:
    """A misspelt key is also a missing one: name the misspelling, it shows the mend."""
    return 0 if details["type"] in _UNKNOWN else 1


def _problem(
    details: ErrorDetails, place: Place, shape: type[BaseModel], document: Document
) -> str:
    key = document.key_of(place)
    if details["type"] in _UNKNOWN:
        return f'the key "{key}" is unknown; {_likely(key, _keys_at(shape, place[:-1]))}'
    if details["type"] in _MISSING:
        missing = next(part for part in reversed(place) if isinstance(part, str))
        table = _table(place[:-1])
        return f'{f"[{table}]" if table else "the file"} lacks the key "{missing}"; add it'
    if details["loc"][-1] == _KEY:
        return error_sentences.of_name(key, details)
    return error_sentences.of_value(key, _table(place), details)


def _likely(key: str, known: Iterable[str]) -> str:
    known = tuple(known)
    close = get_close_matches(key, (*known, *overlay.keys_beside(known)), n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"there {'are' if len(known) > 1 else 'is only'} {', '.join(known)}"


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
