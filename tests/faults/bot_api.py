"""The recorded fields of the Bot API (`tests/data/bot_api.txt`): what an update may hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = Path(__file__).parent.parent / "data" / "bot_api.txt"
SIMPLE: dict[str, Any] = {"String": "a", "Number": 5, "Boolean": False, "True": True}
PERSON, PLACE = 777_000_111, 777_000_222  # the sender and the chat, until an update is sent


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object. ``kind``: its type, with ``[]`` behind it for each list."""

    name: str
    kind: str
    required: bool

    @property
    def inner(self) -> str:
        """Return the type of what stands in the list, or of the value itself."""
        return self.kind.rstrip("[]")

    def holding(self, value: object) -> object:
        """Return a value of this field with ``value`` in it."""
        for _ in range(self.kind.count("[]")):
            value = [value]
        return value


# The fields that one goes through, each with the object that it is a field of.
Way: TypeAlias = "tuple[tuple[str, Field], ...]"


@dataclass(frozen=True, slots=True)
class BotApi:
    """``objects``: type -> its fields; ``unions``: type -> the types it may be."""

    objects: dict[str, tuple[Field, ...]]
    unions: dict[str, tuple[str, ...]]
    service: frozenset[str]  # fields of a message that only say that something happened

    def right(self, kind: str) -> Any:  # noqa: ANN401 - JSON
        """Return the least that this type can hold."""
        if kind.endswith("[]"):
            return [self.right(kind[:-2])]
        if kind.startswith('"'):
            return kind.strip('"')
        if kind in self.unions:
            return self.right(self.unions[kind][0])
        if kind in SIMPLE:
            return SIMPLE[kind]
        return ALWAYS.get(kind, {}) | {
            field.name: self.right(field.kind)
            for field in self.objects[kind]
            if field.required and field.name not in ALWAYS.get(kind, {})
        }

    def members(self, kind: str) -> Iterator[str]:
        """Yield the objects that a value of this type may be."""
        for one in self.unions.get(kind, (kind,)):
            inner = one.rstrip("[]")
            if inner in self.objects:
                yield inner

    def ways(self, first: tuple[str, str]) -> dict[str, Way]:
        """Return for each object the shortest way to it, beginning with an object's field."""
        begin: Way = ((first[0], self.field(*first)),)
        found = dict.fromkeys(self.members(begin[0][1].inner), begin)
        queue = list(found)
        for kind in queue:
            for field in self.objects[kind]:
                for inner in self.members(field.inner):
                    if inner not in found:
                        found[inner] = (*found[kind], (kind, field))
                        queue.append(inner)
        return found

    def field(self, kind: str, name: str) -> Field:
        """Return the field of this name."""
        return next(field for field in self.objects[kind] if field.name == name)


ALWAYS: dict[str, dict[str, Any]] = {
    "User": {"id": PERSON, "is_bot": False, "first_name": "Lain", "language_code": "id"},
    "Chat": {"id": PLACE, "type": "private", "first_name": "Lain"},
    "Message": {
        "message_id": 9,
        "date": 1_795_521_600,
        "chat": {"id": PLACE, "type": "private", "first_name": "Lain"},
        "from": {"id": PERSON, "is_bot": False, "first_name": "Lain", "language_code": "id"},
    },
    "RichMessage": {
        "blocks": [{"type": "paragraph", "text": ["a", {"type": "bold", "text": "b"}]}]
    },
}


@cache
def recorded() -> BotApi:
    """Read the record."""
    objects: dict[str, tuple[Field, ...]] = {}
    unions: dict[str, tuple[str, ...]] = {}
    service: frozenset[str] = frozenset()
    for line in RECORD.read_text().splitlines():
        if line.startswith("#"):
            continue
        if " = " in line:
            name, _, kinds = line.partition(" = ")
            unions[name] = tuple(kinds.split(" | "))
            continue
        name, _, fields = line.partition(":")
        parts = [part.split() for part in fields.split(",") if part.strip()]
        if name == "service":
            service = frozenset(part[0] for part in parts)
        else:
            objects[name] = tuple(
                Field(part[0].rstrip("?"), part[1], not part[0].endswith("?")) for part in parts
            )
    return BotApi(objects, unions, service)
