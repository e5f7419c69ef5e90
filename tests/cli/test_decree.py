"""``migrate --decree FILE``: an operator obeys a decree, and what was reported stays findable."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.models import Edition, MemberGrant, Region
from bot.places.data import VILLAGE as LEVEL
from bot.places.data import regions
from tests.large_decree import CHANGED, GREW, RECODED, Large
from tests.world import CITY, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Person
    from tests.cli.shell import Shell
    from tests.world import World

# What is obeyed is measured by the whole nation: another is another edition.
pytestmark = pytest.mark.nation
LAMPS = "Lampu jalan mati semua"
NEW = "73.71.09.1090"
MERGED_INTO_NEW = f"""\
# a made-up decree
from 2026-12-01
add {NEW} Karuwisi Raya
pass {VILLAGE} {NEW}
end {VILLAGE}
"""


async def _obeys(shell: Shell, world: World, file: Path, text: str) -> tuple[int, str, str]:
    await asyncio.to_thread(file.write_text, text)
    shell.enters(world)
    return await shell.asks("migrate", "--decree", str(file))


async def _exported(shell: Shell, region: str) -> set[str]:
    _, out, _ = await shell.asks("export", "reports", "--region", region)
    return {json.loads(line)["ticket"] for line in out.splitlines()}


async def _counted(shell: Shell, region: str) -> int:
    _, out, _ = await shell.asks("summary", "--region", region, "--week", "2026-W48", "--json")
    return int(json.loads(out)["incidents"]["now"])


async def _asks(world: World, person: Person, text: str) -> str:
    person.writes(text)
    await world.settle()
    return person.last.text


async def test_what_was_reported_is_found_under_both_codes(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """On the command line and in the chat, by the old code, the new one, and the new name."""
    ratna = await world.enrol("Bu Ratna", "coordinator", CITY)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, LAMPS)
    code, _, err = await _obeys(shell, world, tmp_path / "decree", MERGED_INTO_NEW)
    assert code == 0
    assert err.endswith("decree of 2026-12-01: 2 regions changed\n")
    for region in (VILLAGE, NEW):
        assert await _exported(shell, region) == {ticket}
        assert await _counted(shell, region) == 1
    for place in (VILLAGE, NEW, "Karuwisi Raya"):
        told = await _asks(world, ratna, f"/ringkasan minggu ini {place}")
        assert "Ringkasan Kel. Karuwisi Raya" in told
        assert "Kejadian: 1" in told


async def test_obeyed_twice_and_migrated_after_nothing_changes(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """An upgrade that knows nothing of the decree does not undo it."""
    await world.enrol("Bripka Ilham", "officer")
    await _obeys(shell, world, tmp_path / "decree", MERGED_INTO_NEW)
    code, _, err = await _obeys(shell, world, tmp_path / "decree", MERGED_INTO_NEW)
    assert (code, err.splitlines()[-1]) == (0, "decree: obeyed already")
    assert await shell.asks("migrate") == (0, "", "schema: up to date\nregions: up to date\n")
    assert await world.count(Edition) == 2
    (old,) = await world.all(Region, Region.code == VILLAGE)
    assert old.retired_at is not None
    held = await world.all(MemberGrant, MemberGrant.ended_at.is_(None))
    assert [grant.region_code for grant in held] == [NEW]


@pytest.mark.both_databases
async def test_each_bad_line_is_named_and_nothing_is_changed(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """The good lines beside them wait too."""
    text = f"{MERGED_INTO_NEW}rename 73.71.09.1099 Tidak Ada\nend 73.71.09\n"
    code, out, err = await _obeys(shell, world, tmp_path / "decree", text)
    assert (code, out) == (1, "")
    assert "line 6: there is no region 73.71.09.1099 today" in err
    assert "line 7: 73.71.09 cannot end" in err
    assert "2 lines of the decree cannot be taken, so no region is changed" in err
    assert await world.count(Region, Region.code == NEW) == 0
    assert await world.count(Edition) == 1


async def test_a_decree_of_the_past_is_in_the_data_already(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """What comes after it would be undone: it is refused, with the day of the regions here."""
    past = MERGED_INTO_NEW.replace("2026-12-01", "2020-01-01")
    code, _, err = await _obeys(shell, world, tmp_path / "decree", past)
    assert code == 1
    assert "the decree is of 2020-01-01, and the regions here are those of 2026-02-13" in err
    code, _, err = await shell.asks("migrate", "--decree", str(tmp_path / "no such file"))
    assert code == 1
    assert "cannot be read (No such file or directory); name a text file" in err


async def test_a_large_decree_is_obeyed_from_a_file(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """500 renamed, 100 of them by code; 20 split, 10 merged, 5 ended; with progress, and again."""
    decree = Large([row for row in regions() if row.level == LEVEL])
    tickets = {}
    for old, _ in decree.moved[:1] + decree.moved[RECODED : RECODED + 1] + decree.moved[-1:]:
        neighbour = await world.enrol(f"Warga {old}", region=old)
        tickets[old] = await world.report(neighbour, LAMPS)
    code, _, err = await _obeys(shell, world, tmp_path / "decree", decree.text)
    assert code == 0
    assert f"regions: {CHANGED} of {CHANGED}\n" in err
    assert f"decree of 2026-12-01: {CHANGED} regions changed\n" in err
    heirs = dict(decree.moved)
    for old, ticket in tickets.items():
        assert await _exported(shell, old) == {ticket}
        assert await _exported(shell, heirs[old]) == {ticket}
    today = Region.retired_at.is_(None) & (Region.level == LEVEL)
    assert await world.count(Region, today) == 83_762 + GREW
    _, _, err = await _obeys(shell, world, tmp_path / "decree", decree.text)
    assert err.splitlines()[-1] == "decree: obeyed already"
