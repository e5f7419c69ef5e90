"""Twenty more people, who write at the same moment when the bot is to be killed.

They live in a village that no phone of the page looks after, and write of rubbish, which pages
nobody: the chats of the page stay what the visitor made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import Role
from bot.places import place_search
from bot.services.people import enrolment, grants

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Database
    from bot.settings import Config
    from bot.standin.person import Person
    from bot.standin.telegram import Telegram
    from bot.vault import Vault

VILLAGE = "73.71.09.1007"  # Kelurahan Masale
HOW_MANY = 20
FIRST_ID = 7_300_000_001


def people(telegram: Telegram) -> list[Person]:
    """Return them, with their Telegram; they know the bot."""
    found = [
        telegram.person(f"Tetangga {number + 1}", FIRST_ID + number) for number in range(HOW_MANY)
    ]
    for person in found:
        person.started = True
    return found


async def enrol(
    telegram: Telegram, database: Database, config: Config, vault: Vault, now: datetime
) -> None:
    """Let them in as residents."""
    async with database.writing() as session:
        village = await place_search.by_code(session, VILLAGE)
        assert village is not None  # noqa: S101 - every village of the nation is loaded
        for person in people(telegram):
            member = enrolment.enrol(
                session,
                telegram_id=person.id,
                name=person.name,
                language="id",
                now=now,
                vault=vault,
            )
            grants.grant(session, member, Role.RESIDENT, village, now=now, by=None, config=config)
