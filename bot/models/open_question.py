"""How an open question stands in its column, and how it is checked when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import structlog
from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy import JSON, TypeDecorator

from bot.domain.open_question import OpenQuestion

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

log = structlog.get_logger()
_SHAPE: TypeAdapter[OpenQuestion] = TypeAdapter(
    Annotated[OpenQuestion, Field(discriminator="what")]
)


class OpenQuestionType(TypeDecorator[OpenQuestion]):
    """A question goes in as a document; one that cannot be read any more was never asked."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: OpenQuestion | None, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """Return the document of a question; what is not said does not stand in it."""
        del dialect
        if value is None:
            return None
        return _SHAPE.dump_python(value, mode="json", exclude_none=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> OpenQuestion | None:  # noqa: ANN401 - JSON
        """Return the question of a document; the next message answers none that is no question."""
        del dialect
        try:
            return None if value is None else _SHAPE.validate_python(value)
        except ValidationError as error:
            wrong = [".".join(map(str, one["loc"])) or one["type"] for one in error.errors()]
            log.warning("open question cannot be read, and is forgotten", wrong=wrong)
            return None
