"""What is written into a column fits: PostgreSQL refuses a row with more characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.access import Role, valid_code, valid_role
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MERGED, MISTAKEN, OUTCOMES
from bot.models import (
    Alert,
    AlertEvent,
    AuditEntry,
    Correction,
    Delivery,
    Incident,
    MemberGrant,
    RetentionRun,
)
from bot.services.alerts.alert_events import EventKind
from bot.services.operations.retention import CHORES
from bot.settings.category_shapes import CategoriesFile
from bot.views import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import InstrumentedAttribute

CATEGORY, UNIT, VILLAGE = "k" * 24, "unit:" + "u" * 24, "73.71.09.1001"
NUMBER = str(2**63 - 1)
OFFICE = f"{UNIT}@{VILLAGE}"
WRITTEN: tuple[tuple[InstrumentedAttribute[Any], Iterable[str]], ...] = (
    (AuditEntry.actor, [f"member:{NUMBER}"]),
    (AuditEntry.subject, [f"invitation:{NUMBER}", f"incident:{NUMBER}", f"people:{NUMBER}"]),
    (AuditEntry.detail, [f"{CATEGORY} -> {CATEGORY}", f"{VILLAGE} -> {VILLAGE}", OFFICE]),
    (AlertEvent.kind, EventKind),
    (AlertEvent.about, [CATEGORY, *EventKind]),
    (AlertEvent.office, [OFFICE]),
    (Correction.guessed, [CATEGORY]),
    (Delivery.kind, RENDERERS),
    (Delivery.promise_key, [f"page:{NUMBER}:999:9999:{NUMBER}", f"photo:{NUMBER}:{NUMBER}"]),
    (Incident.category, [CATEGORY]),
    (Incident.outcome, [*OUTCOMES, MERGED, MISTAKEN]),
    (Incident.status, AlertStatus),
    (Alert.status, AlertStatus),
    (MemberGrant.role, [UNIT, *Role]),
    (RetentionRun.chore, [name for name, _ in CHORES]),
)


@pytest.mark.parametrize(("column", "written"), WRITTEN, ids=lambda one: getattr(one, "key", ""))
def test_the_longest_fits(column: InstrumentedAttribute[Any], written: Iterable[str]) -> None:
    """Whatever the operator's lists hold: how long a code may be is checked as they are read."""
    longest = max(written, key=len)
    assert len(longest) <= column.type.length, longest


def test_no_code_is_longer() -> None:
    """A category of 25 characters is refused, and so is such a unit: the above is the longest."""
    assert valid_role(UNIT)
    assert not valid_role(f"{UNIT}u")
    assert valid_code(VILLAGE)
    assert not valid_code(f"{VILLAGE}1")
    with pytest.raises(ValueError, match=r"k{25}"):
        CategoriesFile.model_validate({"category": {f"{CATEGORY}k": {}}})
