"""Recognises enrolment codes in a message, and counts wrong guesses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.ticket import normal_code
from bot.models import Invitation
from bot.services.people.code_guesses import Guesses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.code_mention import Mention
    from bot.models import Member
    from bot.vault import Vault


@dataclass(frozen=True, slots=True)
class Recognised:
    """``codes``: what to redeem, each once; ``hidden``: what nobody else is to read."""

    codes: tuple[str, ...] = ()
    hidden: tuple[Mention, ...] = ()


async def recognise(
    session: AsyncSession,
    member: Member,
    mentions: Sequence[Mention],
    *,
    now: datetime,
    vault: Vault,
) -> Recognised:
    """Tell codes from words: a code is in a link that opens this bot, or there is such a one.

    1. Who guessed too often learns nothing: whatever may be a code is hidden, and redeeming the
       first of them says that it is too often.
    2. What looks like a code and is none is a guess, one for each message.
    """
    guesses = Guesses(session, vault.guess_mark(member.fingerprint or ""), now)
    deliberate = [one for one in mentions if one.is_deliberate]
    if deliberate and await guesses.are_too_many():
        return Recognised((deliberate[0].code,), tuple(deliberate))
    hashes = {one: vault.code_hash(normal_code(one.code)) for one in mentions}
    known = select(Invitation.code_hash).where(Invitation.code_hash.in_(hashes.values()))
    issued = set(await session.scalars(known))
    hidden = [one for one in mentions if one.linked or hashes[one] in issued]
    if any(one not in hidden for one in deliberate):
        guesses.add()
    codes = dict.fromkeys(normal_code(one.code) for one in hidden)
    return Recognised(tuple(codes), tuple(hidden))
