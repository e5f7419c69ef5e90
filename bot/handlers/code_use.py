"""Ends what a code gave, a person's post, or the code itself: by whoever gives such posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import Grant
from bot.models import Invitation
from bot.services import audit
from bot.services.people import code_use, posts

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def show(turn: Turn) -> None:
    """Show one of those that were told together, by which it is ended."""
    turn.reply(code_use.KIND, turn.subject)


async def turn_page(turn: Turn) -> None:
    """Turn the page of what was told together."""
    page, since, until = turn.args
    turn.reply(code_use.LIST, edit=True, page=int(page), since=_moment(since), until=_moment(until))


def _moment(micros: str) -> str:
    return (EPOCH + timedelta(microseconds=int(micros))).isoformat()


async def ask(turn: Turn) -> None:
    """Ask once more."""
    turn.reply(code_use.KIND, turn.subject, edit=True, asks=True)


async def back(turn: Turn) -> None:
    """Leave it as it is."""
    turn.reply(code_use.KIND, turn.subject, edit=True)


async def end(turn: Turn) -> None:
    """End it; pressed again, or after it has ended by itself, it changes nothing."""
    code = await turn.session.get(Invitation, turn.subject)
    assert code is not None  # noqa: S101 - the guard has looked
    if code.reusable or code.used_at is None:
        if code.expires_at > turn.now:
            code.expires_at = turn.now
            who, of = f"member:{turn.me.id}", f"invitation:{code.id}"
            audit.write(
                turn.session, who, code_use.ENDED, of, turn.now, f"{code.role}@{code.region_code}"
            )
    else:
        given = await code_use.given(turn.session, code)
        over = [Grant(one.role, one.region_code) for one in given]
        theirs = [one for one in over if access.may_give(turn.grants, one.role, one.region)]
        if theirs and code.used_by is not None:
            await posts.end(
                *(turn.session, code.used_by, theirs),
                config=turn.config,
                now=turn.now,
                by=turn.me.id,
            )
    turn.reply(code_use.KIND, turn.subject, edit=True)
