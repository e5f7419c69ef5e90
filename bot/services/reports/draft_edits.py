"""What an edited message changes in its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Attachment
from bot.services.reports import draft_changes, draft_messages, report_erasure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, ReportAuthor
    from bot.services.reports.message_content import MessageContent


def changes_nothing(draft: Draft, content: MessageContent) -> bool:
    """Tell whether an edit brings nothing new: Telegram tells of a link's preview by one, too.

    A live place that joined a draft stays where it was sent; one that began it is followed.
    """
    if replaces(draft, content):
        return False
    if content.location is not None and not content.words:
        return not draft_messages.began(draft, content.message_id)
    known = draft_messages.part(draft, content.message_id)
    return known is not None and content.words == known.text


def repeats(author: ReportAuthor, content: MessageContent, added: Iterable[str] = ()) -> bool:
    """Tell whether an edit brings nothing that the sent report does not say and show.

    One message's words are some lines of what the report says, or of what was ``added`` to it;
    which showed which picture is known no more.
    """
    report = author.report
    if content.attached is not None and all(
        one.file_id != content.attached.file_id for one in report.attachments
    ):
        return False
    told = "\n".join([report.text, *added])
    return not content.words or f"\n{content.words}\n" in f"\n{told}\n"


def replaces(draft: Draft, content: MessageContent) -> bool:
    """Tell whether an edit shows another picture than its message did."""
    if content.attached is None:
        return False
    shown = _shown(draft, content)
    return shown is None or shown.file_id != content.attached.file_id


async def replace_picture(
    session: AsyncSession, draft: Draft, content: MessageContent, *, now: datetime
) -> None:
    """Let the picture of a message go, with its file, and keep the one that it shows now."""
    old = _shown(draft, content)
    if old is not None:
        draft.attachments.remove(old)
        await session.flush()
        await report_erasure.erase_photos(session, Attachment.id == old.id, now=now)
    draft_changes.show(session, draft, content, now=now)


def _shown(draft: Draft, content: MessageContent) -> Attachment | None:
    """Return the picture that a message shows.

    What was kept before messages were told apart belongs to the only one.
    """
    known = draft_messages.part(draft, content.message_id)
    if known is not None and known.photo is None and len(draft.messages or []) == 1:
        return next(iter(draft.attachments), None)
    wanted = None if known is None else known.photo
    return next((one for one in draft.attachments if one.id == wanted), None)
