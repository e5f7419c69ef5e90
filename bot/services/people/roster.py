"""Compares the operator's roster with the database: who is new, who is known, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain.access import Grant
from bot.domain.place_names import normalise
from bot.domain.report_line import BadLine
from bot.domain.roster_line import PersonLine, may_be_one
from bot.models import Member, MemberGrant, RosterEntry
from bot.places.address_lookup import Finder
from bot.services.people.roster_plan import Bad, Numbered, Placed, Plan, RosterPerson

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.vault import Vault

AT_ONCE = 1000  # people in one statement


async def place(
    session: AsyncSession, lines: Sequence[Numbered]
) -> tuple[list[Placed], list[Bad], Mapping[str, str]]:
    """Find the regions of all lines; return the lines that have them, and what is wrong.

    And of each code that is written in another way than ours, the region that it was taken for.
    """
    finder = Finder(session)
    good = [(number, line) for number, line in lines if isinstance(line, PersonLine)]
    await finder.expect(address for _, line in good for address in line.places)
    placed: list[Placed] = []
    bad: list[Bad] = [(number, str(line)) for number, line in lines if isinstance(line, BadLine)]
    for number, line in good:
        try:
            codes = [(await finder.find(address)).code for address in line.places]
        except BadLine as reason:
            bad.append((number, str(reason)))
        else:
            posts = tuple(Grant(line.role, code) for code in dict.fromkeys(codes))
            placed.append((number, line, posts))
    return placed, bad, finder.assumed


async def compare(session: AsyncSession, placed: Sequence[Placed], vault: Vault) -> Plan:
    """Return what a list would change; write nothing.

    1. Lines of one service number or one account are one person; what contradicts is bad.
    2. Who was listed before is found by the mark of that, who has come in by their account.
    3. What they hold, and what waits for them, is known.
    """
    gathered = _RosterBuilder(vault)
    bad: list[Bad] = []
    for number, line, posts in placed:
        try:
            gathered.take(number, line, posts)
        except BadLine as reason:
            bad.append((number, str(reason)))
    plan = Plan(list(gathered.people.values()), bad)
    for start in range(0, len(plan.people), AT_ONCE):
        plan.bad += await _recognise(session, plan.people[start : start + AT_ONCE], vault)
    return plan


class _RosterBuilder:
    """The people of a list, each with what all their lines say."""

    def __init__(self, vault: Vault) -> None:
        self.people: dict[str, RosterPerson] = {}
        self._vault = vault
        self._accounts: dict[str, RosterPerson] = {}

    def take(self, number: int, line: PersonLine, posts: Sequence[Grant]) -> None:
        """Add a line to the person whose it is. Raises BadLine where it contradicts another."""
        mark = self._vault.roster_mark(line.known_by or _said(line, posts))
        person = self.people.get(mark) or RosterPerson(number, mark, line.name)
        if not may_be_one(person.name, line.name):
            known_by = "nrp" if line.nrp else "telegram_id"
            raise BadLine(f"line {person.number} has the same {known_by} and quite another name")
        fingerprint = self._account(line, person)
        for post in posts:
            if post in person.posts:
                raise BadLine(_twice(line, person.posts[post]))
        self.people[mark] = person
        if fingerprint is not None:
            person.fingerprint = fingerprint
            self._accounts[fingerprint] = person
        person.posts |= dict.fromkeys(posts, number)

    def _account(self, line: PersonLine, person: RosterPerson) -> str | None:
        if line.telegram_id is None:
            return None
        fingerprint = self._vault.fingerprint(line.telegram_id)
        other = self._accounts.get(fingerprint, person)
        if other is not person:
            raise BadLine(f"line {other.number} has the same telegram_id, and not the same nrp")
        if person.fingerprint not in {None, fingerprint}:
            raise BadLine(f"line {person.number} has the same nrp and another telegram_id")
        return fingerprint


def _said(line: PersonLine, posts: Sequence[Grant]) -> str:
    """Return what finds a line again that names no number."""
    codes = ",".join(sorted(post.region for post in posts))
    return f"line:{normalise(line.name)}:{line.role}:{codes}"


def _twice(line: PersonLine, first: int) -> str:
    twice = f"line {first} says the same already"
    return twice if line.known_by else f"{twice}; if these are two people, give each an nrp"


async def _recognise(
    session: AsyncSession, people: Sequence[RosterPerson], vault: Vault
) -> list[Bad]:
    bad: list[Bad] = []
    entries = await _entries(session, people)
    accounts = await _accounts(session, people)
    for one in people:
        one.entry = entries.get(one.mark)
        here = one.entry.member_id if one.entry else None
        one.member_id = accounts.get(one.fingerprint or "", here)
        if here not in {None, one.member_id}:
            bad.append((one.number, "its telegram_id and its nrp belong to two people here"))
        elif one.entry and not may_be_one(vault.open(one.entry.sealed_name), one.name):
            bad.append((one.number, "its nrp or telegram_id belongs to another name here"))
    held = await _held(session, {one.member_id for one in people if one.member_id is not None})
    for one in people:
        has = one.waiting if one.member_id is None else held.get(one.member_id, set())
        one.missing = [post for post in one.posts if post not in has]
    return bad


async def _entries(
    session: AsyncSession, people: Sequence[RosterPerson]
) -> Mapping[str, RosterEntry]:
    listed = select(RosterEntry).where(RosterEntry.mark.in_([one.mark for one in people]))
    found = await session.scalars(listed.options(selectinload(RosterEntry.posts)))
    return {entry.mark: entry for entry in found if entry.mark is not None}


async def _accounts(session: AsyncSession, people: Sequence[RosterPerson]) -> Mapping[str, int]:
    known = [one.fingerprint for one in people if one.fingerprint is not None]
    found = select(Member.fingerprint, Member.id).where(Member.fingerprint.in_(known))
    return {row.fingerprint: row.id for row in await session.execute(found) if row.fingerprint}


async def _held(session: AsyncSession, members: Collection[int]) -> Mapping[int, set[Grant]]:
    grants = select(MemberGrant.member_id, MemberGrant.role, MemberGrant.region_code).where(
        MemberGrant.member_id.in_(members), MemberGrant.ended_at.is_(None)
    )
    held: dict[int, set[Grant]] = {}
    for member_id, role, region in await session.execute(grants):
        held.setdefault(member_id, set()).add(Grant(role, region))
    return held
