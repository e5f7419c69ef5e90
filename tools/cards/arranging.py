"""Writes a scene over the rows of a town."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.models import (
    Alert,
    AlertEvent,
    Attachment,
    Base,
    Draft,
    Incident,
    Member,
    MemberGrant,
    Note,
    Report,
    new_id,
)
from bot.services.alerts.alert_events import EventKind
from tests.views.town_size import EARLIER
from tools.cards.scenes import DISTRICT, MORNING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.alerts.alert_events import EventFacts
    from bot.settings import Config
    from tests.views.town_size import Town
    from tools.cards.scene import Scene

NOTED = "Pelaku sudah dibawa ke Polsek. Terima kasih."
# What the town's largest rows are in a town of every day.
USUAL: Mapping[type[Base], Mapping[str, Any]] = {
    Report: {
        "alias": "Warga Melati-27",
        "role": None,
        "written_at": EARLIER,
        "emergency": False,
    },
    Note: {"text": NOTED},
    Draft: {
        "written_at": EARLIER,
        "threat": False,
        "located_code": None,
        "lat": None,
        "lon": None,
        "anonymous": False,
    },
    Alert: {"priority": 0, "asked": False},
    Incident: {"opened_at": MORNING},
}


async def arrange(session: AsyncSession, town: Town, scene: Scene, config: Config) -> None:
    """Write a scene over a town."""
    severity = {"severity": config.categories[scene.category].severity}
    for table in USUAL.keys() | scene.rows.keys():
        values = {**USUAL.get(table, {}), **scene.rows.get(table, {})}
        if table in {Incident, Report, Draft}:
            values = {**severity, **values}
        await session.execute(update(table).values(**values))
    of = select(Incident.ticket).where(Incident.id == Report.incident_id)
    if not scene.further:
        await session.execute(update(Report).values(ticket=of.scalar_subquery()))
    beside = update(MemberGrant).where(MemberGrant.member_id != town.me.id)
    await session.execute(beside.values(role=scene.others))
    await session.execute(delete(AlertEvent))
    kept = [town.subjects["note"]] if scene.notes else []
    await session.execute(delete(Attachment).where(Attachment.note_id.not_in(kept)))
    await session.execute(delete(Note).where(Note.id.not_in(kept)))
    _happened(session, town, scene)
    await session.flush()
    session.expunge_all()


async def speaks(session: AsyncSession, town: Town, language: str) -> None:
    """Let the town's reader have chosen a language; what was read of it before is read again."""
    town.me.language = language
    chosen = update(Member).where(Member.id == town.me.id)
    await session.execute(chosen.values(language=language))
    session.expunge_all()


def _happened(session: AsyncSession, town: Town, scene: Scene) -> None:
    alert = town.alerts[0]
    village = alert.incident.village_code
    for number, kind in enumerate(scene.events):
        moved: EventFacts = {"run": 1, "from_village": f"{DISTRICT}.1002", "to_village": village}
        office: EventFacts = {"office": f"officer@{village}"}
        session.add(
            AlertEvent(
                id=new_id(),
                incident_id=alert.incident_id,
                at=EARLIER + timedelta(minutes=7 * number),
                kind=kind,
                member_id=town.me.id,
                **(moved if kind is EventKind.MOVED else office),
            )
        )
