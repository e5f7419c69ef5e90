"""What happened, the alert that it raised, and everything done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from bot.models.base import Base, primary_id, refers
from bot.models.place import Region

_NAMES_ONE = text("similar_id IS NOT NULL")


class Incident(Base):
    """What happened, as one or several people reported it.

    ``status``: recorded (pages nobody, not taken), open (paging), acknowledged, en_route, closed.
    ``outcome`` of a closed one: handled, forwarded, not_found, other, no_incident, mistaken,
    false_report, merged. ``answered_at``: when a human first answered.
    ``ticket`` is its first report's.
    ``merged_into_id``: the incident that holds its reports now; it is no incident of its own then.
    ``similar_id``: another one of its time that it may be, of its village or one beside it.
    """

    __tablename__ = "incidents"

    id: Mapped[int] = primary_id()
    ticket: Mapped[str] = mapped_column(String(9), unique=True)
    village_code: Mapped[str] = refers("regions.code")
    category: Mapped[str] = mapped_column(String(32))
    severity: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[str | None] = mapped_column(String(12))
    opened_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None]  # no foreign key: SQLite would copy a table others refer to
    similar_id: Mapped[int | None]

    village: Mapped[Region] = relationship(lazy="raise", viewonly=True)
    alert: Mapped[Alert | None] = relationship(
        lazy="raise", back_populates="incident", uselist=False
    )

    __table_args__ = (
        # A summary's figures are counted in it alone, without a look at the rows.
        Index(
            "ix_incidents_figures",
            *("village_code", "opened_at", "category", "outcome", "merged_into_id"),
            *("severity", "answered_at", "closed_at"),
        ),
        Index("ix_incidents_status_village_code", "status", "village_code"),
        Index(
            "ix_incidents_similar_id",
            "similar_id",
            sqlite_where=_NAMES_ONE,
            postgresql_where=_NAMES_ONE,
        ),
    )


class Alert(Base):
    """The work on an incident: the policy as it stood when it began, and how far it has come.

    ``quiet``: it pages nobody. What pages has its alert from the beginning; what does not gets a
    quiet one when somebody first opens it.

    ``run`` counts from 1 and grows at each reopening and move: a press on a card of an older
    run changes nothing. ``version`` grows at each change: the newest wins when cards are edited.
    ``next_at`` is the one column that time looks at (a step, the end of a lease, of its grace);
    NULL: nothing is due. ``priority``: how many other alerts the same person had raised shortly
    before; its pages go behind those of a lower one.
    """

    __tablename__ = "alerts"

    id: Mapped[int] = primary_id()
    incident_id: Mapped[int] = refers("incidents.id")
    policy: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(String(12))  # AlertStatus
    position: Mapped[int] = mapped_column(default=0)  # the step that comes next
    run: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    holder_id: Mapped[int | None] = refers("members.id")
    asked: Mapped[bool] = mapped_column(default=False)  # "masih ditangani?" went out
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    started_at: Mapped[datetime]
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    quiet: Mapped[bool] = mapped_column(default=False, server_default=false())

    incident: Mapped[Incident] = relationship(lazy="raise", back_populates="alert")

    __table_args__ = (Index("ix_alerts_incident_id", "incident_id", unique=True),)

    def belongs_to(self, incident: Incident) -> None:
        """Take the incident that was read in the same query, so that it is not read once more."""
        set_committed_value(self, "incident", incident)


class Merge(Base):
    """A report that stands in another incident than it came for, and how to undo that.

    ``from_id``: the incident that it was taken from; NULL: it joined ``into_id`` as it was sent.
    ``before``: how the alert of ``from_id`` stood then, as ``alert_state`` writes it down, and what
    ``joined_reports.kept`` says.
    """

    __tablename__ = "merges"

    id: Mapped[int] = primary_id()
    at: Mapped[datetime]
    report_id: Mapped[int] = refers("reports.id", index=True)
    into_id: Mapped[int] = refers("incidents.id", index=True)
    from_id: Mapped[int | None] = refers("incidents.id")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None]


class Note(Base):
    """What whoever answers wrote of an incident, for its reporters and for those who answer it.

    ``origin_id``: the incident that it was written of, where that stands in another one now; a
    split takes it back there.
    """

    __tablename__ = "notes"

    id: Mapped[int] = primary_id()
    incident_id: Mapped[int] = refers("incidents.id", index=True)
    origin_id: Mapped[int | None]  # no foreign key, as with ``merged_into_id``
    at: Mapped[datetime]
    member_id: Mapped[int | None] = refers("members.id", index=True)  # NULL: erased
    office: Mapped[str | None] = mapped_column(String(60))  # role@region, which is shown
    text: Mapped[str]  # "": pictures alone
    media_group: Mapped[str | None] = mapped_column(String(64))  # the album that follows it here

    incident: Mapped[Incident] = relationship(lazy="raise")


class AlertEvent(Base):
    """One line of an incident's history; never text.

    ``kind`` is an ``EventKind``, which says what else its lines hold. ``office``: in which somebody
    acted, as role@region. ``run``, ``position``: of which step; ``people``: how many it paged.
    ``about``: the kind of another line, why a report was called false, or of which kind it was.
    """

    __tablename__ = "alert_events"

    id: Mapped[int] = primary_id()
    incident_id: Mapped[int] = refers("incidents.id", index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(24))
    member_id: Mapped[int | None] = refers("members.id")
    office: Mapped[str | None] = mapped_column(String(60))
    run: Mapped[int | None]
    position: Mapped[int | None]
    people: Mapped[int | None]
    from_village: Mapped[str | None] = refers("regions.code")
    to_village: Mapped[str | None] = refers("regions.code")
    about: Mapped[str | None] = mapped_column(String(24))

    __table_args__ = (Index("ix_alert_events_kind_at", "kind", "at"),)
