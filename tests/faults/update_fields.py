"""Updates with every field that the Bot API has: each right once, wrong once, and left out."""

from __future__ import annotations

import itertools
import json
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.faults.bot_api import PERSON, PLACE, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.bot_api import Way

# What the bot asks for comes first: an object that both have is tried there.
ASKED = ("message", "edited_message", "callback_query", "my_chat_member")
WORDS = "ada sampah di jalan"
WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    float("nan"),
    1e308,
    "\ud83d \x00",
    "x" * 5000,
    [],
    [None, 1, "a", {}],
    {},
    {"id": {"id": [{}]}},
)
UNKNOWN = {"field_of_next_year": {"text": ["a", {}]}}
# What follows an update's number on the line, and is no update.
POISON = {
    "bytes that are no UTF-8": b'"callback_query":{"id":"1","from":{"id":777},"data":"\xff\xfe"}',
    "half a surrogate pair": b'"message":{"text":"\\ud83d","chat":{"id":777},"from":{"id":777}}',
    "a message id of text": b'"message":{"message_id":"x","date":1,"text":"a",'
    b'"chat":{"id":777,"type":"private"},"from":{"id":777,"is_bot":false,"first_name":"L"}}',
    "nested too deep": b'"message":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a number without end": b'"message":{"message_id":' + b"9" * 5000 + b"}",
    "no JSON": b'"message":{"text":nonsense}',
    "a control character": b'"message":{"text":"\x01"}',
}
# Without these nobody has written anything, or nobody can be answered.
BEARING = {("Message", name) for name in ("text", "from", "chat")} | {
    ("Update", "message"),
    ("User", "id"),
    ("User", "is_bot"),
    ("Chat", "id"),
}


@dataclass(frozen=True, slots=True)
class Strange:
    """An update without its number. ``about``: the object and the field that are tried.

    ``words``: what its writer says, to be heard whatever else stands in it; empty: nothing.
    """

    content: dict[str, Any]
    about: tuple[str, str]
    words: str = ""

    def wire(self, sender: int, group: int | None = None) -> bytes:
        """Return its bytes, in the private chat of ``sender`` or in a group."""
        text = json.dumps(self.content)
        if group is not None:
            text = text.replace('"type": "private"', '"type": "supergroup"')
        text = text.replace(str(PLACE), str(group or sender)).replace(str(PERSON), str(sender))
        return text[1:-1].encode()


def updates() -> list[Strange]:
    """Return the updates: what :func:`spoken` has, messages without words, edits, presses."""
    return [*spoken(), *_alone(), *_edited(_alone()), *_read()]


def spoken() -> list[Strange]:
    """Return each object of the record whole, and each of its fields wrong, and left out.

    Where it stands in a message, its writer says something too.
    """
    numbers = itertools.count()
    return [
        _with_words(one, f"{WORDS} no.{next(numbers):04d}")
        for one in itertools.chain(_by_the_record(), _lacking(), _alone())
    ]


def _by_the_record() -> Iterator[Strange]:
    """Yield each object with all of its fields and an unknown one, then each field wrong."""
    api, wrong = recorded(), itertools.cycle(WRONG)
    for kind, way in _reached().items():
        if kind != "Message":  # its fields exclude each other
            whole = {field.name: api.right(field.kind) for field in api.objects[kind]}
            yield _at(way, whole | api.right(kind) | UNKNOWN, (kind, "*"))
        for field in api.objects[kind]:
            bad = api.right(kind) | {field.name: next(wrong)}
            yield _at(way, bad, (kind, field.name))
    for field in api.objects["Update"]:
        yield Strange({field.name: next(wrong)}, ("Update", field.name))


def _lacking() -> Iterator[Strange]:
    """Yield each object without one of the fields that it must have."""
    api = recorded()
    for kind, way in _reached().items():
        right = api.right(kind)
        for name in right:
            rest = {other: value for other, value in right.items() if other != name}
            yield _at(way, rest, (kind, name))


def _alone() -> Iterator[Strange]:
    """Yield messages that hold one thing, and no words."""
    api = recorded()
    for field in api.objects["Message"]:
        if not field.required and field.name not in {"text", "from"}:
            content = api.right("Message") | {field.name: api.right(field.kind)}
            yield Strange({"message": content}, ("Message", field.name))


def _edited(messages: Iterator[Strange]) -> Iterator[Strange]:
    for one in messages:
        yield Strange({"edited_message": one.content["message"]}, one.about)


def _read() -> Iterator[Strange]:
    """Yield what the bot looks at with every wrong value."""
    api = recorded()
    message = api.right("Message") | {"text": WORDS}
    press = api.right("CallbackQuery") | {"message": message, "data": "d:1:send:x"}
    member = api.right("ChatMemberUpdated")
    for content in ({"message": message}, {"callback_query": press}, {"my_chat_member": member}):
        for path in _paths(content):
            for bad in WRONG:
                yield Strange(_replaced(content, path, bad), ("Update", str(path[0])))


def _reached() -> dict[str, Way]:
    """Return every object that an update can hold, with the way to it."""
    api = recorded()
    found: dict[str, Way] = {}
    names = [field.name for field in api.objects["Update"] if field.name != "update_id"]
    for name in sorted(names, key=lambda name: name not in ASKED):
        found = api.ways(("Update", name)) | found
    return found


def _at(way: Way, value: object, about: tuple[str, str]) -> Strange:
    """Lay a value where the way leads to, each object on the way as small as it may be."""
    for kind, field in reversed(way):
        around = {} if kind == "Update" else recorded().right(kind)
        value = around | {field.name: field.holding(value)}
    assert isinstance(value, dict), about
    return Strange(value, about)


def _with_words(one: Strange, words: str) -> Strange:
    """Let a message that came by the record say something."""
    message = one.content.get("message")
    if one.about in BEARING or one.about[0] == "Update" or not isinstance(message, dict):
        return one
    if "text" in message:
        return one
    return Strange({"message": message | {"text": words}}, one.about, words)


def _paths(
    value: Any,  # noqa: ANN401 - JSON
    path: tuple[Any, ...] = (),
) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every field."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, name)
        if isinstance(inner, dict | list):
            yield from _paths(inner, (*path, name))


def _replaced(base: dict[str, Any], path: tuple[Any, ...], bad: object) -> dict[str, Any]:
    copy = deepcopy(base)
    inner: Any = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = bad
    return copy
