"""What equal values join: every row of every table with every other, on every column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.models import Base

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tests.world import World

# Columns of which equal values join nobody to anything, and why.
OF_MANY = {
    "places": (
        "code old_code new_code village_code region_code located_code name search parent_code "
        "province regency district level village"
    ),
    "words of a list": (
        "kind status state category severity role language outcome action event error lane"
    ),
    "counts and switches": "priority run version position attempts reminded on_watch size",
    # It counts in its own chat alone, and every row that holds one names its member anyway.
    "numbers of messages": "message_id edits reply_to sent_message_id",
    "the operator's": "policy revision version_num",
}
_SKIPPED = {column for columns in OF_MANY.values() for column in columns.split()}
_LONG = re.compile(r"\d{7,}")
_TICKET = re.compile(r"KT-\w+")
NATION = {"regions", "editions", "successions"}
LONGER = 12  # letters: a shorter text is a word of a list; one with @ is an office, role@region
ID_FROM = 1_000_000  # ids are drawn above it: a smaller number that is equal joins nothing

Key = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its table, what it says of itself, and all by which it can be joined."""

    table: str
    about: str
    keys: frozenset[Key]


async def lines(world: World, *, times: bool = False) -> list[Line]:
    """Read every row of every table; ``times``: rows of one moment are joined as well."""
    found = []
    async with world.app.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in NATION:
                for row in (await session.execute(table.select())).mappings():
                    keys = {key for name in row if name not in _SKIPPED for key in _keys(row[name])}
                    kept = keys if times else {key for key in keys if key[0] != "time"}
                    about = f"{row.get('kind', '')} {row.get('status', '')}".strip()
                    found.append(Line(table.name, about, frozenset(kept)))
    return found


def way(
    rows: Collection[Line], start: int, to: int, *, not_by: Collection[int]
) -> list[tuple[str, str]] | None:
    """Return a way of equal values from one id to another, as tables and rows; None: there is none.

    ``not_by``: ids of those whom it is no secret that they were called.
    """
    closed: set[Key] = {("id", one) for one in not_by}
    reached: dict[Key, list[tuple[str, str]]] = {("id", start): []}
    todo: list[Key] = [("id", start)]
    while todo:
        known = todo.pop(0)
        for row in rows:
            if known in row.keys:
                for key in row.keys - reached.keys() - closed:
                    reached[key] = [*reached[known], (row.table, row.about)]
                    todo.append(key)
    return reached.get(("id", to))


def _keys(value: Any) -> Iterator[Key]:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in parts:  # "text": one of our own sentences
            yield from _keys(inner) if name not in {*_SKIPPED, "text"} else ()
    elif isinstance(value, date):
        yield "time", value
    elif isinstance(value, str):
        yield from (("id", int(number)) for number in _LONG.findall(value))
        yield from (("ticket", ticket) for ticket in _TICKET.findall(value))
        if len(value) >= LONGER and "@" not in value:
            yield "text", value
    elif isinstance(value, bytes | float):
        yield "value", value
    elif isinstance(value, int) and value >= ID_FROM:
        yield "id", value
