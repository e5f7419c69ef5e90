"""The buttons of a draft that is offered as an addendum to a sent report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import after_sending, ended_draft
from bot.locales import mark
from bot.services.intake import addenda, draft_deadlines, late_photos, sent_reports
from bot.services.reports import (
    draft_card,
    draft_changes,
    draft_lookup,
    recordings,
)

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft

NOTHING_LEFT = mark("Tanpa suara atau video tidak ada yang ditambahkan.")


async def join(turn: Turn) -> None:
    """Add the draft to the report to which it was offered; nobody is called."""
    await _join(turn, calls=False)


async def call(turn: Turn) -> None:
    """Add it, and call whoever is on call: it goes on."""
    await _join(turn, calls=True)


async def separate(turn: Turn) -> None:
    """Let it be a report of its own: its card is a draft's."""
    draft = await _open(turn)
    if draft is not None:
        draft.adds_to, draft.apart = None, True
        await late_photos.gather_album(turn.session, draft, now=turn.now)
        turn.reply("draft", draft.id, edit=True)


async def _join(turn: Turn, *, calls: bool) -> None:
    """Add it; of a closed report, or now for other eyes, it is a draft like any other."""
    draft = await _open(turn)
    if draft is None:
        return
    sent = (
        await sent_reports.load(turn.session, draft.adds_to) if draft.adds_to is not None else None
    )
    theirs = sent is not None and sent.member_id == turn.me.id
    if sent is None or not theirs or await after_sending.is_for_others(turn, sent, draft.text):
        draft.adds_to = None
        turn.reply("draft", draft.id, edit=True)
        return
    quiet = addenda.is_quiet(sent.report)
    press = turn.incoming.press
    card = press.card_id if press is not None else None
    await draft_card.put_away(turn.session, draft, now=turn.now, but=card)
    of = [turn.config.category(kind) for kind in (draft.category, sent.report.category)]
    if not recordings.go_along(draft, *of):
        await recordings.leave_out(turn.session, draft, now=turn.now)
        if _is_empty(draft):
            draft_deadlines.drop(draft)
            turn.toast(NOTHING_LEFT)
            turn.reply("draft", draft.id, edit=True)
            return
    content = await addenda.content_of_draft(turn.session, draft)
    await after_sending.add(turn, sent, content, calls=calls and quiet)


def _is_empty(draft: Draft) -> bool:
    return not draft.text and not draft.attachments and draft.lat is None


async def _open(turn: Turn) -> Draft | None:
    """Return the draft while it is one; else its card becomes what it is now."""
    draft = await draft_lookup.load(turn.session, turn.subject)
    if draft is not None and draft.status == draft_changes.OPEN:
        return draft
    await ended_draft.tell(turn, turn.subject)
    return None
