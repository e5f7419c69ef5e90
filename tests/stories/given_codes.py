"""Somebody makes an invitation code, and others enter by it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World


async def makes(world: World, maker: Person, role: str) -> str:
    """Return the code that somebody made for a role in the village."""
    await world.writes(maker, f"/undang {role} {VILLAGE}")
    return newest_code(maker)


def newest_code(maker: Person) -> str:
    """Return the newest code that somebody was shown; a poster may have come after it."""
    words = " ".join(one.text or one.caption or "" for one in maker.inbox).split()
    return [after for word, after in pairwise(words) if word == "/start"][-1]


async def enters(world: World, name: str, code: str) -> Person:
    """Let somebody new in by a code."""
    person = world.telegram.person(name)
    await world.writes(person, f"/start {code}")
    await world.presses(person, "Setuju")
    return person
