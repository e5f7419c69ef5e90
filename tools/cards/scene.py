"""A state in which cards are shown, and the kinds of cards that one may be about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.models import Alert, Incident
from tests.views.town_size import EARLIER, Size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Base
    from bot.services.alerts.alert_events import EventKind

SAID = "Ada maling masuk rumah di RT 03, masih ada orangnya"
ALERTS = (
    "page",
    "alert",
    "lease",
    "told",
    "withdrawn",
    "relay",
    "relayed",
    "relay_ended",
    "alert_news",
    "words",
    "photo",
    "note_photo",
    "reporter_answer",
)
RECEIPTS = ("receipt", "addendum", "already_sent", "reporter_question")
DRAFTS = ("draft", "draft_reminder", "draft_categories")
LISTS = ("tasks", "reports", "my_reports")
DIGESTS = ("digest", "digest_settings", "summary")
DUTY = (
    *("duty", "duty_reminder", "returned", "duty_gap"),
    *("test_page", "test_failed", "posts", "appointed"),
)
PEOPLE = ("welcome", "help", "data", "invitation", "invite_roles", "situation", "watch_where")


@dataclass(frozen=True, slots=True)
class Scene:
    """A state. ``kinds``: of the promises that differ in it (none: every one).

    ``rows``: what is written over every row of a table. ``said``: the words of the report.
    """

    name: str
    kinds: tuple[str, ...] = ()
    rows: Mapping[type[Base], Mapping[str, Any]] = field(default_factory=dict)
    events: Sequence[EventKind] = ()
    said: str = SAID
    role: str = "officer"
    category: str = "pencurian"
    posts: int = 1
    alerts: int = 1
    notes: bool = False
    reports: int = 1
    further: bool = False
    others: str = "deputy"  # what the other member there is

    def size(self) -> Size:
        """Return what the town is built of."""
        return Size(
            self.posts,
            self.alerts,
            self.reports,
            sign=self.said,
            letters=len(self.said),
            role=self.role,
            category=self.category,
        )


def stands(
    name: str,
    status: str,
    kinds: tuple[str, ...],
    *,
    events: Sequence[EventKind] = (),
    outcome: str | None = None,
    quiet: bool = False,
    **also: Any,  # noqa: ANN401
) -> Scene:
    """Return the scene of a case that has come so far."""
    held = {"holder_id": None} if status in {"open", "recorded"} else {}
    alert = {"status": status, "quiet": quiet, "asked": status == "acknowledged", **held}
    over = {"closed_at": EARLIER - timedelta(hours=1)} if status == "closed" else {}
    rows: dict[type[Base], Mapping[str, Any]] = {
        Incident: {"status": status, "outcome": outcome, **over},
        Alert: alert,
    }
    return Scene(name, kinds, rows, events, **also)
