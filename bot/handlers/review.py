"""Buttons by which supervisors undo doubtful closings and moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.escalation import Stale
from bot.handlers import alert_press
from bot.handlers.alert_press import CallConfirmation
from bot.locales import mark
from bot.services.alerts import alert_events, supervisor_review, supervisor_undo
from bot.services.alerts.alert_actions import AlertPress
from bot.services.alerts.alert_events import EventKind
from bot.services.reports import mutes, trust_bands

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert, AlertEvent

DONE = CallConfirmation(
    mark("Tiket {ticket} dibatalkan: petugas dihubungi lagi."),
    mark("Tiket {ticket} dibatalkan. Belum ada petugas yang dapat dihubungi; kami terus mencoba."),
    mark("Tiket {ticket} dibatalkan. Kini Anda yang dipanggil."),
)
DONE_QUIET = mark("Tiket {ticket} dibatalkan: laporan menunggu petugas lagi.")
TOO_LATE = mark("Tiket {ticket} sudah berubah sejak itu. Lihat /tugas.")


async def take_back(turn: Turn) -> None:
    """Undo it and page anew; where more has happened since, say so."""
    alert = await alert_press.alert_of(turn)
    act = await supervisor_review.act_of(turn.session, alert, int(turn.args[0]))
    assert act is not None  # noqa: S101 - the guard has looked
    office = alert_events.office(turn.grants, supervisor_review.village_of(alert, act))
    press = AlertPress(by=turn.me.id, office=office, run=alert.run)
    done = await supervisor_undo.take_back(
        turn.session, alert, act, press, config=turn.config, now=turn.now
    )
    if done:
        await trust_bands.refresh(turn.session, alert.incident_id, turn.config)
        await mutes.lift(turn.session, alert.incident, by=turn.me.id, now=turn.now)
    if not done and await _is_mine(turn, alert, act):
        turn.toast(alert_press.STALE[Stale.ALREADY_YOURS])
        return
    told = DONE_QUIET if alert.quiet else await alert_press.sentence(turn, alert, DONE)
    said = told if done else TOO_LATE
    turn.reply("sentence", edit=True, text=said, values={"ticket": alert.incident.ticket})


async def _is_mine(turn: Turn, alert: Alert, act: AlertEvent) -> bool:
    """Tell whether the presser undid it themselves: a second tap takes no word back."""
    undone = await alert_events.load_events(
        turn.session, [alert.incident_id], [EventKind.TAKEN_BACK]
    )
    return any(line.member_id == turn.me.id and line.at >= act.at for line in undone)
