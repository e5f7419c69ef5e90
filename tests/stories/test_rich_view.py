"""Tables as tables: by a button alone, and in plain words where Telegram refuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.documents import render_process
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

BUTTON = "Tabel (Telegram baru)"
NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
BEATEN = "Suami tetangga memukul istrinya tiap malam, KDRT"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: the figures are told on both elsewhere."""
    return sqlite_url


async def _asked(world: World) -> Person:
    """Let a noise and a beating be reported, and a coordinator ask a week later."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    for words in (NOISE, BEATEN):
        await world.report(neighbour, words)
    await world.outage(days=7)
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Lainnya")
    return coordinator


def _rich_calls(world: World) -> int:
    return sum(call.method == "sendRichMessage" for call in world.telegram.calls)


async def test_tables_come_by_a_button(world: World) -> None:
    """Folded tables, the first open, with the picture of twelve weeks; nobody got them unasked."""
    coordinator = await _asked(world)
    assert _rich_calls(world) == 0
    await world.presses(coordinator, BUTTON)
    rich = coordinator.last.rich
    assert rich is not None
    kinds = [block["type"] for block in rich.blocks]
    assert kinds[:5] == ["heading", "paragraph", "paragraph", "details", "photo"]
    assert kinds.count("details") == 8
    tables = [block["blocks"][0] for block in rich.blocks if block["type"] == "details"]
    assert all(max(map(len, table["cells"])) <= 20 for table in tables if "cells" in table)
    assert [block.get("is_open", False) for block in rich.blocks if "blocks" in block][:2] == [
        True,
        False,
    ]
    said = coordinator.last.text
    assert "Uraian | Periode ini | Sebelumnya | +/- | %" in said
    assert "Kejadian | 1 | 0 | +1" in said
    assert "di bawah 10: jumlah kecil" in said
    assert "Karuwisi | 1 | 0 | +1" in said
    assert "KDRT" not in said
    assert "Knalpot" not in said
    assert coordinator.last.buttons == ["Gambar", "Dokumen"]


async def test_the_same_figures_in_plain_words_where_it_is_refused(world: World) -> None:
    """A server that says no, or knows no such message: the text of /ringkasan comes instead."""
    coordinator = await _asked(world)
    plain = coordinator.last.text
    for fault in ("bad_request", "not_found"):
        world.telegram.faults.add(fault, "sendRichMessage")
        await world.presses(coordinator, BUTTON)
        assert coordinator.last.rich is None
        assert coordinator.last.photo is None
        assert coordinator.last.text == plain
        assert coordinator.last.buttons == ["Gambar", "Dokumen"]


async def test_without_a_picture_the_tables_come(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that draws fails: everything else is said."""
    coordinator = await _asked(world)
    monkeypatch.setattr(render_process, "_WORKER", ("/bin/false",))
    await world.presses(coordinator, BUTTON)
    rich = coordinator.last.rich
    assert rich is not None
    assert "photo" not in [block["type"] for block in rich.blocks]


async def test_whoever_plans_there_no_more_gets_nothing(world: World) -> None:
    """The post has ended: its button is gone, and a press that was under way brings no figure."""
    coordinator = await _asked(world)
    card = coordinator.last
    (data,) = [one["callback_data"] for row in card.rows for one in row if one["text"] == BUTTON]
    await world.ends(coordinator, "coordinator", DISTRICT)
    assert BUTTON not in card.buttons
    coordinator.presses_data(data, card)
    await world.settle()
    assert _rich_calls(world) == 0
