"""``/darurat``: a message that is sent at once, without a draft's card or further questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.open_question import EmergencyQuestion
from bot.handlers import album, draft_submission, later_draft, report
from bot.locales import mark
from bot.services.reports import draft_changes

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft
    from bot.services.reports.message_content import MessageContent

# After this, what was asked for is forgotten: a "halo" of the next day must not page anybody.
ANSWERS_WITHIN = timedelta(minutes=15)
ASK_EMERGENCY = mark(
    "🚨 Telepon 110 sekarang. Lalu tulis di sini: apa dan di mana. Pesan berikutnya LANGSUNG"
    " dikirim ke petugas. Tidak jadi: /batal"
)


async def begin(turn: Turn) -> None:
    """Send the words behind ``/darurat`` at once; alone, it asks for one message."""
    content = report.content_of(turn)
    if content.is_empty:
        turn.me.awaiting = EmergencyQuestion(at=turn.now)
        turn.tell(ASK_EMERGENCY)
        return
    if isinstance(turn.me.awaiting, EmergencyQuestion):
        turn.me.awaiting = None  # here it is
    if not await album.take_further_picture(turn, content, at_once=True):
        sent_now = later_draft.without_recording(content, turn.me.village_code)
        draft = _draft(turn, sent_now)
        await draft_submission.at_once(turn, draft, shown=False)
        if sent_now is not content:
            await later_draft.offer_recording(turn, draft.id, content)


async def answer(turn: Turn) -> None:
    """Send the message that ``/darurat`` asked for."""
    content = report.content_of(turn)
    if content.shared:  # it tells neither what nor where
        turn.tell(ASK_EMERGENCY)
        return
    asked_at = turn.asked(EmergencyQuestion).at
    turn.me.awaiting = None
    if turn.now - asked_at > ANSWERS_WITHIN:
        await report.receive(turn)
        return
    sent_now = later_draft.without_recording(content, turn.me.village_code)
    draft = _draft(turn, sent_now)
    await draft_submission.at_once(turn, draft, shown=False)
    if sent_now is not content:
        await later_draft.offer_recording(turn, draft.id, content)


def _draft(turn: Turn, content: MessageContent) -> Draft:
    """Return the draft of what is sent at once."""
    return draft_changes.start(
        turn.session, turn.me, content, now=turn.now, config=turn.config, emergency=True
    )
