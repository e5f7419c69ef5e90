"""Buttons by which the holder of a case informs the watch and the forum, after a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import escalation
from bot.handlers import alert_press
from bot.locales import mark
from bot.services.alerts import alert_state, relay
from bot.views.relay import NOBODY

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert

SENT = mark("Terkirim kepada {n} orang.")
SENT_BEFORE = mark("Sudah diteruskan kepada mereka.")
NOT_YOURS = mark("Hanya petugas yang menangani yang dapat meneruskan.")


async def ask(turn: Turn) -> None:
    """Show what would be read by whom."""
    alert = await _held(turn)
    if alert is not None:
        turn.reply("relay", alert.id, edit=True)


async def send(turn: Turn) -> None:
    """Pass it on, and show the alert again."""
    alert = await _held(turn)
    if alert is not None:
        n = await relay.send(turn.session, alert, now=turn.now)
        turn.toast(SENT if n else await _nobody_new(turn, alert), n=n)
        turn.reply("alert", alert.id, edit=True, run=alert.run)


async def _nobody_new(turn: Turn, alert: Alert) -> str:
    """Say why nobody got it now: they have it, or whoever was there has gone."""
    return SENT_BEFORE if await relay.helpers(turn.session, alert) else NOBODY


async def _held(turn: Turn) -> Alert | None:
    """Return the alert where it is the presser's to pass on; else its card becomes current."""
    alert = await alert_press.alert_of(turn)
    run = turn.args[0] if turn.args else ""
    if relay.may(alert, turn.me.id, turn.config) and run == str(alert.run):
        return alert
    turn.toast(_why_not(alert))
    turn.reply("alert", alert.id, edit=True)
    return None


def _why_not(alert: Alert) -> str:
    """Say that it is over, or that somebody else may pass it on."""
    stale = escalation.stale_reason(alert_state.read(alert), None, alert.run)
    return NOT_YOURS if stale is None else alert_press.STALE[stale]
