"""The button that turns a digest's page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.models import Digest
from bot.services.digests import digest_schedule
from bot.services.digests.digest_hours import DigestKind

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

PARTS = 2  # of a button: which page, and since when the digest tells


async def own(turn: Turn) -> bool:
    """Admit to whom the digest came, while a post of theirs brings such."""
    digest = await turn.session.get(Digest, turn.subject)
    if digest is None or digest.member_id != turn.me.id or len(turn.args) != PARTS:
        return False
    numbers = all(part.isdecimal() for part in turn.args)
    return numbers and bool(digest_schedule.digest_regions(DigestKind(digest.kind), turn.grants))


async def turn_page(turn: Turn) -> None:
    """Show another page of a digest, in place."""
    page, since = (int(part) for part in turn.args)
    begins = datetime.fromtimestamp(since, UTC).isoformat()
    turn.reply("digest", turn.subject, edit=True, page=page, since=begins)
