"""``triage classify``: what is made of messages; ``triage report``: what people corrected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bot.cli.commands import app

if TYPE_CHECKING:
    from tests.cli.shell import Shell
    from tests.world import World

MESSAGES = "Ada kebakaran di RT 03, barusan\nhalo semua\n\nRumah saya kemalingan tahun lalu\r\n"
KEYS = {"incident", "category", "alternatives", "severity", "ongoing", "pages", "because"}


def test_each_line_has_its_answer() -> None:
    """Whatever a line holds, bytes that are no text too, one object answers it."""
    told = CliRunner().invoke(
        app, ["triage", "classify", "--json"], input=MESSAGES.encode() + b"\xff"
    )
    fire, hello, nothing, theft, _ = [json.loads(line) for line in told.stdout.splitlines()]
    assert fire.keys() == KEYS
    assert (fire["category"], fire["severity"], fire["pages"]) == ("kebakaran", "DARURAT", True)
    assert (fire["ongoing"], fire["because"]) == (True, ["kebakaran", "barusan"])
    assert (hello["incident"], hello["pages"], nothing["category"]) == (False, False, "lain")
    assert (theft["category"], theft["ongoing"], theft["pages"]) == ("pencurian", False, False)


def test_without_json_it_is_for_reading() -> None:
    """A line that says how bad it is, whether it pages, what it may be, and why."""
    told = CliRunner().invoke(app, ["triage", "classify"], input="Ada kebakaran di RT 03\n")
    assert told.stdout.startswith("DARURAT  pages  kebakaran")


async def test_corrections_are_counted_by_word(world: World, shell: Shell) -> None:
    """The word that misled most often stands first; a day that is none is wrong use."""
    shell.enters(world)
    neighbour = await world.enrol("Ani")
    for home in ("RT 02", "RT 03"):
        await world.writes(neighbour, f"Musik keras di {home}")
        await world.presses(neighbour, "Ubah", "Tingkat", "RENDAH", "Kirim")
    code, out, _ = await shell.asks("triage", "report", "--since", "2020-01-01")
    assert code == 0
    assert out.split() == ["2", "musik", "keras", "severity:", "SEDANG", "->", "RENDAH"]
    code, _, err = await shell.asks("triage", "report", "--since", "kemarin")
    assert (code, "is no day" in err) == (2, True)
