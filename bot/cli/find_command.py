"""``kamtibmas places find``: the villages that a person would be offered for a name."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from bot.cli.command_context import opened, require_region
from bot.places import place_search
from bot.settings import load
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Region


SHOWN = 5  # by name: beyond these a person types more of it


class Scored(NamedTuple):
    """A region, and how likely it is meant: 1 is surest."""

    region: Region
    score: float


def find(text: str, near: str | None, *, as_json: bool) -> None:
    """Print the villages that a text may mean, the likeliest first."""
    show(asyncio.run(_by_name(text, near)), as_json=as_json)


async def _by_name(text: str, near: str | None) -> list[Scored]:
    async with opened(load()) as database, database.reading() as session:
        if near is not None:
            near = (await require_region(session, near)).code
        finding = await place_search.search(session, text, near=near, limit=SHOWN)
        return [Scored(one.region, one.score) for one in finding.found]


def show(found: Iterable[Scored], *, as_json: bool) -> None:
    """Print regions with how likely each is meant."""
    if as_json:
        typer.echo(json.dumps([_document(*one) for one in found], ensure_ascii=False))
        return
    for region, score in found:
        typer.echo(f"{region.code}  {score:.2f}  {full_name(region)}")


def _document(region: Region, score: float) -> dict[str, Any]:
    return {
        "code": region.code,
        "name": region.name,
        "district": region.district,
        "regency": region.regency,
        "province": region.province,
        "score": score,
    }
