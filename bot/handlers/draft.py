"""The buttons of a draft: send it, hide who wrote it, change it, drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import accusation
from bot.domain.category import Severity
from bot.handlers import draft_submission, ended_draft, village_choice
from bot.locales import mark
from bot.models import Draft, loaded_rows
from bot.places import place_search
from bot.places.data import DISTRICT
from bot.services.alerts import accusation_readers
from bot.services.intake import draft_deadlines
from bot.services.reports import draft_changes, draft_facts
from bot.services.staffing import accused_officers
from bot.views.draft_buttons import UNREAD

if TYPE_CHECKING:
    from bot.handlers.turn import Turn


READER_GONE = mark(
    "BELUM TERKIRIM: yang akan membacanya tidak bertugas lagi atau tidak dapat dihubungi."
)


async def send(turn: Turn) -> None:
    """Send it; where it has come to sound urgent meanwhile (by night), the card asks first."""
    draft = await _open(turn)
    if draft is None:
        return
    if draft_facts.asks_ongoing(draft, now=turn.now, config=turn.config) and not draft.emergency:
        turn.reply("draft", draft.id, edit=True)
        return
    await _send(turn, draft)


async def send_ongoing(turn: Turn) -> None:
    """Send it: it goes on now."""
    draft = await _open(turn)
    if draft is not None:
        await _send(turn, draft, ongoing=True)


async def send_at_once(turn: Turn) -> None:
    """Send it as ``/darurat`` does: a misspelt command meant that."""
    draft = await _open(turn)
    if draft is not None:
        await draft_submission.at_once(turn, draft)


async def send_over(turn: Turn) -> None:
    """Send it: it is over, nobody is to be woken."""
    draft = await _open(turn)
    if draft is not None:
        await _send(turn, draft, ongoing=False)


async def _send(turn: Turn, draft: Draft, *, ongoing: bool | None = None) -> None:
    """Send it; where whoever would read it has left since its card came, that is said first."""
    knows = UNREAD in turn.args
    if not knows and await accusation_readers.are_gone(
        turn.session, draft, turn.config, turn.vault
    ):
        turn.toast(READER_GONE)
        turn.reply("draft", draft.id, edit=True)
        return
    await draft_submission.send(turn, draft, ongoing=ongoing, shown=False)


async def anonymous(turn: Turn) -> None:
    """Hide who wrote it, or show the alias again."""
    draft = await _open(turn)
    if draft is not None:
        draft.anonymous = not draft.anonymous
        turn.reply("draft", draft.id, edit=True)


async def recordings(turn: Turn) -> None:
    """Send its voices and videos with it, or leave them behind; ``args``: yes or no."""
    draft = await _open(turn)
    if draft is not None:
        draft.recordings = turn.args[0] == "yes"
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
        draft_changes.choose_category(draft, turn.args[0], now=turn.now, config=turn.config)
    turn.reply("draft", draft.id, edit=True)


async def past(turn: Turn) -> None:
    """Take it past whoever its text names, to the supervisors above."""
    draft = await _open(turn)
    if draft is None:
        return
    ways = await accused_officers.accusation_kinds(turn.session, [draft], turn.vault)
    kind = ways.get(draft.id, accusation.VILLAGE)
    if kind in turn.config.categories:
        draft_changes.choose_category(draft, kind, now=turn.now, config=turn.config)
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
        draft_submission.ask_village(turn, draft)


async def here(turn: Turn) -> None:
    """Let it have happened where its position lies, or its words say; of a district, ask where."""
    draft = await _open(turn)
    if draft is None:
        return
    located = draft.located
    if located is not None and located.level == DISTRICT:
        await village_choice.offer_in(turn, located, draft.id)
        return
    heirs = await place_search.today(turn.session, draft.located_code or "")
    if len(heirs) > 1:  # a decree split it since the card was shown
        village_choice.offer(turn, [region.code for region in heirs], draft.id, None)
        return
    if heirs:
        await draft_changes.place(turn.session, draft, heirs[0].code)
        draft_changes.schedule(draft, now=turn.now, config=turn.config)
    turn.reply("draft", draft.id, edit=True)


async def back(turn: Turn) -> None:
    """Show the draft as it stands."""
    if await _open(turn) is not None:
        turn.reply("draft", turn.subject, edit=True)


async def drop(turn: Turn) -> None:
    """Let it go unsent."""
    draft = await _open(turn)
    if draft is not None:
        draft_deadlines.drop(draft)
        draft_submission.stop_asking(turn, draft)
        turn.reply("draft", draft.id, edit=True)


async def _open(turn: Turn) -> Draft | None:
    """Return the draft where it is still one; else its card becomes what it is now.

    A second press finds it sent: the card becomes the receipt, and nothing is sent twice.
    """
    draft = await loaded_rows.get(turn.session, Draft, turn.subject)
    if draft is not None and draft.status == draft_changes.OPEN:
        return draft
    await ended_draft.tell(turn, turn.subject)
    return None
