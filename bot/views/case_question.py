"""Plain words of whoever holds a case: offered as a question to its reporter, by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.services.alerts import held_cases
from bot.services.reports import draft_facts
from bot.views.card import MAX_BUTTONS, Button, rows
from bot.views.choices import Offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.locales import Say
    from bot.models import Draft
    from bot.views.render_context import RenderContext

OFFERED = mark("Pertanyaan untuk pelapor kasus Anda, atau laporan baru?")
CASES = 3  # beside the button that keeps it as a report


async def learn(context: RenderContext, drafts: Iterable[Draft]) -> None:
    """Learn what the writers of such drafts hold; where there is none, nothing is read."""
    writers = {one.member_id for one in drafts if _may_ask(context, one)}
    await held_cases.preload(context.session, writers)


def offer(context: RenderContext, say: Say, draft: Draft, here: Button | None) -> Offer | None:
    """Ask of a draft for whom it is; None: it names an incident, or its writer holds no case.

    ``here``: the button that takes the place it names, which keeps its room.
    """
    held = held_cases.remembered(context.session, draft.member_id)
    if not held or not _may_ask(context, draft):
        return None
    beside = [] if here is None else [here]
    of = f"d:{draft.id}"
    asks = [
        Button(say.plain("Tanya {ticket}", ticket=one.incident.ticket), f"{of}:ask:{one.id}")
        for one in held[: CASES - len(beside)]
    ]
    own = Button(say.plain("Laporan baru"), f"{of}:new")
    drop = Button(say.plain("Batal"), f"{of}:drop")
    return Offer(say(OFFERED), rows(*[*asks, *beside, own, drop][:MAX_BUTTONS]))


def _may_ask(context: RenderContext, draft: Draft) -> bool:
    return draft_facts.may_ask(draft, now=context.now, config=context.config)
