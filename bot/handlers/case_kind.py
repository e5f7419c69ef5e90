"""An officer changes the kind of a report on its card ("Ubah", "Jenis")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import alert_press
from bot.handlers.alert_press import CallConfirmation
from bot.handlers.stale_button import STALE_BUTTON
from bot.locales import mark
from bot.services.alerts import alert_actions, kind_changes, moved_accusations
from bot.services.intake import corrections
from bot.services.people import hidden_cases

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert
    from bot.services.alerts.alert_actions import AlertPress
    from bot.services.alerts.kind_changes import NewKind

CALLED, PAST = "y", "n"  # the answer to "Masih berlangsung?"
CHANGED = mark("Jenis diubah. Yang berwenang membacanya.")
CALLED_NOW = CallConfirmation(
    mark("Jenis diubah. Petugas dipanggil sekarang."),
    mark("Jenis diubah. Belum ada petugas yang dapat dihubungi; kami terus mencoba."),
    mark("Jenis diubah. Selain Anda belum ada yang dipanggil. Bahaya? Telepon {police}."),
)
NOBODY_READS = mark("Belum ada petugas untuk jenis itu di sini. Jenisnya tidak diubah.")


async def ask(turn: Turn) -> None:
    """Show the likely kinds, or those of a group."""
    alert, press = await alert_press.load_press(turn)
    which = ":".join(one for one in turn.args[1:3] if one != alert_press.HELD)
    menu = f"kinds:{which}" if which and which[-1].isdecimal() else "kinds"
    await alert_press.show(turn, alert, alert_actions.outdated(alert, press), menu=menu)


async def change(turn: Turn) -> None:
    """Let it be of the pressed kind; what would call people is asked first."""
    alert, press = await alert_press.load_press(turn)
    code, said = turn.args[1] if turn.args[1:] else "", turn.args[2:3]
    stale = alert_actions.outdated(alert, press)
    of, config = alert.incident, turn.config
    if stale is not None or code not in await kind_changes.kinds(turn.session, of, config):
        same = code == of.category
        await alert_press.show(turn, alert, stale, alert_press.SAME if same else STALE_BUTTON)
        return
    kind = await moved_accusations.bypassing_kind(turn.session, of, code, config, turn.vault)
    if not await kind_changes.has_recipient(turn.session, of, kind, config):
        await alert_press.show(turn, alert, None, NOBODY_READS)
        return
    reports = await kind_changes.reports_of(turn.session, of.id)
    calls = kind_changes.may_call(alert, kind, reports, config=config, now=turn.now)
    if calls and said not in ([CALLED], [PAST]):
        await alert_press.show(turn, alert, None, menu=f"kinds?:{code}")
        return
    to = kind_changes.NewKind(kind, calls=calls and said == [CALLED])
    await _change(turn, alert, press, to, reports[0].text if reports else "")


async def _change(turn: Turn, alert: Alert, press: AlertPress, to: NewKind, text: str) -> None:
    session, config, now = turn.session, turn.config, turn.now
    corrections.record_kind(session, text, to.code, config=config, now=now)
    stale = await kind_changes.change(session, alert, press, to, config=config, now=now)
    await hidden_cases.hide(session, alert.incident_id, config=config, now=now)
    await alert_press.show(turn, alert, stale, CALLED_NOW if to.calls else CHANGED)
