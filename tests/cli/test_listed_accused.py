"""Whom the operator's list knows by a name does not read what accuses that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.people_lists import lay
from tests.world import CITY, PROVINCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.people_lists import Codes
    from tests.cli.shell import Shell
    from tests.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what is told apart stands in the domain."""
    return sqlite_url


@pytest.mark.parametrize("taken", [True, False])
async def test_who_came_in_by_another_way_is_known_by_the_list(
    world: World, shell: Shell, tmp_path: Path, codes: Codes, *, taken: bool
) -> None:
    """Telegram shows another name; it goes above them at once, whoever held it until then."""
    listed = f"Kompol Situju,supervisor,{CITY},85010203,"
    shell.enters(world)
    first = lay(tmp_path / "first.csv", listed)
    code, _, err = await shell.asks("people", "import", first, "--yes", "--codes", str(codes.path))
    assert code == 0, err
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    accused, neighbour = await world.enrol("HB"), await world.enrol("Daeng Naba")
    province = await world.enrol("Brigjen Amir", "supervisor", PROVINCE)
    await world.report(neighbour, "Oknum polisi minta uang, namanya Situju")
    ticket = await world.newest_ticket()
    assert ticket in above.last.text
    if taken:
        await world.presses(above, "Buka laporan", "Saya tangani")
    second = lay(tmp_path / "second.csv", f"{listed}{accused.id}")
    code, _, err = await shell.asks("people", "import", second, "--yes")
    assert code == 0, err
    await world.passes(minutes=1)
    assert ticket in "".join(one.text for one in province.inbox)
    assert ("menunggu petugas lagi" in neighbour.last.text) is taken
    await world.writes(accused, "/tugas", "/laporan", f"/laporan {ticket}")
    await world.passes(hours=12)
    assert all("tidak ada, atau bukan" in one.text for one in accused.inbox if ticket in one.text)


@pytest.mark.parametrize("first", ["list", "report"])
async def test_who_has_the_post_already_is_known_by_the_list(
    world: World, shell: Shell, tmp_path: Path, first: str
) -> None:
    """The list gives them nothing new but the name: what names them goes above them as well."""
    accused, neighbour = await world.enrol("HB", "supervisor", CITY), await world.enrol("Naba")
    province = await world.enrol("Brigjen Amir", "supervisor", PROVINCE)
    listed = lay(tmp_path / "list.csv", f"Kompol Situju,supervisor,{CITY},85010203,{accused.id}")
    shell.enters(world)

    async def imports() -> None:
        code, out, err = await shell.asks("people", "import", listed, "--yes")
        assert code == 0, (out, err)

    if first == "list":
        await imports()
    ticket = await world.report(neighbour, "Oknum polisi minta uang, namanya Situju")
    if first == "report":
        assert ticket in accused.last.text
        await imports()
        await world.passes(minutes=1)
    assert ticket in "".join(one.text for one in province.inbox)
    await world.writes(accused, "/tugas", "/laporan", f"/laporan {ticket}")
    await world.passes(hours=12)
    assert all("tidak ada, atau bukan" in one.text for one in accused.inbox if ticket in one.text)
