"""An officer changes how bad a report is, or whether it goes on, on its card ("Ubah")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.category import Severity
from bot.handlers import alert_press
from bot.handlers.alert_press import CallConfirmation
from bot.locales import mark
from bot.services.alerts import alert_actions, kind_changes, urgency_changes
from bot.services.alerts.urgency_changes import NewUrgency
from bot.services.intake import corrections
from bot.views import case_changes

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert
    from bot.services.alerts.alert_actions import AlertPress

YES, NO = "y", "n"
CHANGED = mark("Diubah.")
CALLED_NOW = CallConfirmation(
    mark("Diubah. Petugas dipanggil sekarang."),
    mark("Diubah. Belum ada yang dapat dipanggil; kami terus mencoba. Bahaya? Telepon {police}."),
    mark("Diubah. Selain Anda belum ada yang dipanggil. Bahaya? Telepon {police}."),
)


async def ask(turn: Turn) -> None:
    """Show what may be changed."""
    alert, press = await alert_press.load_press(turn)
    stale = alert_actions.outdated(alert, press)
    await alert_press.show(turn, alert, stale, menu=case_changes.CHANGES)


async def level(turn: Turn) -> None:
    """Show the levels, or let it be of the pressed one; what would call people is asked first."""
    alert, press = await alert_press.load_press(turn)
    wanted = turn.args[1] if turn.args[1:] else ""
    stale = alert_actions.outdated(alert, press)
    if stale is not None or wanted not in tuple(Severity):
        await alert_press.show(turn, alert, stale, menu=case_changes.LEVELS)
        return
    said = turn.args[2] if turn.args[2:] else ""
    to = NewUrgency(severity=Severity(wanted))
    calls = urgency_changes.may_call(alert, to, (), config=turn.config, now=turn.now)
    if calls and said not in {YES, NO}:
        await alert_press.show(turn, alert, None, menu=f"{case_changes.ASKS}:{wanted}")
        return
    await _change(turn, alert, press, to._replace(calls=calls and said == YES))


async def going(turn: Turn) -> None:
    """Ask whether it goes on, or take the answer."""
    alert, press = await alert_press.load_press(turn)
    said = turn.args[1] if turn.args[1:] else ""
    if said not in {YES, NO}:
        stale = alert_actions.outdated(alert, press)
        await alert_press.show(turn, alert, stale, menu=case_changes.GOING)
        return
    to = NewUrgency(ongoing=said == YES)
    reports = await kind_changes.reports_of(turn.session, alert.incident_id)
    calls = urgency_changes.may_call(alert, to, reports, config=turn.config, now=turn.now)
    await _change(turn, alert, press, to._replace(calls=calls))


async def _change(turn: Turn, alert: Alert, press: AlertPress, to: NewUrgency) -> None:
    session, config, now = turn.session, turn.config, turn.now
    stale = alert_actions.outdated(alert, press)
    if stale is None:
        reports = await kind_changes.reports_of(session, alert.incident_id)
        if not to.calls and urgency_changes.stands(alert, to, reports):
            await alert_press.show(turn, alert, None, alert_press.SAME)
            return
        text, code = reports[0].text if reports else "", alert.incident.category
        corrections.record_urgency(session, text, code, to, config=config, now=now)
        stale = await urgency_changes.change(session, alert, press, to, config=config, now=now)
    await alert_press.show(turn, alert, stale, CALLED_NOW if to.calls else CHANGED)
