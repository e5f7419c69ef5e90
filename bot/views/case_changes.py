"""What an officer may change of a report on its card ("Ubah"): its kind, how bad, whether it is on.

A menu is what stands in a card's buttons' place: "changes", "levels", "levels?:DARURAT", "going".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.category import Severity
from bot.locales import mark
from bot.services.alerts import kind_changes, urgency_changes
from bot.services.alerts.urgency_changes import NewUrgency
from bot.views import case_kinds, display_names
from bot.views.alert_buttons import button
from bot.views.card import Button, rows
from bot.views.case_kinds import IS_ON, KindOffer

if TYPE_CHECKING:
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Alert
    from bot.settings import Config
    from bot.views.incident_history import IncidentHistory

CHANGES, LEVELS, ASKS, GOING = "changes", "levels", "levels?", "going"
WHAT = mark("Apa yang perlu diubah?")
HOW_BAD = mark("Seberapa gawat sebenarnya? Yang sudah dipanggil tetap dipanggil.")
GOES_ON = mark("Menurut Anda, masih berlangsung? Yang sudah dipanggil tetap dipanggil.")


class Case(NamedTuple):
    """What a menu is laid out for."""

    history: IncidentHistory
    alert: Alert
    config: Config
    now: datetime


def offer(say: Say, case: Case, menu: str) -> KindOffer | None:
    """Lay out a menu of changes; None: it is another menu, or there is nothing to choose."""
    name, _, rest = menu.partition(":")
    if name == CHANGES:
        return KindOffer(WHAT, _all(say, case))
    if name == LEVELS:
        return KindOffer(HOW_BAD, _levels(say, case))
    if name == ASKS and rest in tuple(Severity):
        return KindOffer(IS_ON, _asked(say, case.alert, rest))
    if name == GOING:
        return _going(say, case)
    return case_kinds.offer(say, case.history, case.alert, menu, case.config)


def _all(say: Say, case: Case) -> tuple[tuple[Button, ...], ...]:
    alert = case.alert
    kinds = kind_changes.choices(case.history.incident, case.history.events, case.config)
    kind = [button(say, mark("Jenis"), alert, "kind")] if kinds else []
    level = button(say, mark("Tingkat"), alert, "level")
    going = button(say, mark("Masih atau lewat"), alert, "going")
    return rows(*kind, level, going, button(say, mark("Kembali"), alert, "back"))


def _levels(say: Say, case: Case) -> tuple[tuple[Button, ...], ...]:
    """Return the levels that it does not have."""
    others = [one for one in Severity if one != case.history.incident.severity]
    buttons = [
        Button(display_names.severity(say, one), _data(case.alert, "level", one)) for one in others
    ]
    return rows(*buttons, button(say, mark("Kembali"), case.alert, "back"))


def _asked(say: Say, alert: Alert, level: str) -> tuple[tuple[Button, ...], ...]:
    """Ask before what called nobody calls."""
    going_on = Button(say.plain("Masih, panggil"), _data(alert, "level", level, "y"))
    over = Button(say.plain("Sudah lewat"), _data(alert, "level", level, "n"))
    return rows(going_on, over, button(say, mark("Kembali"), alert, "back"), width=1)


def _going(say: Say, case: Case) -> KindOffer:
    """Ask whether it goes on; its question says where a yes calls people."""
    calls = urgency_changes.may_call(
        case.alert,
        NewUrgency(ongoing=True),
        case.history.reports,
        config=case.config,
        now=case.now,
    )
    label = mark("Masih, panggil") if calls else mark("Masih berlangsung")
    yes = Button(say.plain(label), _data(case.alert, "going", "y"))
    no = Button(say.plain("Sudah lewat"), _data(case.alert, "going", "n"))
    back = button(say, mark("Kembali"), case.alert, "back")
    return KindOffer(IS_ON if calls else GOES_ON, rows(yes, no, back, width=1))


def _data(alert: Alert, verb: str, *args: str) -> str:
    return ":".join(("a", str(alert.id), verb, str(alert.run), *args))
