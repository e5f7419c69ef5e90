"""The buttons of an alert's card, and their layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import OUTCOMES
from bot.locales import mark
from bot.views.card import Button, rows
from bot.views.results import RESULTS

if TYPE_CHECKING:
    from bot.locales import Say
    from bot.models import Alert

UNTAKEN = (AlertStatus.OPEN, AlertStatus.RECORDED)
# Menus: what stands in the buttons' place for a moment.
MORE, OUTCOME, OTHER_OUTCOME = "more", "outcome", "rest"


def buttons(
    say: Say, alert: Alert, menu: str | None, *, relays: bool
) -> tuple[tuple[Button, ...], ...]:
    """Lay out what may be done. What ends a case never lies where a finger has just been."""
    back = button(say, mark("Kembali"), alert, "back")
    note = button(say, mark("Tulis catatan"), alert, "note")
    if alert.status == AlertStatus.CLOSED:
        return rows(button(say, mark("Buka lagi"), alert, "again"), note, width=1)
    if menu in {OUTCOME, OTHER_OUTCOME}:
        return _outcomes(say, alert, menu, back)
    way = button(say, mark("Menuju lokasi"), alert, "way")
    none = button(say, mark("Tidak ada kejadian"), alert, "none")
    done = button(say, mark("Selesai"), alert, "done")
    move = button(say, mark("Bukan wilayah saya"), alert, "move")
    more = button(say, mark("Lainnya"), alert, "more")
    if alert.status in UNTAKEN:
        accept = button(say, mark("Saya tangani"), alert, "ack")
        return rows(done, move, note, back) if menu == MORE else rows(accept, way, none, more)
    relay = [button(say, mark("Kabari pos ronda"), alert, "relay")] if relays else []
    if menu == MORE:
        return rows(*relay, note, none, back)
    if alert.status == AlertStatus.EN_ROUTE:  # nothing is left to say of the way
        return rows(more, done, move)
    return rows(way, done, move, more)


def _outcomes(say: Say, alert: Alert, menu: str, back: Button) -> tuple[tuple[Button, ...], ...]:
    """Lay the outcomes below the row on which "Selesai" and "Lainnya" were pressed."""
    ends = [button(say, RESULTS[one], alert, "outcome", one) for one in OUTCOMES]
    if menu == OTHER_OUTCOME:
        return (back,), tuple(ends[2:])
    return (back, button(say, mark("Lainnya"), alert, "rest")), tuple(ends[:2])


def button(say: Say, label: str, alert: Alert, verb: str, *args: Any) -> Button:  # noqa: ANN401
    """Make a button; ``held`` in its data tells that the card it is on shows a holder."""
    held = ("held",) if alert.status not in UNTAKEN else ()
    parts = ("a", alert.id, verb, alert.run, *args, *held)
    return Button(say.plain(label), ":".join(map(str, parts)))
