"""The buttons of a draft: send it, hide who wrote it, change it, drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.category import Severity
from bot.locales import mark
from bot.models import Draft
from bot.services import drafting, reporting

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

ASK_VILLAGE = mark("Di desa atau kelurahan mana? Ketik namanya, atau kirim lokasi.")


async def send(turn: Turn) -> None:
    """Send it; where it has come to sound urgent meanwhile (by night), the card asks first."""
    draft = await _open(turn)
    if draft is None:
        return
    if drafting.asks_ongoing(draft, now=turn.now, config=turn.config) and not draft.emergency:
        turn.reply("draft", draft.id, edit=True)
        return
    await dispatch(turn, draft, ongoing=None)


async def send_ongoing(turn: Turn) -> None:
    """Send it: it goes on now."""
    draft = await _open(turn)
    if draft is not None:
        await dispatch(turn, draft, ongoing=True)


async def send_over(turn: Turn) -> None:
    """Send it: it is over, nobody is to be woken."""
    draft = await _open(turn)
    if draft is not None:
        await dispatch(turn, draft, ongoing=False)


async def dispatch(turn: Turn, draft: Draft, *, ongoing: bool | None) -> None:
    """Send a draft and show the receipt in its place; without a village, ask for it first."""
    if draft.village_code is None:
        await _ask_village(turn, draft)
        return
    report = await reporting.send(
        turn.session,
        draft,
        ongoing=ongoing,
        config=turn.config,
        vault=turn.vault,
        now=turn.now,
    )
    _stop_asking(turn, draft)
    turn.reply("receipt", report.id, edit=True)


async def anonymous(turn: Turn) -> None:
    """Hide who wrote it, or show the alias again."""
    draft = await _open(turn)
    if draft is not None:
        draft.anonymous = not draft.anonymous
        turn.reply("draft", draft.id, edit=True)


async def change(turn: Turn) -> None:
    """Turn the card over to what may be changed; ``args``: which list, and its page."""
    draft = await _open(turn)
    if draft is not None:
        offers = turn.args[0] if turn.args else "likely"
        page = int(turn.args[1]) if len(turn.args) > 1 else 0
        turn.reply("draft_categories", draft.id, edit=True, offers=offers, page=page)


async def choose_category(turn: Turn) -> None:
    """Take the writer's word for what it is about."""
    draft = await _open(turn)
    if draft is None:
        return
    if turn.args[0] in turn.config.categories:  # the operator may have taken it out meanwhile
        drafting.choose_category(draft, turn.args[0], now=turn.now, config=turn.config)
    turn.reply("draft", draft.id, edit=True)


async def choose_severity(turn: Turn) -> None:
    """Take the writer's word for how bad it is."""
    draft = await _open(turn)
    if draft is not None:
        draft.severity = Severity(turn.args[0])
        turn.reply("draft", draft.id, edit=True)


async def choose_village(turn: Turn) -> None:
    """Ask for another village; the next message answers."""
    draft = await _open(turn)
    if draft is not None:
        await _ask_village(turn, draft)


async def back(turn: Turn) -> None:
    """Show the draft as it stands."""
    turn.reply("draft", turn.subject, edit=True)


async def drop(turn: Turn) -> None:
    """Let it go unsent."""
    draft = await _open(turn)
    if draft is not None:
        reporting.drop(draft)
        _stop_asking(turn, draft)
        turn.reply("draft", draft.id, edit=True)


async def _open(turn: Turn) -> Draft | None:
    """Return the draft where it is still one; else its card becomes what it is now.

    A second press finds it sent: the card becomes the receipt, and nothing is sent twice.
    """
    draft = await turn.session.get(Draft, turn.subject)
    if draft is not None and draft.status == drafting.OPEN:
        return draft
    if draft is not None and draft.report_id is not None:
        turn.reply("receipt", draft.report_id, edit=True)
    else:
        turn.reply("draft", turn.subject, edit=True)
    return None


async def _ask_village(turn: Turn, draft: Draft) -> None:
    turn.me.awaiting = {"what": "village", "draft": draft.id}
    turn.tell(ASK_VILLAGE)


def _stop_asking(turn: Turn, draft: Draft) -> None:
    """Forget a question about a draft that is gone: the next message is a new one."""
    if (turn.me.awaiting or {}).get("draft") == draft.id:
        turn.me.awaiting = None
