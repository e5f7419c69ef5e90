"""What a promise holds is checked when it is made, and when it is read, whoever wrote it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.domain.promises.alerts import AlertPromise, ReviewPromise, WordsPromise
from bot.domain.promises.kinds import KINDS
from bot.models import Delivery, promise_data
from bot.models.promise_data import PromiseError
from bot.outbox import KINDS_WITHOUT_MESSAGE
from bot.views import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Iterator

BOT = Path(__file__).parents[1] / "bot"
ROOMS = ("services", "views", "handlers", "transport", "cli", "demo", "archive")


def test_every_kind_has_its_class() -> None:
    """What can be rendered or done can be promised, and nothing else."""
    assert KINDS.keys() == RENDERERS.keys() | set(KINDS_WITHOUT_MESSAGE)


@pytest.mark.parametrize(
    ("kind", "payload", "named"),
    [
        ("words", {}, "words.*part"),
        ("words", {"part": "first"}, "words.*part"),
        ("words", {"part": 0, "colour": "red"}, "words.*colour"),
        ("review", {"act": 1, "what": "moved", "by": None}, "review.*village"),
        ("help", {"page": 1}, "help.*page"),
    ],
)
def test_what_a_kind_cannot_hold_is_not_promised(
    kind: str, payload: dict[str, Any], named: str
) -> None:
    """One error, with the kind's name and the field's."""
    with pytest.raises(PromiseError, match=named):
        promise_data.check(kind, payload)


def test_what_is_read_is_checked() -> None:
    """A renderer gets what its kind holds, or an error; another kind's class is our own mistake."""
    one = Delivery(kind="words", payload={"part": 2, "of_an_older_version": True})
    assert promise_data.decode(one, WordsPromise) == WordsPromise(part=2)
    with pytest.raises(TypeError, match="words"):
        promise_data.decode(one, ReviewPromise)
    with pytest.raises(PromiseError, match=r"review.*act"):
        promise_data.decode(Delivery(kind="review", payload={"act": "x"}), ReviewPromise)


def test_an_old_promise_holds_nothing_up() -> None:
    """What was promised before and cannot be read: one line in the log, and it says nothing."""
    written = {"office": "officer@73.71.09.1001", "alarm": True}
    expected = AlertPromise(office="officer@73.71.09.1001", alarm=True)
    assert promise_data.decode_column("page", written, AlertPromise) == expected
    with capture_logs() as logs:
        assert promise_data.decode_column("page", {"office": 7}, AlertPromise) is None
        assert not promise_data.marks(Delivery(kind="page", payload={"below": "perhaps"})).below
    assert [line["log_level"] for line in logs] == ["warning"] * 2


def test_a_mark_is_added() -> None:
    """What stands there stays, also what an older version wrote."""
    one = Delivery(kind="alert", payload={"version": 3, "old": 1})
    promise_data.mark(one, below=True)
    assert one.payload == {"version": 3, "old": 1, "below": True}
    assert promise_data.marks(one).below


def _reads(tree: ast.AST) -> Iterator[str]:
    """Find what looks into a promise's document, or writes it, as it stands there."""
    looks = (ast.Subscript, ast.Attribute, ast.Compare, ast.BinOp, ast.Dict, ast.Starred)
    for node in ast.walk(tree):
        parts = node.targets if isinstance(node, ast.Assign) else ast.iter_child_nodes(node)
        if isinstance(node, (*looks, ast.Assign)) and any(map(_is_payload, parts)):
            yield ast.unparse(node)


def _is_payload(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "payload" and ast.unparse(node.value) != "Delivery"
    return isinstance(node, ast.Name) and node.id == "payload"


def test_no_promise_is_read_unchecked() -> None:
    """Nobody but its module looks into a document, or writes it."""
    found = [
        f"{path.relative_to(BOT)}: {line}"
        for room in ROOMS
        for path in (BOT / room).rglob("*.py")
        for line in _reads(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        'one.payload["event"]',
        'one.payload.get("event")',
        '"below" in card.payload',
        'one.payload = {"below": True}',
        "values = one.payload | {}",
        '{**one.payload, "below": True}',
        '[payload["shown"] for payload in rows]',
    ],
)
def test_an_unchecked_reading_is_seen(planted: str) -> None:
    """Each way past the check is found."""
    assert list(_reads(ast.parse(planted)))
