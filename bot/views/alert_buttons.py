"""The buttons of an alert's card, and their layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import OUTCOMES
from bot.locales import mark
from bot.views.card import Button, rows
from bot.views.results import FALSE_REASONS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locales import Say
    from bot.models import Alert

SPLIT_ONE = mark("Pisah {ticket}")
UNTAKEN = (AlertStatus.OPEN, AlertStatus.RECORDED)
# Menus: what stands in the buttons' place for a moment.
MORE, OUTCOME, OTHER_OUTCOME, FALSE = "more", "outcome", "rest", "false"
FURTHER, SPLIT = "further", "split"
ROOM = 3  # buttons beside the one that leads back
SPLITS = 3  # of what may be taken out, the newest


class Merging(NamedTuple):
    """What a card offers of other incidents.

    ``similar``: the one that it may be. ``stays``: the alert in which its reports stand now.
    ``splits``: what may be taken out of it, by the number of its merge, with its ticket.
    """

    similar: int | None = None
    stays: int | None = None
    splits: Sequence[tuple[int, str]] = ()


NOTHING = Merging()


class Offers(NamedTuple):
    """What its reader may do beside what everybody may who answers it."""

    relays: bool = False
    changes: bool = False
    joins: bool = False  # there is another report to which it may be put


def buttons(
    say: Say, alert: Alert, menu: str | None, *, offers: Offers, merging: Merging = NOTHING
) -> tuple[tuple[Button, ...], ...]:
    """Lay out what may be done. What ends a case never takes the place of a button just pressed."""
    if merging.stays is not None:
        return rows(Button(say.plain("Buka laporan"), f"a:{merging.stays}:open"))
    if alert.status == AlertStatus.CLOSED:
        note = button(say, mark("Tulis catatan"), alert, "note")
        return rows(button(say, mark("Buka lagi"), alert, "again"), note, width=1)
    back = button(say, mark("Kembali"), alert, "back")
    if menu in {OUTCOME, OTHER_OUTCOME}:
        return _outcomes(say, alert, menu, back)
    if menu == FALSE:
        return _reasons(say, alert, back)
    if menu == SPLIT and merging.splits:
        return rows(*_splits(say, alert, merging), back, width=1)
    laid = _untaken if alert.status in UNTAKEN else _held
    shown, rest = laid(say, alert, merging, offers=offers)
    return _menu(say, alert, rest, back, menu or "") if is_further(menu) else rows(*shown)


def is_further(menu: str | None) -> bool:
    """Tell whether a menu holds what a card has no room for."""
    return menu is not None and (menu == MORE or menu.startswith(FURTHER))


def _untaken(
    say: Say, alert: Alert, merging: Merging, *, offers: Offers
) -> tuple[Sequence[Button], Sequence[Button]]:
    """Return the buttons of what nobody has taken, and those behind "Lainnya"."""
    accept = button(say, mark("Saya tangani"), alert, "ack")
    way = button(say, mark("Menuju lokasi"), alert, "way")
    none = button(say, mark("Tidak ada kejadian"), alert, "none")
    done = button(say, mark("Selesai"), alert, "done")
    move = button(say, mark("Bukan wilayah saya"), alert, "move")
    note = button(say, mark("Tulis catatan"), alert, "note")
    join = _join(say, alert, merging)
    rest = [done, move, *([none] if join else []), note, *_split(say, alert, merging)]
    rest += [*_change(say, alert, offers), _ask(say, alert)]
    return [accept, way, *(join or [none]), _more(say, alert)], rest


def _held(
    say: Say, alert: Alert, merging: Merging, *, offers: Offers
) -> tuple[Sequence[Button], Sequence[Button]]:
    """Return the buttons of what somebody holds, and those behind "Lainnya"."""
    way = button(say, mark("Menuju lokasi"), alert, "way")
    none = button(say, mark("Tidak ada kejadian"), alert, "none")
    done = button(say, mark("Selesai"), alert, "done")
    move = button(say, mark("Bukan wilayah saya"), alert, "move")
    note = button(say, mark("Tulis catatan"), alert, "note")
    relay = []
    if offers.relays:
        relay = [button(say, mark("Kabari pos ronda"), alert, "relay")]
    join, more = _join(say, alert, merging), _more(say, alert)
    rest = [*([move] if join else []), *relay, note, none, *_split(say, alert, merging)]
    rest[-1:-1] = [_ask(say, alert), *_change(say, alert, offers), *_others(say, alert, offers)]
    if alert.status == AlertStatus.EN_ROUTE:  # nothing is left to say of the way
        # "Gabung" never lies where "Menuju lokasi" has just been.
        return [more, done, *join] if join else [more, done, move], rest
    return [way, *join, done, more] if join else [way, done, move, more], rest


def _more(say: Say, alert: Alert) -> Button:
    return button(say, mark("Lainnya"), alert, "more")


def _split(say: Say, alert: Alert, merging: Merging) -> list[Button]:
    return [button(say, mark("Pisah"), alert, "split")] if merging.splits else []


def _ask(say: Say, alert: Alert) -> Button:
    return button(say, mark("Tanya pelapor"), alert, "ask")


def _change(say: Say, alert: Alert, offers: Offers) -> list[Button]:
    return [button(say, mark("Ubah"), alert, "change")] if offers.changes else []


def _join(say: Say, alert: Alert, merging: Merging) -> list[Button]:
    if merging.similar is None:
        return []
    return [button(say, mark("Gabung"), alert, "join", merging.similar)]


def _others(say: Say, alert: Alert, offers: Offers) -> list[Button]:
    """Return the button by which whoever holds it lists what may be put to it.

    Never the last of a menu: so it lies in the upper row, where the list has the way back.
    """
    return [button(say, mark("Gabung laporan lain"), alert, "others", 0)] if offers.joins else []


def _splits(say: Say, alert: Alert, merging: Merging) -> list[Button]:
    return [
        Button(say.plain(SPLIT_ONE, ticket=ticket), button(say, "", alert, "apart", merge).data)
        for merge, ticket in merging.splits[:SPLITS]
    ]


def _menu(
    say: Say, alert: Alert, items: Sequence[Button], back: Button, menu: str
) -> tuple[tuple[Button, ...], ...]:
    """Lay out a page of a menu; what has no room is behind a further "Lainnya"."""
    page = 0 if menu == MORE else int(menu.removeprefix(FURTHER) or 1)
    left = items[page * (ROOM - 1) :] or items[: ROOM - 1]
    if len(left) <= ROOM:
        return rows(*left, back)
    more = button(say, mark("Lainnya"), alert, "further", page + 1)
    return rows(*left[: ROOM - 1], more, back)


def _outcomes(say: Say, alert: Alert, menu: str, back: Button) -> tuple[tuple[Button, ...], ...]:
    """Lay the outcomes below the row on which "Selesai" and "Lainnya" were pressed."""
    ends = [button(say, RESULTS[one], alert, "outcome", one) for one in OUTCOMES]
    if menu == OTHER_OUTCOME:
        false = button(say, mark("Laporan palsu"), alert, "false")
        beside = () if alert.policy["confidential"] else (false,)
        return (back, *beside), tuple(ends[2:])
    return (back, button(say, mark("Lainnya"), alert, "rest")), tuple(ends[:2])


def _reasons(say: Say, alert: Alert, back: Button) -> tuple[tuple[Button, ...], ...]:
    """Lay out why a report is called false, nowhere near the button that asked."""
    why = [button(say, FALSE_REASONS[one], alert, "false", one) for one in FALSE_REASONS]
    return tuple(why[:1]), (back,), tuple(why[1:])


def button(say: Say, label: str, alert: Alert, verb: str, *args: Any) -> Button:  # noqa: ANN401
    """Make a button; ``held`` in its data tells that the card it is on shows a holder."""
    held = ("held",) if alert.status not in UNTAKEN else ()
    parts = ("a", alert.id, verb, alert.run, *args, *held)
    return Button(say.plain(label), ":".join(map(str, parts)))
