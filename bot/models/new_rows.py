"""New rows of which a unit of work needs the object, made in a third of the usual time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm.attributes import set_committed_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.models.base import Base

Row = TypeVar("Row", bound="Base")


def new_row(table: type[Row], beside: Mapping[str, Any], **columns: Any) -> Row:  # noqa: ANN401 - the table's own
    """Return a row that is not in the database yet, with what is known to stand ``beside`` it.

    The constructor notes each value as a change, in order to tell later what changed; a flush
    writes all of a new row. Which rows refer to each other is said by their columns alone (such
    references are checked at commit), so ``columns`` holds those too.

    Raises TypeError where the table has no such column.
    """
    row = table()
    if unknown := columns.keys() - table.__mapper__.columns.keys():
        message = f"{table.__name__} has no column {', '.join(sorted(unknown))}"
        raise TypeError(message)
    vars(row).update(columns)
    for name, one in beside.items():
        set_committed_value(row, name, one)
    return row
