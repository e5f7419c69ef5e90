"""What a promised page says of itself, beside its step: in which office somebody is paged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from pydantic import TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PageData:
    """``office``: role@region, "" of old pages. ``alarm``: nobody else can be reached."""

    office: str = ""
    alarm: bool = False


_SHAPE = TypeAdapter(PageData)


def read(payload: Mapping[str, object]) -> PageData:
    """Return what a page's promise holds; what cannot be read is a page in no office."""
    try:
        return _SHAPE.validate_python(payload)
    except ValidationError as error:
        wrong = [".".join(map(str, one["loc"])) for one in error.errors()]
        log.warning("the promise of a page cannot be read", wrong=wrong)
        return PageData()
