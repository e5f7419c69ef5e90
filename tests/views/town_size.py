"""How much there is in a town, and what a promise may name of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.models import Delivery, Lane, new_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Alert, Member, Region, Report

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=3)
PICTURE = "attachments/foto.jpg"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything, what people wrote, and in which language it is shown."""

    posts: int
    alerts: int = 1
    reports: int = 1
    sign: str = "maling "
    letters: int = 20
    language: str = "id"
    role: str = "officer"
    on_duty: bool = False
    category: str = "pencurian"

    @property
    def text(self) -> str:
        """Return what people wrote: a sign, again and again."""
        return (self.sign * self.letters)[: self.letters]


@dataclass(slots=True)
class Town:
    """What was put into the database, as promises name it."""

    size: Size
    me: Member
    villages: Sequence[Region]
    alerts: list[Alert] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    subjects: dict[str, int] = field(default_factory=dict)
    passed_on: list[int] = field(default_factory=list)  # messages about the first report

    @property
    def codes(self) -> list[str]:
        """Return the codes of the villages in which somebody holds a post."""
        return [one.code for one in self.villages[: self.size.posts]]

    @property
    def duties(self) -> list[str]:
        """Return the posts as promises hold them."""
        return [f"{self.size.role}@{code}" for code in self.codes] or ["officer@73.71.09.1001"]

    def promise(self, kind: str, subject: int | None = None, **payload: Any) -> Delivery:  # noqa: ANN401
        """Return a promise to whom all of it belongs."""
        step = {name: payload.pop(name, None) for name in ("run", "position")}
        return Delivery(
            id=new_id(),
            kind=kind,
            subject_id=subject,
            recipient=self.me,
            recipient_id=self.me.id,
            lane=Lane.REPLY,
            payload=payload,
            **step,
            created_at=NOW,
            send_after=NOW,
            attempts=0,
            edits=None,
        )
