"""An alert's state has one writer: no other file assigns to its columns."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

BOT = Path(__file__).parents[1] / "bot"
WRITER = BOT / "services" / "alerts" / "alert_state.py"
ROOMS = ("services", "handlers", "cli", "archive", "transport")
STATE = {"next_at", "asked", "holder_id", "position", "run", "outcome", "closed_at", "answered_at"}
# Columns of the same names in other tables, as they are written today.
OTHERS = ("page.answered_at", "draft.status", "card.status", "delivery.status", "self.status")
TABLES = {"Alert", "Incident"}


def _writes(tree: ast.AST) -> Iterator[str]:
    """Find what writes a column of an alert's state, as it stands there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            yield from _assigned(node)
        elif isinstance(node, ast.Call):
            yield from _passed(node)


def _assigned(node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in (part for each in targets for part in ast.walk(each)):
        if not isinstance(target, ast.Attribute) or not isinstance(target.ctx, ast.Store):
            continue
        if target.attr in {*STATE, "status"} and not ast.unparse(target).endswith(OTHERS):
            yield ast.unparse(node)


def _passed(node: ast.Call) -> Iterator[str]:
    """Find ``Alert(next_at=...)`` and ``update(Alert)...values(next_at=...)``, set by name."""
    called, named = ast.unparse(node.func), {one.arg for one in node.keywords}
    is_update = called.endswith(".values") and any(f"update({one})" in called for one in TABLES)
    if (called == "Alert" or is_update) and named & {*STATE, "status"}:
        yield ast.unparse(node)
    if called == "setattr" and ast.unparse(node.args[0]).endswith(("alert", "incident")):
        yield ast.unparse(node)


def _files() -> list[Path]:
    found = [path for room in ROOMS for path in (BOT / room).rglob("*.py") if path != WRITER]
    assert len(found) > 100, "the rooms have moved"
    return found


def test_an_alerts_state_has_one_writer() -> None:
    """Every change is a transition of the rules, written down in one place."""
    found = [
        f"{path.relative_to(BOT)}: {line}"
        for path in _files()
        for line in _writes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "alert.next_at = now",
        "alert.asked, alert.next_at = True, now",
        "alert.incident.outcome = alert.incident.closed_at = None",
        "alert.status = AlertStatus.CLOSED",
        "incident.status = 'closed'",
        "alert.run += 1",
        "update(Alert).where(Alert.id == 1).values(next_at=None)",
        "Alert(id=1, status='open')",
        "setattr(alert, 'asked', True)",
    ],
)
def test_a_second_writer_is_seen(planted: str) -> None:
    """Each way to write a column past the rules is found."""
    assert list(_writes(ast.parse(planted)))


@pytest.mark.parametrize(
    "harmless",
    [
        "delivery.status = DeliveryStatus.DROPPED",
        "one.delivery.status = DeliveryStatus.DROPPED",
        "page.answered_at, page.due_at = now, None",
        "alert.policy = policy",
        "closed[incident.outcome] += 1",
        "update(Incident).where(Incident.id == 1).values(village_code=new)",
    ],
)
def test_other_columns_may_be_written(harmless: str) -> None:
    """What is no alert's state is no matter of this."""
    assert not list(_writes(ast.parse(harmless)))
