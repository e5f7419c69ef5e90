"""``kamtibmas places at``: the villages that a person would be offered for a position."""

from __future__ import annotations

import asyncio

import typer

from bot.cli.command_context import opened
from bot.cli.errors import Failure, WrongUse
from bot.cli.find_command import Scored, show
from bot.places import place_search
from bot.places.geography import Atlas, Certainty, PositionMatch
from bot.settings import load

HALF_AT_M = 100.0  # so far outside its boundary a village's score is a half
NOWHERE = {
    Certainty.OUTSIDE: "in Indonesia or its waters, and in no village",
    Certainty.ABROAD: "not in Indonesia",
}


def at(lat: float, lon: float, *, as_json: bool) -> None:
    """Print the villages at a position in degrees; where there is none, say what is there."""
    found = _atlas().find(lat, lon)
    if found.kind is Certainty.INVALID:
        raise WrongUse(f"{lat} {lon} is no position; LAT is -90 to 90 and LON -180 to 180, degrees")
    if found.kind in NOWHERE:
        typer.echo(f"{lat} {lon}: {NOWHERE[found.kind]}", err=True)
    show(asyncio.run(_by_position(found)), as_json=as_json)


def _atlas() -> Atlas:
    try:
        return Atlas()
    except OSError as error:
        what = f"{error.filename}: {error.strerror}"
        raise Failure(f"{what}; the program is not whole: install it again") from None


async def _by_position(found: PositionMatch) -> list[Scored]:
    async with opened(load()) as database, database.reading() as session:
        return [
            Scored(region, round(HALF_AT_M / (HALF_AT_M + candidate.distance_m), 3))
            for candidate in found.candidates
            for region in await place_search.today(session, candidate.code)
        ]
