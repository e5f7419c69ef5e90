"""The kinds to which an officer may change a report, four buttons at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.locales import mark
from bot.services.alerts import kind_changes
from bot.views import display_names
from bot.views.alert_buttons import button
from bot.views.card import MAX_BUTTONS, Button, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.locales import Say
    from bot.models import Alert
    from bot.settings import Config
    from bot.views.incident_history import IncidentHistory

KINDS = "kinds"  # as a card's menu: "kinds", "kinds:groups:0", "kinds:G6:0", "kinds?:kebakaran"
ASKS = "kinds?"
GROUPS = "groups"
LIKELY = MAX_BUTTONS - 2
A_PAGE = MAX_BUTTONS - 1
WHICH = mark("Jenis apa yang benar? Pelapor dan petugas lain membaca jenis yang baru.")
IS_ON = mark("Masih berlangsung? Kalau masih, petugas dipanggil sekarang.")


class KindOffer(NamedTuple):
    """A question, and the buttons that answer it."""

    question: str
    rows: tuple[tuple[Button, ...], ...]


def offer(
    say: Say, history: IncidentHistory, alert: Alert, menu: str, config: Config
) -> KindOffer | None:
    """Lay out a menu of kinds; None: it is another menu, or there is no kind to choose."""
    if menu.partition(":")[0] not in {KINDS, ASKS}:
        return None
    codes = kind_changes.choices(history.incident, history.events, config)
    name, _, rest = menu.partition(":")
    if name == ASKS:
        return KindOffer(IS_ON, _is_on(say, alert, rest)) if rest in codes else None
    if not codes:
        return None
    which, _, page = rest.partition(":")
    return KindOffer(WHICH, _laid(say, history, alert, codes, which, int(page or 0), config))


def _laid(  # noqa: PLR0913, PLR0917 - a card, what it offers, and where in it
    say: Say,
    history: IncidentHistory,
    alert: Alert,
    codes: Collection[str],
    which: str,
    page: int,
    config: Config,
) -> tuple[tuple[Button, ...], ...]:
    likely = _likely(history, codes, config)
    if not which and likely:
        buttons = [_kind(say, alert, code, config) for code in likely]
        other = button(say, mark("Jenis lain"), alert, "kind", GROUPS, 0)
        return rows(*buttons, other, _back(say, alert), width=1)
    if which in {"", GROUPS}:
        return _paged(say, alert, GROUPS, _groups(say, alert, codes, config), page)
    group = [code for code in codes if config.categories[code].group == which]
    return _paged(say, alert, which, [_kind(say, alert, code, config) for code in group], page)


def _likely(history: IncidentHistory, codes: Collection[str], config: Config) -> Sequence[str]:
    """Return what the words may be about, the likeliest first."""
    read = [config.triage.classify(report.text) for report in history.reports[:1]]
    named = [code for guess in read for code in (guess.category, *guess.alternatives)]
    return [code for code in dict.fromkeys(named) if code in codes][:LIKELY]


def _groups(say: Say, alert: Alert, codes: Collection[str], config: Config) -> Sequence[Button]:
    kinds = [config.categories[code] for code in codes]
    labels = {kind.group: kind.group_name(say.language) for kind in kinds}
    return [
        Button(label, button(say, "", alert, "kind", group, 0).data)
        for group, label in labels.items()
    ]


def _paged(
    say: Say, alert: Alert, which: str, buttons: Sequence[Button], page: int
) -> tuple[tuple[Button, ...], ...]:
    first = page * A_PAGE
    is_last = first + A_PAGE >= len(buttons)
    further = button(say, mark("Lainnya"), alert, "kind", which, page + 1)
    last = _back(say, alert) if is_last else further
    return rows(*buttons[first : first + A_PAGE], last, width=1)


def _kind(say: Say, alert: Alert, code: str, config: Config) -> Button:
    data = f"a:{alert.id}:set:{alert.run}:{code}"
    return Button(display_names.label(config, code, say), data)


def _is_on(say: Say, alert: Alert, code: str) -> tuple[tuple[Button, ...], ...]:
    data = f"a:{alert.id}:set:{alert.run}:{code}"
    going_on = Button(say.plain("Masih, panggil"), f"{data}:y")
    over = Button(say.plain("Sudah lewat"), f"{data}:n")
    return rows(going_on, over, _back(say, alert), width=1)


def _back(say: Say, alert: Alert) -> Button:
    return button(say, mark("Kembali"), alert, "back")
