"""Imports a roster: members get their posts at once, all others a code of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import joinedload, selectinload

from bot.domain.access import Grant, covers
from bot.domain.escalation import AlertStatus
from bot.domain.ticket import new_code
from bot.models import Alert, Incident, Invitation, Member, RosterEntry, RosterPost, new_id
from bot.places import place_search
from bot.places.region_filters import inside
from bot.services import audit
from bot.services.alerts import lifecycle, unclaimed_reports
from bot.services.people import (
    appointments,
    command_menus,
    grants,
    hidden_cases,
    pending_posts,
    posts,
)
from bot.services.people.roster import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.services.people.roster_plan import Plan, RosterPerson
    from bot.settings import Config
    from bot.vault import Vault

    Rows = list[dict[str, Any]]

IMPORTED, RENEWED = "imported", "codes_renewed"


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code for one person. It stands nowhere else: the database has its hash alone."""

    name: str
    posts: tuple[Grant, ...]
    code: str
    expires_at: datetime


@dataclass(slots=True)
class RosterImporter:
    """Writes what a plan brings, in one transaction. A code lasts ``days``."""

    session: AsyncSession
    vault: Vault
    config: Config
    days: int
    now: datetime
    _regions: dict[str, Region] = field(default_factory=dict)
    _urgent: set[str] = field(default_factory=set)  # villages with an alert that nobody has taken

    async def take(self, plan: Plan) -> list[IssuedCode]:
        """Write the plan down; return the codes of those who have yet to come in.

        1. Who is here gets the posts at once and is told; alerts that found nobody look again. That
           the list names them is known before, though it give them nothing: what names them so is
           not theirs to read.
        2. Whom the list knew already, more waits for: the code that they have brings that too.
        3. For everybody else it waits behind a new code.
        """
        here = [one for one in plan.new if one.member_id is not None]
        if here:
            await self._learn(here)
        for start in range(0, len(here), AT_ONCE):
            chunk = here[start : start + AT_ONCE]
            members = await _members(self.session, chunk)
            await self._settle(chunk)
            for one in chunk:
                await self._give(one, members[one.member_id or 0])
        codes = await self._prepare([one for one in plan.new if one.member_id is None])
        audit.write(self.session, "operator", IMPORTED, f"people:{len(plan.new)}", self.now)
        return codes

    async def _learn(self, people: Sequence[RosterPerson]) -> None:
        posts_ = (post for one in people for post in (*one.missing, *one.waiting))
        codes = sorted({post.region for post in posts_})
        for start in range(0, len(codes), AT_ONCE):
            chunk = codes[start : start + AT_ONCE]
            found = await place_search.by_codes(self.session, chunk)
            self._regions |= {region.code: region for region in found}
        untaken = select(Incident.village_code).join(Alert, Alert.incident_id == Incident.id)
        untaken = untaken.where(Alert.status == AlertStatus.OPEN).distinct()
        self._urgent = set(await self.session.scalars(untaken))

    async def _give(self, person: RosterPerson, member: Member) -> None:
        has = set(member.held)
        wanted = dict.fromkeys([*person.missing, *person.waiting])
        gained = [post for post in wanted if post not in has]
        given = [(post.role, self._regions[post.region]) for post in gained]
        if person.entry is None:
            self.session.add(self._entry(person, member.id))
        grants.give(self.session, member, given, now=self.now, by=None, config=self.config)
        reads, held = (self.config, self.vault), [*has, *gained]  # by the name on the list, too
        await hidden_cases.hide_from_new_holder(self.session, member.id, held, *reads, now=self.now)
        await unclaimed_reports.inform_new_holder(
            self.session, gained, config=self.config, now=self.now
        )
        posts.tell(self.session, member.id, "given", gained, now=self.now)
        await appointments.announce(self.session, member, gained, by=None, now=self.now)
        command_menus.owe(self.session, member.id, now=self.now)
        if any(covers(post.region, village) for post in gained for village in self._urgent):
            await lifecycle.retry_unreached(self.session, member.id, held, now=self.now)

    async def _settle(self, people: Sequence[RosterPerson]) -> None:
        """Use up the codes of those who came in by another way."""
        came = {
            one.entry.id: one.member_id
            for one in people
            if one.arrives and one.entry is not None and one.member_id is not None
        }
        if came:
            await pending_posts.settle(self.session, came, now=self.now)

    async def _prepare(self, people: Sequence[RosterPerson]) -> list[IssuedCode]:
        """Let posts wait; rows, no objects: of those there would be thousands."""
        entries: Rows = []
        waiting: Rows = []
        invitations: Rows = []
        codes: list[IssuedCode] = []
        for one in people:
            entry = one.entry or self._entry(one, None)
            waiting += [_waiting(entry, post) for post in one.missing]
            if one.needs_code:
                code = self._code(one.name, one.missing)
                entries.append(_row(entry))
                invitations.append(self._invitation(entry, code))
                codes.append(code)
        for table, rows in (
            (RosterEntry, entries),
            (RosterPost, waiting),
            (Invitation, invitations),
        ):
            if rows:
                await self.session.execute(insert(table), rows)
        return codes

    async def renew(self, region: str | None) -> list[IssuedCode]:
        """Return a new code for everybody on the list who has not come in; the old ones end."""
        absent = select(RosterEntry).where(
            RosterEntry.member_id.is_(None), RosterEntry.mark.is_not(None)
        )
        if region is not None:
            there = select(RosterPost.entry_id).where(inside(RosterPost.region_code, [region]))
            absent = absent.where(RosterEntry.id.in_(there))
        absent = absent.options(selectinload(RosterEntry.posts)).order_by(RosterEntry.id)
        codes: list[IssuedCode] = []
        rows: Rows = []
        for entry in await self.session.scalars(absent):
            held = [Grant(post.role, post.region_code) for post in entry.posts]
            code = self._code(self.vault.open(entry.sealed_name), held)
            codes.append(code)
            rows.append({"of": entry.id, **self._validity(code)})
        if rows:
            await self._replace(rows)
            audit.write(self.session, "operator", RENEWED, f"people:{len(rows)}", self.now)
        return codes

    async def _replace(self, rows: Rows) -> None:
        theirs = Invitation.__table__.c.entry_id == bindparam("of")
        unused = Invitation.__table__.c.used_at.is_(None)
        changed = update(Invitation.__table__).where(theirs, unused)  # type: ignore[arg-type]
        await (await self.session.connection()).execute(changed, rows)

    def _code(self, name: str, posts: Sequence[Grant]) -> IssuedCode:
        until = self.now + timedelta(days=self.days)
        return IssuedCode(name, tuple(posts), new_code(), until)

    def _entry(self, person: RosterPerson, member_id: int | None) -> RosterEntry:
        return RosterEntry(
            id=new_id(),
            mark=person.mark,
            sealed_name=self.vault.seal(person.name),
            member_id=member_id,
            listed_at=self.now,
        )

    def _invitation(self, entry: RosterEntry, code: IssuedCode) -> dict[str, Any]:
        return {
            "id": new_id(),
            "entry_id": entry.id,
            "role": code.posts[0].role,
            "region_code": code.posts[0].region,
            "reusable": False,
            "created_at": self.now,
            **self._validity(code),
        }

    def _validity(self, code: IssuedCode) -> dict[str, Any]:
        return {"code_hash": self.vault.code_hash(code.code), "expires_at": code.expires_at}


def _row(entry: RosterEntry) -> dict[str, Any]:
    names = ("id", "mark", "sealed_name", "listed_at")
    return {name: getattr(entry, name) for name in names}


def _waiting(entry: RosterEntry, post: Grant) -> dict[str, Any]:
    return {"entry_id": entry.id, "role": post.role, "region_code": post.region}


async def _members(session: AsyncSession, people: Sequence[RosterPerson]) -> dict[int, Member]:
    found = await session.scalars(
        select(Member)
        .where(Member.id.in_({one.member_id for one in people}))
        .options(selectinload(Member.grants), joinedload(Member.village))
    )
    return {member.id: member for member in found}
