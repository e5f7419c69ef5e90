"""Presses on an alert's card: what a press was made on, and what its presser sees after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.escalation import Stale
from bot.locales import mark
from bot.services.alerts import alert_events, lifecycle, paging, reporter_notifications
from bot.services.alerts.alert_actions import AlertPress
from bot.views import moments
from bot.views.office import office_label, regions_of

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert

HELD = "held"  # in a button's data: its card showed that somebody holds the alert

HELD_BY = mark("Sedang ditangani {who}, sejak {at}.")
SAME = mark("Sudah seperti itu. Tidak ada yang diubah.")
STALE = {
    Stale.OLD_CARD: mark("Pesan ini sudah lama. Inilah keadaan terbaru."),
    Stale.ALREADY_YOURS: mark("Sudah tercatat atas nama Anda."),
    Stale.MERGED: mark("Laporan ini sudah digabung dengan laporan lain."),
    Stale.NOT_DUE: mark("Ini sudah tidak dapat dipisahkan lagi."),
    Stale.ALREADY_CLOSED: mark("Laporan ini sudah selesai."),
    Stale.NOT_CLOSED: mark("Laporan ini masih berjalan."),
    Stale.NOT_YOURS: mark("Laporan ini sedang tidak Anda tangani."),
}


class PressConfirmation(NamedTuple):
    """The toast after a press: one if reporters were notified, another if none could be."""

    notified: str
    not_notified: str


class CallConfirmation(NamedTuple):
    """The toast after a press that calls people: if anybody was called, if nobody was.

    ``only_presser``: if nobody but whoever pressed was called; empty: that is no other case.
    """

    called: str
    nobody: str
    only_presser: str = ""


async def alert_of(turn: Turn) -> Alert:
    """Return the alert that a button names; the guard has loaded it."""
    alert = await lifecycle.load(turn.session, turn.subject)
    assert alert is not None  # noqa: S101 - the guard has looked
    return alert


async def load_press(turn: Turn) -> tuple[Alert, AlertPress]:
    """Return the alert that the guard has loaded, and the state that the pressed card showed."""
    alert = await alert_of(turn)
    press = turn.incoming.press
    run = turn.args[0] if turn.args else ""
    return alert, AlertPress(
        by=turn.me.id,
        office=alert_events.office(turn.grants, alert.incident.village_code),
        run=int(run) if run.isdecimal() else 0,
        saw_holder=HELD in turn.args,
        card=press.card_id if press is not None else None,
    )


async def show(
    turn: Turn,
    alert: Alert,
    stale: Stale | None,
    done: str | PressConfirmation | CallConfirmation = "",
    menu: str | None = None,
) -> None:
    """Refresh the pressed card, and answer the press: refused (``stale``), or ``done``."""
    if stale is Stale.ALREADY_ACKNOWLEDGED:
        await _say_who(turn, alert)
    elif stale is not None:
        turn.toast(STALE[stale])
    elif done:
        police = turn.config.limits.emergency.police
        turn.toast(await sentence(turn, alert, done), police=police)
    run = int(turn.args[0]) if turn.args and turn.args[0].isdecimal() else alert.run
    shown = menu if stale is None else None
    turn.reply("alert", alert.id, edit=True, run=run, menu=shown)


async def sentence(
    turn: Turn, alert: Alert, done: str | PressConfirmation | CallConfirmation
) -> str:
    """Return the toast that is true: reporters may be erased, or nobody can be reached."""
    if isinstance(done, str):
        return done
    if isinstance(done, CallConfirmation):
        if await alert_events.reaches_nobody(turn.session, alert):
            return done.nobody
        return await _called(turn, alert, done)
    hear = await reporter_notifications.anybody_hears(turn.session, alert.incident_id)
    return done.notified if hear else done.not_notified


async def _called(turn: Turn, alert: Alert, done: CallConfirmation) -> str:
    """Return what is said where somebody was called: others, or the presser alone."""
    if not done.only_presser:
        return done.called
    called = await paging.paged_members(turn.session, alert)
    return done.only_presser if called == {turn.me.id} else done.called


async def _say_who(turn: Turn, alert: Alert) -> None:
    """Tell who holds the alert, by office, and since when."""
    answer = await alert_events.last_answer(turn.session, alert)
    office = alert_events.read_office(answer.office if answer else None)
    regions = await regions_of(turn.session, {office.region} if office else set())
    since, zone = answer.at if answer else alert.started_at, alert.incident.village.zone
    at = moments.moment(turn.say, since, zone, turn.now)
    who = office_label(turn.say, answer.office if answer else None, regions)
    turn.toast(HELD_BY, who=who, at=at)
