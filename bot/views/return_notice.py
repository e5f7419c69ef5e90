"""What is open where somebody serves who was away, and what came meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.alerts import ReturnedPromise
from bot.locales import counted, mark
from bot.models import promise_data
from bot.services.alerts import alert_access, case_lists
from bot.services.alerts.case_lookup import CaseReader
from bot.views import case_line, case_list, moments
from bot.views.card import Button, Card, Markup, rows
from bot.views.length import MORE
from bot.views.office import regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

SHOWN = 3

MEANWHILE = counted("Sejak {at}: {n} laporan baru di wilayah Anda, {over} sudah selesai.")
NOTHING_WAITS = mark("Tidak ada yang menunggu. Semua laporan: /laporan")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show the first of what waits, with a button that opens ``/tugas``.

    Where nothing waits and nothing came meanwhile there is no card.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    found = {one.id: await _card(context, one, held[one.recipient_id]) for one in deliveries}
    return {delivery: card for delivery, card in found.items() if card is not None}


async def _card(context: RenderContext, one: Delivery, grants: Sequence[Grant]) -> Card | None:
    say = context.say(one)
    reader = CaseReader(one.recipient_id, grants, context.config, context.now)
    meanwhile = await _meanwhile(context, say, one, reader)
    shown, total = await case_list.unfinished(context.session, reader, SHOWN)
    if not total:
        return None if meanwhile is None else Card(_lines([meanwhile, say(NOTHING_WAITS)]))
    spots = await case_line.spots_of(context, shown)
    lines = [
        case_line.line(context, say, number, incident, spots)
        for number, incident in enumerate(shown, start=1)
    ]
    head = say(case_list.TASKS, n=say.number(total))
    left = total - len(shown)
    more = [say(MORE, n=say.number(left))] if left else []
    top = [] if meanwhile is None else [meanwhile]
    opens = Button(say.plain("Buka tugas"), "i:0:list")
    return Card(_lines([*top, head, *lines, *more]), rows(opens))


async def _meanwhile(
    context: RenderContext, say: Say, one: Delivery, reader: CaseReader
) -> Markup | None:
    """Say how many reports came while they were away, and how many of these are over."""
    since = promise_data.decode(one, ReturnedPromise).since
    if since is None:
        return None
    came, over = await case_lists.since(context.session, reader, since)
    if not came:
        return None
    regions = await regions_of(context.session, {grant.region for grant in reader.grants})
    at = moments.day_and_clock(say, since, moments.zones_of(regions.values()))
    return say.many(*MEANWHILE, came, at=at, over=say.number(over))


def _lines(parts: Sequence[Markup]) -> Markup:
    return Markup("\n").join(parts)
