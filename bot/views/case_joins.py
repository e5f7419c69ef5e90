"""The open reports of a village with which a case may be put together by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.alerts import AlertPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import incident_merges
from bot.views import case_line
from bot.views.alert_buttons import button, is_further
from bot.views.card import MAX_BUTTONS, Button
from bot.views.case_kinds import KindOffer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locales import Say
    from bot.models import Alert, Delivery
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

JOINS = "joins"  # as a card's menu: "joins", "joins:1"
WHICH = mark("Gabung dengan laporan mana? Pelapor diberi tahu; dapat dipisah lagi.")
NONE = mark("Tidak ada laporan lain di sini yang dapat digabung.")
A_PAGE = MAX_BUTTONS - 1  # beside the way back
BEFORE_MORE = A_PAGE - 1  # beside the way on, too


async def learn(
    context: RenderContext, told: Sequence[tuple[Delivery, IncidentHistory, Alert]]
) -> None:
    """Read what whoever holds a case may put to it, where a card lists it or offers to."""
    for one, history, alert in told:
        menu = promise_data.decode(one, AlertPromise).menu
        lists = _page(menu) is not None
        if lists or (is_further(menu) and alert.holder_id == one.recipient_id):
            history.joinable = await incident_merges.merge_candidates(
                context.session, alert, context.config
            )
        if lists:
            history.spots = await case_line.spots_of(context, history.joinable)


def offer(
    context: RenderContext, say: Say, history: IncidentHistory, alert: Alert, menu: str
) -> KindOffer | None:
    """List the reports nearest in time, as they stand; None: it is another menu.

    The way back lies where "Gabung laporan lain" was pressed, so that no report is joined by a
    second tap.
    """
    page = _page(menu)
    if page is None:
        return None
    back = button(say, mark("Kembali"), alert, "back")
    others = [
        Button(
            case_line.button(context, say, number, one, history.spots).label,
            button(say, "", alert, "join", one.id).data,
        )
        for number, one in enumerate(history.joinable, start=1)
    ]
    if not others:
        return KindOffer(NONE, ((back,),))
    if page or len(others) <= A_PAGE:
        left = others[BEFORE_MORE:] if page else others
        return KindOffer(WHICH, ((back,), *((one,) for one in left[:A_PAGE])))
    more = button(say, mark("Berikutnya"), alert, "others", 1)
    return KindOffer(WHICH, ((back, more), *((one,) for one in others[:BEFORE_MORE])))


def _page(menu: str | None) -> int | None:
    """Return which page of the list a menu is, from 0; None: it is another menu."""
    name, _, page = (menu or "").partition(":")
    return int(page or 0) if name == JOINS else None
