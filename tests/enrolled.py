"""Bringing people into a story: what enrolment writes down, without the chat that leads there.

Nearly every story begins with two or three people who are in already. The notice, ``Setuju`` and
the code have stories of their own; here only the welcome that comes of them is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import outbox
from bot.locales import say_in
from bot.models import Lane
from bot.services.people import enrolment, invitations

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.app import App
    from bot.standin.telegram import Person


async def invite(app: App, role: str, region: str, days: int) -> str:
    """Make an enrolment code, as the operator does."""
    async with app.database.writing() as session:
        return await _issue(session, app, role, region, days)


async def enrol(app: App, person: Person, role: str, region: str) -> None:
    """Make a member of somebody who is none yet, and give them a role in a region."""
    person.started = True  # who agreed has opened the chat
    now, vault, language = app.clock.now(), app.vault, say_in(person.raw["language_code"]).language
    async with app.database.writing() as session:
        code = await _issue(session, app, role, region, days=1)
        member = enrolment.enrol(
            session,
            telegram_id=person.id,
            name=person.name,
            language=language,
            now=now,
            vault=vault,
        )
        await session.flush()
        given = await enrolment.redeem(
            session, member, code, now=now, vault=vault, config=app.config
        )
        outbox.promise(session, "welcome", member.id, now=now, lane=Lane.REPLY, new=True)
    assert given.granted


async def _issue(session: AsyncSession, app: App, role: str, region: str, days: int) -> str:
    now, vault = app.clock.now(), app.vault
    code, _ = await invitations.issue(
        session, role=role, region=region, days=days, created_by=None, now=now, vault=vault
    )
    return code
