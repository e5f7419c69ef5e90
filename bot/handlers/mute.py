"""Buttons by which a supervisor lets the reporter of a false report wait, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import outbox
from bot.domain.outcomes import FALSE_REPORT
from bot.handlers import alert_press
from bot.handlers.alert_press import PressConfirmation
from bot.locales import mark, say_in
from bot.services.alerts import alert_events, supervisor_review
from bot.services.reports import mutes
from bot.views.moments import moment

if TYPE_CHECKING:
    from datetime import datetime

    from bot.handlers.turn import Turn
    from bot.models import Alert, Member

TOLD = mark(
    "Laporan {ticket} ditandai tidak benar. Sampai {at} laporan biasa Anda menunggu; yang darurat"
    " tetap terkirim: ketik /darurat atau telepon {police}. Keliru? Tekan Belum selesai pada kabar"
    " laporan itu."
)
DONE = PressConfirmation(mark("Pelapor dijeda dan diberi tahu."), mark("Pelapor dijeda."))
UNDONE = PressConfirmation(mark("Jeda dicabut. Pelapor diberi tahu."), mark("Jeda dicabut."))
NOTHING = mark("Tidak ada yang dapat dijeda.")
NOT_PAUSED = mark("Pelapor ini sedang tidak dijeda.")


async def mute(turn: Turn) -> None:
    """Let their plain reports wait; they are told kindly, with the number to call."""
    alert = await alert_press.alert_of(turn)
    until = turn.now + turn.config.limits.reports.mute
    member = None
    if alert.incident.outcome == FALSE_REPORT and not alert.policy["confidential"]:
        by, now = turn.me.id, turn.now
        member = await mutes.mute(turn.session, alert.incident, by=by, until=until, now=now)
    if member is not None:
        _tell(turn, member, alert, until)
    turn.toast(NOTHING if member is None else await alert_press.sentence(turn, alert, DONE))
    await _show(turn, alert)


async def lift(turn: Turn) -> None:
    """Take it back; they are told."""
    alert = await alert_press.alert_of(turn)
    done = await mutes.lift(turn.session, alert.incident, by=turn.me.id, now=turn.now)
    turn.toast(await alert_press.sentence(turn, alert, UNDONE) if done else NOT_PAUSED)
    await _show(turn, alert)


def _tell(turn: Turn, member: Member, alert: Alert, until: datetime) -> None:
    say, zone = say_in(member.language), alert.incident.village.zone
    values = {
        "ticket": alert.incident.ticket,
        "at": moment(say, until, zone, turn.now),
        "police": turn.config.limits.emergency.police,
    }
    outbox.promise(turn.session, "sentence", member.id, now=turn.now, text=TOLD, values=values)


async def _show(turn: Turn, alert: Alert) -> None:
    """Show the card of the review anew, as it stands."""
    act = await supervisor_review.act_of(turn.session, alert, int(turn.args[0]))
    assert act is not None  # noqa: S101 - the guard has looked
    told = supervisor_review.promised(act, supervisor_review.village_of(alert, act))
    office = act.office if alert_events.read_office(act.office) is not None else None
    turn.reply(supervisor_review.KIND, alert.id, edit=True, **{**told, "by": office})
