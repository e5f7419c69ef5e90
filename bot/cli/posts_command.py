"""``kamtibmas people list``, ``end`` and ``move``: the posts that people hold."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from bot.cli import command_context
from bot.cli.errors import Failure, WrongUse
from bot.clock import Clock
from bot.domain.access import Grant
from bot.domain.spoken_roles import read_role
from bot.places import place_search
from bot.services.people import hidden_cases, posts
from bot.services.staffing import staff_list
from bot.settings import load, load_config
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from typing import TypeVar

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.services.staffing.staff_list import StaffPost
    from bot.vault import Vault

    T = TypeVar("T")
    Work = Callable[[AsyncSession, Vault, datetime], Awaitable[T]]


def show(region: str | None, *, ended: bool, as_json: bool) -> None:
    """Print who serves in a region (None: the nation)."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]

    async def work(session: AsyncSession, vault: Vault, now: datetime) -> list[StaffPost]:
        code = region and (await command_context.require_region(session, region)).code
        return await staff_list.served(session, code, vault=vault, now=now, ended=ended)

    found = asyncio.run(_work(work))
    if as_json:
        typer.echo(json.dumps([_document(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        typer.echo(_line(one))


def end(role: str | None, region: str | None, person: int | None, *, do: bool) -> None:
    """End a post, or with a person alone all of theirs."""
    if person is None and (role is None or region is None):
        raise WrongUse("say which post: --role and --region; or whose posts: --person")
    config = load_config(load().config)

    async def work(session: AsyncSession, vault: Vault, now: datetime) -> list[str]:
        found = await _chosen(session, role, region, person, vault=vault, now=now)
        if do:
            ended = [one.post for one in found]
            await posts.end(session, found[0].person, ended, config=config, now=now)
        return [_said(one, "ended" if do else "would end") for one in found] + [
            f"nobody is officer or deputy in {one.post.region} now"
            for one in found
            if do and await posts.is_left(session, one.post)
        ]

    _print(asyncio.run(_work(work)), do=do)


def move(role: str, source: str, target: str, person: int | None, *, do: bool) -> None:
    """Let a post go on in another region."""
    config = load_config(load().config)

    async def work(session: AsyncSession, vault: Vault, now: datetime) -> list[str]:
        here = (await command_context.require_region(session, source)).code
        to = await _region_of_today(session, target)
        if here == to.code:
            raise WrongUse(f"--from and --to are both {here}; name two regions")
        (one,) = await _chosen(session, role, here, person, vault=vault, now=now)
        if do:
            await hidden_cases.hide_from_new_holder(
                session, one.person, [Grant(one.post.role, to.code)], config, vault, now=now
            )
            await posts.move(session, one.person, one.post, to, config=config, now=now)
        said = [f"{_said(one, 'moved' if do else 'would move')}, to {full_name(to)} ({to.code})"]
        if do and await posts.is_left(session, one.post):
            said.append(f"nobody is officer or deputy in {here} now")
        return said

    _print(asyncio.run(_work(work)), do=do)


async def _work(work: Work[T]) -> T:
    """Do something in a transaction on the database of the settings: a look is noted too."""
    settings = load()
    now = Clock(settings.clock).now()
    async with command_context.unlocked(settings, now=now) as (database, vault):
        return await database.transact(lambda session: work(session, vault, now))


async def _chosen(
    session: AsyncSession,
    role: str | None,
    region: str | None,
    person: int | None,
    *,
    vault: Vault,
    now: datetime,
) -> list[StaffPost]:
    """Return the posts of one person that are meant. Raises Failure where it is none, or whose."""
    meant = read_role(role) if role is not None else None
    if role is not None and meant is None:
        raise WrongUse(f"the role {role!r} is unknown; see: kamtibmas people list")
    if region is not None:
        region = (await command_context.require_region(session, region)).code
    found = [
        one
        for one in await staff_list.served(session, region, vault=vault, now=now)
        if person in {None, one.person}
        and meant in {None, one.post.role}
        and region in {None, one.post.region}
    ]
    if not found:
        raise Failure("nobody holds such a post; see: kamtibmas people list")
    if len({one.person for one in found}) > 1:
        people = ", ".join(f"{one.person} ({one.name or 'no name'})" for one in found)
        raise Failure(f"several people hold it; say whose: --person with one of {people}")
    return found


async def _region_of_today(session: AsyncSession, said: str) -> Region:
    code = (await command_context.require_region(session, said)).code
    heirs = await place_search.today(session, code)
    if [heir.code for heir in heirs] != [code]:
        raise WrongUse(f"a decree ended {code!r}; write {' or '.join(one.code for one in heirs)}")
    return heirs[0]


def _said(one: StaffPost, what: str) -> str:
    where = f"{full_name(one.region)} ({one.post.region})"
    name = one.name or "no name"
    return f"{what}: {name}, {one.post.role} in {where}, since {one.since:%Y-%m-%d}"


def _print(lines: Sequence[str], *, do: bool) -> None:
    for line in lines:
        typer.echo(line)
    if not do:
        typer.echo("nothing is done yet: add --yes to do it")


def _line(one: StaffPost) -> str:
    until = f" until {one.until:%Y-%m-%d}" if one.until else ""
    return (
        f"{one.person}  {one.name or '-'}  {one.post.role}  {one.post.region}"
        f"  {full_name(one.region)}  since {one.since:%Y-%m-%d}{until}  {one.state}"
    )


def _document(one: StaffPost) -> dict[str, Any]:
    return {
        "person": str(one.person),
        "name": one.name,
        "role": one.post.role,
        "region": one.post.region,
        "place": full_name(one.region),
        "since": one.since.isoformat(),
        "until": one.until.isoformat() if one.until else None,
        "state": one.state,
    }
