"""What a promised page says of itself: which step of which run it belongs to, in which office."""

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
    """``position``: the step, counted over all rounds. ``office``: role@region, "" of old pages."""

    run: int
    position: int
    office: str = ""
    alarm: bool = False

    @property
    def step(self) -> tuple[int, int]:
        """Return what the pages of one step have in common."""
        return self.run, self.position


_SHAPE = TypeAdapter(PageData)


def read(payload: Mapping[str, object]) -> PageData | None:
    """Return what a page's promise holds; one that cannot be read is a page of no step.

    Its alert goes on by its own time.
    """
    try:
        return _SHAPE.validate_python(payload)
    except ValidationError as error:
        wrong = [".".join(map(str, one["loc"])) for one in error.errors()]
        log.warning("the promise of a page cannot be read", wrong=wrong)
        return None
