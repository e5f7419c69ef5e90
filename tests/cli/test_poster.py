"""The page for the notice board, from the command line."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bot.models import Invitation
from tests.world import DISTRICT, TOKEN, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here differs between the databases."""
    return sqlite_url


def _read(path: Path) -> str:
    (page,) = PdfReader(path).pages
    return " ".join(page.extract_text().split())


async def test_a_village_by_its_name(world: World, shell: Shell, tmp_path: Path) -> None:
    """A PDF that everybody may read, with a code for residents that is good for a year."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url)
    path = tmp_path / "papan.pdf"
    code, out, err = await shell.asks("poster", str(path), "--region", "Karuwisi, Panakkukang")
    assert (code, err) == (0, "")
    assert "residents of Kel. Karuwisi, Kec. Panakkukang" in out
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    page = _read(path)
    assert page.startswith("Sedang dalam bahaya? Telepon 110")
    for said in (
        "Kel. Karuwisi, Kec. Panakkukang",
        "Laporan Anda dirahasiakan",
        "24 November 2027",
    ):
        assert said in page
    (made,) = await world.all(Invitation)
    assert (made.role, made.region_code, made.reusable) == ("resident", VILLAGE, True)
    code, _, err = await shell.asks("poster", str(path), "--region", VILLAGE)
    assert (code, "is there already" in err) == (1, True)


async def test_a_district_in_english(world: World, shell: Shell, tmp_path: Path) -> None:
    """Whoever lives there has one of several officers."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url)
    path = tmp_path / "board.pdf"
    asked = ("poster", str(path), "--region", DISTRICT, "--language", "en", "--days", "30")
    assert (await shell.asks(*asked))[0] == 0
    assert "the Bhabinkamtibmas of your village" in _read(path)


async def test_what_makes_no_poster(world: World, shell: Shell, tmp_path: Path) -> None:
    """Without the bot's name there is no link to print; a language, a number that are none."""
    shell.enters(world)
    path = tmp_path / "papan.pdf"
    code, out, err = await shell.asks("poster", str(path), "--region", VILLAGE)
    assert (code, out) == (1, "")
    assert "needs the bot's name" in err
    assert not path.exists()
    for wrong, said in (("--language", "write id or en"), ("--days", "from 1 to 3650")):
        code, _, err = await shell.asks("poster", str(path), "--region", VILLAGE, wrong, "0")
        assert (code, said in err) == (2, True)
    assert await world.count(Invitation) == 0
