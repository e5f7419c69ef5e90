"""Lists of people for stories, the codes that come of them, and whoever uses one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from bot.models import MemberGrant

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Person
    from tests.world import World

HEADER = "name,role,region,nrp,telegram_id"


class Codes(NamedTuple):
    """A file of codes."""

    path: Path

    def of(self, name: str) -> str:
        """Return somebody's code."""
        return next(row["code"] for row in self.rows() if row["name"] == name)

    def rows(self) -> list[dict[str, str]]:
        """Return every row."""
        text = self.path.read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def lay(path: Path, *lines: str, header: str = HEADER) -> str:
    """Write a list; return where it lies."""
    path.write_text("".join(f"{line}\n" for line in (header, *lines)))
    return str(path)


async def comes_in(world: World, name: str, code: str) -> Person:
    """Let somebody open the link that they were given, and agree."""
    person = world.telegram.person(name)
    person.writes(f"/start {code}")
    await world.settle()
    person.presses("Setuju")
    await world.settle()
    return person


async def held(world: World) -> set[tuple[str, str]]:
    """Return the roles that hold, each with its region."""
    grants = await world.all(MemberGrant, MemberGrant.ended_at.is_(None))
    return {(grant.role, grant.region_code) for grant in grants}
