"""What the edit of a message changes in the draft that it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.models import Attachment, Report
from bot.services import draft_messages, drafting, privacy

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft
    from bot.services.drafting import Said


async def changes_nothing(session: AsyncSession, draft: Draft, said: Said) -> bool:
    """Tell whether an edit brings nothing new: Telegram tells of a link's preview by one, too.

    Of what is sent, one message's words are some lines of what the report says.
    """
    words = said.words
    if (said.location is not None and not words) or replaces(draft, said):
        return False
    known = draft_messages.part(draft, said.message_id)
    if draft.status == drafting.OPEN:
        return known is not None and words == known.text
    text = None
    if draft.report_id is not None:
        text = await session.scalar(select(Report.text).where(Report.id == draft.report_id))
    return not words or f"\n{words}\n" in f"\n{text or ''}\n"


def replaces(draft: Draft, said: Said) -> bool:
    """Tell whether an edit shows another picture than its message did."""
    if said.photo is None:
        return False
    if draft.status != drafting.OPEN:  # which message showed which is known no more
        return all(one.file_id != said.photo[0] for one in draft.attachments)
    shown = _shown(draft, said)
    return shown is None or shown.file_id != said.photo[0]


async def replace_picture(
    session: AsyncSession, draft: Draft, said: Said, *, now: datetime
) -> None:
    """Let the picture of a message go, with its file, and keep the one that it shows now."""
    old = _shown(draft, said)
    if old is not None:
        draft.attachments.remove(old)
        await session.flush()
        await privacy.erase_photos(session, Attachment.id == old.id, now=now)
    drafting.show(session, draft, said, now=now)


def _shown(draft: Draft, said: Said) -> Attachment | None:
    """Return the picture that a message shows.

    What was kept before messages were told apart belongs to the only one.
    """
    known = draft_messages.part(draft, said.message_id)
    if known is not None and known.photo is None and len(draft.messages or []) == 1:
        return next(iter(draft.attachments), None)
    wanted = None if known is None else known.photo
    return next((one for one in draft.attachments if one.id == wanted), None)
