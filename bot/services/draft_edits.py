"""What the edit of a message changes in the draft that it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.models import Attachment, Report
from bot.services import drafting, privacy

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft
    from bot.services.drafting import Said
    from bot.settings import Config


async def changes_nothing(session: AsyncSession, draft: Draft, said: Said) -> bool:
    """Tell whether an edit brings nothing new: Telegram tells of a link's preview by one, too.

    An album's first caption, told again, is only a part of what the album says.
    """
    words = drafting.clean(said.text)
    moved = said.location is not None and not words
    if moved or (draft.status == drafting.OPEN and replaces(draft, said)):
        return False
    text = draft.text
    if draft.report_id is not None:
        sent = select(Report.text).where(Report.id == draft.report_id)
        text = (await session.scalars(sent)).first() or ""
    return words == text or (bool(draft.media_group) and text.startswith(f"{words}\n"))


def replaces(draft: Draft, said: Said) -> bool:
    """Tell whether an edit shows another picture than the draft's only one."""
    shown = [one.file_id for one in draft.attachments]
    alone = draft.media_group is None and said.media_group is None and len(shown) <= 1
    return said.photo is not None and alone and shown != [said.photo[0]]


async def replace_picture(
    session: AsyncSession, draft: Draft, said: Said, *, now: datetime, config: Config
) -> None:
    """Let the draft's old picture go, with its file, and keep the one that is shown now."""
    old = [one.id for one in draft.attachments]
    draft.attachments.clear()
    await session.flush()
    await privacy.erase_photos(session, Attachment.id.in_(old), now=now)
    drafting.add(session, draft, said, now=now, config=config)
