"""``places at``: a position in degrees, and one clear answer to each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.places.data.decrees import CodeChange, shipped
from bot.services.operations import region_loading

if TYPE_CHECKING:
    from tests.cli.shell import Shell
    from tests.world import World

pytestmark = pytest.mark.nation
LAT, LON = "-5.1477", "119.4327"  # in Makassar, well within a village
BALLA_PARANG = {
    "code": "73.71.13.1007",
    "name": "Balla Parang",
    "district": "Rappocini",
    "regency": "Kota Makassar",
    "province": "Sulawesi Selatan",
    "score": 1.0,
}
AT_SEA = ("-5.5", "118.0")  # in the Strait of Makassar
ABROAD = (
    ("3.139", "101.6869"),  # Kuala Lumpur
    ("-12.46", "130.84"),  # Darwin
    ("0", "0"),
    ("90", "0"),
    ("-90", "0"),
    ("90", "119.4327"),
    (LAT, "-119.4327"),  # in the middle of the Pacific
)
NO_POSITION = (
    ("nan", LON),
    (LAT, "nan"),
    ("inf", LON),
    ("-inf", LON),
    ("90.0001", LON),
    ("-90.0001", LON),
    (LAT, "180.5"),
    (LON, LAT),  # the two exchanged
)


@pytest.mark.parametrize(
    "words",
    [
        (LAT, LON, "--json"),
        ("--json", LAT, LON),
        ("--json", "--", LAT, LON),
        ("-51477e-4", "1194327e-4", "--json"),
    ],
)
async def test_south_of_the_equator_needs_no_sign_of_its_own(
    world: World, shell: Shell, words: tuple[str, ...]
) -> None:
    """-5.1477 is a number, not an option, wherever it stands; the keys are those of ``find``."""
    shell.enters(world)
    code, out, err = await shell.asks("places", "at", *words)
    assert (code, err) == (0, "")
    assert json.loads(out) == [BALLA_PARANG]


async def test_without_json_it_is_for_reading(world: World, shell: Shell) -> None:
    """One line for each village."""
    shell.enters(world)
    code, out, err = await shell.asks("places", "at", LAT, LON)
    said = "73.71.13.1007  1.00  Kel. Balla Parang, Kec. Rappocini, Kota Makassar\n"
    assert (code, out, err) == (0, said, "")


async def test_at_sea_the_nearest_are_named(world: World, shell: Shell) -> None:
    """It is said that it is in no village; the nearest come first, scored lower the farther."""
    shell.enters(world)
    code, out, err = await shell.asks("places", "at", *AT_SEA, "--json")
    scores = [one["score"] for one in json.loads(out)]
    assert code == 0
    assert err == "-5.5 118.0: in Indonesia or its waters, and in no village\n"
    assert 1 < len(scores) <= 3
    assert scores == sorted(scores, reverse=True)
    assert scores[0] < 0.1


@pytest.mark.parametrize(("lat", "lon"), ABROAD)
async def test_abroad_is_said_so(world: World, shell: Shell, lat: str, lon: str) -> None:
    """Another country, the poles, 0/0: nothing is guessed, and a script reads an empty list."""
    shell.enters(world)
    said = f"{float(lat)} {float(lon)}: not in Indonesia\n"
    assert await shell.asks("places", "at", lat, lon, "--json") == (0, "[]\n", said)
    assert await shell.asks("places", "at", lat, lon) == (0, "", said)


@pytest.mark.parametrize(("lat", "lon"), NO_POSITION)
async def test_what_is_no_position_is_wrong_use(
    world: World, shell: Shell, lat: str, lon: str
) -> None:
    """Off the globe, or not a number: one sentence, and what may be written."""
    shell.enters(world)
    code, out, err = await shell.asks("places", "at", lat, lon, "--json")
    assert (code, out) == (2, "")
    assert "is no position; LAT is -90 to 90 and LON -180 to 180" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-5,1477", LON), "LAT"),
        ((LAT, "119.4E"), "LON"),
        ((LAT,), "Missing argument 'LON'"),
        ((LAT, LON, "--jason"), "--jason"),
    ],
)
async def test_what_is_no_number_is_wrong_use(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    """It names what is wrong, and where to read more; an unknown option is none the less one."""
    code, out, err = await shell.asks("places", "at", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "kamtibmas places at --help" in err


async def test_a_village_that_is_no_more_gives_what_came_out_of_it(
    world: World, shell: Shell
) -> None:
    """The boundaries are older than the decree: both halves are offered."""
    old, new = BALLA_PARANG["code"], ("73.71.13.1091", "73.71.13.1092")
    nation = shipped()
    like = next(row for row in nation.rows if row.code == old)
    rows = [row for row in nation.rows if row.code != old]
    rows += [like._replace(code=code, name=f"Balla Parang {code[-1]}") for code in new]
    day = date(2026, 12, 1)
    code_changes = tuple(CodeChange(day, str(old), code) for code in new)
    async with world.app.database.writing() as session:
        later = replace(nation, day=day, rows=tuple(rows), code_changes=code_changes)
        await region_loading.load_regions(session, None, later)
    shell.enters(world)
    _, out, _ = await shell.asks("places", "at", LAT, LON, "--json")
    assert {one["code"] for one in json.loads(out)} == set(new)
