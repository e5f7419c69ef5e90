"""Open alerts of somebody who goes off duty, and the question who goes on with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.promises.alerts import DutyPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import handover
from bot.views import case_line
from bot.views.card import Button, Markup
from bot.views.length import listed, several
from bot.views.office import office_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locales import Say
    from bot.models import Alert, Delivery
    from bot.views.render_context import RenderContext

LISTED = 900  # units for the list
NAMED = 4  # offices in one line

IN_HAND = mark("<b>Masih Anda tangani: {n} laporan</b>")
HAND_OVER = mark("Serahkan ke <b>{who}</b>, atau tetap Anda tangani?")
NOBODY = mark("Tidak ada petugas lain yang dapat dipanggil: laporan ini tetap pada Anda.")
KEPT = mark("Tetap Anda tangani, walau lepas jaga.")


class InHand(NamedTuple):
    """Text and buttons about the alerts that a member holds."""

    lines: Sequence[Markup] = ()
    buttons: Sequence[Button] = ()


async def ask(context: RenderContext, one: Delivery) -> InHand:
    """List the alerts that the reader holds, and ask who takes them over."""
    say, alerts = context.say(one), await handover.in_hand(context.session, one.recipient_id)
    if not alerts:
        return InHand()
    incidents = [alert.incident for alert in alerts]
    spots = await case_line.spots_of(context, incidents)
    lines = [
        case_line.line(context, say, number, incident, spots)
        for number, incident in enumerate(incidents, start=1)
    ]
    head = [say(IN_HAND, n=say.number(len(alerts))), *listed(lines, say, room=LISTED)]
    offices = await _offices(context, one, alerts)
    give = Button(say.plain("Serahkan"), "j:0:give")
    keep = Button(say.plain("Tetap saya tangani"), "j:0:keep")
    if not offices:
        return InHand([*head, say(NOBODY)])
    if promise_data.decode(one, DutyPromise).kept:
        return InHand([*head, say(KEPT)], [give])
    who = several(await _labels(context, say, offices), say, NAMED)
    return InHand([*head, say(HAND_OVER, who=who)], [give, keep])


async def _offices(context: RenderContext, one: Delivery, alerts: Sequence[Alert]) -> list[str]:
    """Return the offices that would be called for the alerts that the reader holds, each once."""
    found: dict[str, None] = {}
    for alert in alerts:
        for holder in await handover.followers(context.session, alert, one.recipient_id):
            found[f"{holder.role}@{holder.region}"] = None
    return list(found)


async def _labels(context: RenderContext, say: Say, offices: Sequence[str]) -> list[str]:
    codes = {office.partition("@")[2] for office in offices}
    regions = await regions_of(context.session, codes)
    return [office_label(say, office, regions) for office in offices]
