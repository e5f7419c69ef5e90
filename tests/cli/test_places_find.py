"""``places find``: for scripts, and for an operator who looks a code up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.cli.shell import Shell
    from tests.world import World

KARUWISI = {
    "code": VILLAGE,
    "name": "Karuwisi",
    "district": "Panakkukang",
    "regency": "Kota Makassar",
    "province": "Sulawesi Selatan",
    "score": 1.0,
}
pytestmark = [pytest.mark.nation, pytest.mark.both_databases]


async def test_the_candidates_come_best_first(world: World, shell: Shell) -> None:
    """A name in full scores 1; what else may be meant comes after it, scored lower."""
    shell.enters(world)
    code, out, err = await shell.asks("places", "find", "Kel. Karuwisi", "--json")
    best, *others = json.loads(out)
    assert (code, err, best) == (0, "", KARUWISI)
    assert all(other["score"] < 1 for other in others)


async def test_a_slip_scores_lower_and_near_decides(world: World, shell: Shell) -> None:
    """Of five Bontolebang, Makassar's comes first for somebody who lives there."""
    shell.enters(world)
    _, out, _ = await shell.asks("places", "find", "karuwsi panakukang", "--json")
    assert [one["code"] for one in json.loads(out)][:1] == [VILLAGE]
    assert json.loads(out)[0]["score"] < 1
    _, out, _ = await shell.asks("places", "find", "bontolebng", "--near", VILLAGE, "--json")
    assert json.loads(out)[0]["code"] == "73.71.02.1006"


async def test_without_json_it_is_for_reading(world: World, shell: Shell) -> None:
    """One line each; nothing found is no line, and no failure."""
    shell.enters(world)
    code, out, _ = await shell.asks("places", "find", VILLAGE)
    assert (code, out.split("  ")[0]) == (0, VILLAGE)
    assert "Kel. Karuwisi, Kec. Panakkukang, Kota Makassar" in out
    assert await shell.asks("places", "find", "xyzzyqqq") == (0, "", "")
    assert await shell.asks("places", "find", "xyzzyqqq", "--json") == (0, "[]\n", "")


async def test_a_region_that_there_is_not_is_said(world: World, shell: Shell) -> None:
    """Wrong use: one sentence."""
    shell.enters(world)
    code, out, err = await shell.asks("places", "find", "Karuwisi", "--near", "99.99")
    assert (code, out) == (2, "")
    assert "no region has the code" in err
