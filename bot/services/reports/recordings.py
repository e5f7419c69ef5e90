"""Voices and videos of a draft: by them its writer can be recognised, so they may stay behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.attachment_kind import AttachmentKind
from bot.models import Attachment
from bot.services.reports import draft_messages, pictures, report_erasure

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.models import Draft


def kinds(draft: Draft) -> set[AttachmentKind]:
    """Return which of them a draft holds that can be kept (``attachments`` are loaded)."""
    return {
        kind
        for one in draft.attachments
        if (kind := AttachmentKind(one.kind)).is_recognisable
        and one.state in pictures.SHOWN_SOMETIME
    }


def go_along(draft: Draft, *of: Category, accuses: bool = False) -> bool:
    """Tell whether they are sent: as its writer said, else unless its kinds hide who that is.

    ``accuses``: its words name an officer, who may know the voice.
    """
    if draft.recordings is not None:
        return draft.recordings
    return not accuses and not any(one.is_confidential or one.hides_reporter for one in of)


def set_aside(draft: Draft, into: Draft) -> None:
    """Move the voices and videos of a draft into another one, each with the message that it is of.

    (The attachments of both are loaded.)
    """
    for one in [one for one in draft.attachments if AttachmentKind(one.kind).is_recognisable]:
        draft.attachments.remove(one)
        into.attachments.append(one)
        one.draft_id = into.id
        part = draft_messages.part_with_photo(draft, one.id)
        if part is not None:
            draft_messages.put(draft, part._replace(photo=None))
            draft_messages.put(into, part._replace(text=""))


async def leave_out(session: AsyncSession, draft: Draft, *, now: datetime) -> None:
    """Erase the voices and videos of a draft that is about to be sent without them."""
    left = [one for one in draft.attachments if AttachmentKind(one.kind).is_recognisable]
    for one in left:
        draft.attachments.remove(one)
    if left:
        await session.flush()
        ids = [one.id for one in left]
        await report_erasure.erase_photos(session, Attachment.id.in_(ids), now=now)
