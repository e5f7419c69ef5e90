"""What a promise holds: checked when it is promised, and when it is read, whoever wrote it."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.domain.promises.base import PromiseData
from bot.domain.promises.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.models.delivery import Delivery

log = structlog.get_logger()
Shape = TypeVar("Shape", bound=PromiseData)
_MARKS = TypeAdapter(PromiseData)


class PromiseError(ValueError):
    """What a promise of a kind cannot hold. Its text names the kind and the fields."""


def check(kind: str, payload: Mapping[str, Any]) -> None:
    """Refuse what a promise of this kind cannot hold. Raises PromiseError."""
    if unknown := payload.keys() - {one.name for one in fields(KINDS[kind])}:
        message = f"a promise of kind {kind} holds no {', '.join(sorted(unknown))}"
        raise PromiseError(message)
    _validated(_adapter(kind), kind, payload)


def decode(delivery: Delivery, shape: type[Shape]) -> Shape:
    """Return what a promise holds, whose kind has this class (or one below it).

    Raises PromiseError where what stands there is not what the kind needs. What an older version
    wrote beside it is passed over.
    """
    said = _validated(_adapter(delivery.kind), delivery.kind, delivery.payload)
    if not isinstance(said, shape):
        message = f"a promise of kind {delivery.kind} is no {shape.__name__}"
        raise TypeError(message)
    return said


def marks(delivery: Delivery) -> PromiseData:
    """Return what a promise of any kind says of its place in the chat."""
    said: PromiseData | None = _or_none(_MARKS, delivery.kind, delivery.payload)
    return said or PromiseData()


def decode_column(kind: str, payload: Mapping[str, Any], shape: type[Shape]) -> Shape | None:
    """Return what was promised before, from its column, whose kind has this class.

    None: it cannot be read. That holds up nothing which is done now, and stands in the log.
    """
    said: PromiseData | None = _or_none(_adapter(kind), kind, payload)
    return said if isinstance(said, shape) else None


def mark(delivery: Delivery, **said: Any) -> None:  # noqa: ANN401 - JSON
    """Say more of a promise that was made before. Raises PromiseError."""
    payload = {**delivery.payload, **said}
    _validated(_MARKS, delivery.kind, payload)
    delivery.payload = payload


def _or_none(adapter: TypeAdapter[Any], kind: str, payload: Mapping[str, Any]) -> Any:  # noqa: ANN401 - by its kind
    try:
        return _validated(adapter, kind, payload)
    except PromiseError as error:
        log.warning("promise_unreadable", kind=kind, reason=str(error))
        return None


def _validated(adapter: TypeAdapter[Any], kind: str, payload: Mapping[str, Any]) -> Any:  # noqa: ANN401 - by its kind
    try:
        return adapter.validate_python(payload)
    except ValidationError as error:
        wrong = sorted({".".join(map(str, one["loc"][:1])) for one in error.errors()})
        message = f"a promise of kind {kind} cannot be read: {', '.join(wrong)}"
        raise PromiseError(message) from None


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])
