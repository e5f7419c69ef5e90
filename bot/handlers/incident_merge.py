"""Officers' buttons that put two incidents together, and take them apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.escalation import Stale
from bot.handlers import alert_press
from bot.handlers.alert_press import PressConfirmation
from bot.locales import mark
from bot.services.alerts import alert_actions, case_lookup, incident_merges, incident_splits

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert

MERGED = PressConfirmation(mark("Digabung. Pelapor diberi tahu."), mark("Digabung."))
APART = mark("Dipisahkan. Keduanya berjalan sendiri-sendiri.")


async def join(turn: Turn) -> None:
    """Put the incident together with the one that the button names ("Gabung", or of the list)."""
    alert, press = await alert_press.load_press(turn)
    other = await _other(turn)
    if other is None:
        await alert_press.show(turn, alert, Stale.OLD_CARD)
        return
    done = {one.id: await alert_press.sentence(turn, one, MERGED) for one in (alert, other)}
    stale = await incident_merges.merge(
        turn.session, alert, other, press, config=turn.config, now=turn.now
    )
    goes = other if alert.incident.merged_into_id is None else alert  # whose reporters are told
    await alert_press.show(turn, alert, stale, done[goes.id])


async def others(turn: Turn) -> None:
    """List the reports of the village that may be put to it ("Gabung laporan lain")."""
    alert, press = await alert_press.load_press(turn)
    page = _number(turn)[:1] or "0"
    stale = alert_actions.outdated(alert, press)
    await alert_press.show(turn, alert, stale, menu=f"joins:{page}")


async def further(turn: Turn) -> None:
    """Show what the menu has no room for."""
    alert, press = await alert_press.load_press(turn)
    stale = alert_actions.outdated(alert, press)
    await alert_press.show(turn, alert, stale, menu=f"further{_number(turn)[:1]}")


async def ask(turn: Turn) -> None:
    """Show what may be taken out of the incident ("Pisah")."""
    alert, press = await alert_press.load_press(turn)
    stale = alert_actions.outdated(alert, press)
    if stale is None and not await incident_splits.undoable(turn.session, [alert.incident_id]):
        stale = Stale.NOT_DUE
    await alert_press.show(turn, alert, stale, menu="split")


async def apart(turn: Turn) -> None:
    """Take out what was put to it."""
    alert, press = await alert_press.load_press(turn)
    number = int(_number(turn) or 0)
    stale = await incident_splits.split(
        turn.session, alert, number, press, config=turn.config, now=turn.now
    )
    await alert_press.show(turn, alert, stale, APART)


async def _other(turn: Turn) -> Alert | None:
    """Return the alert of the incident that the button names, where the presser answers it too."""
    number = _number(turn)
    incident = await case_lookup.load(turn.session, int(number)) if number else None
    reader = case_lookup.CaseReader(turn.me.id, turn.grants, turn.config, turn.now)
    if incident is None or not await case_lookup.may_work(turn.session, incident, reader):
        return None
    return case_lookup.opened(turn.session, incident, config=turn.config, now=turn.now)


def _number(turn: Turn) -> str:
    """Return the digits of a page, or of an incident, that the button names; nothing where none."""
    named = turn.args[1] if turn.args[1:] else ""
    return named if named.isdecimal() else ""
