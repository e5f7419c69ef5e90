"""What a report may be written in: nothing at all, a sticker, any script, half a character."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Report
from bot.services.reports import message_content
from bot.standin.person import Person
from tests.stories.raw_message import sends

if TYPE_CHECKING:
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"


async def test_editing_a_sent_report_is_told_how_to_add(world: World) -> None:
    """What is sent is sent; the ticket to name stands in the answer."""
    neighbour = await world.enrol("Ani")
    message = neighbour.writes(NOISE)
    await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    neighbour.edits(message, "Tidak jadi")
    await world.settle()
    assert await world.newest_ticket() in neighbour.last.text
    assert "Ditambahkan ke laporan" in neighbour.last.text
    (report,) = await world.all(Report)
    assert report.text == NOISE


@pytest.mark.parametrize("nothing", ["/lapor", "   ", "\u200b\u200b", "...?!", "\n\n"])
async def test_an_empty_report_is_told_what_to_write(world: World, nothing: str) -> None:
    """One sentence, and no draft."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(nothing)
    await world.settle()
    assert "di mana" in neighbour.last.text
    assert await world.count(Draft) == 0


@pytest.mark.parametrize("turns", ["\u202e", "\u2067", "\u202d"])
async def test_nothing_turns_the_direction_of_writing(world: World, turns: str) -> None:
    """A number that is written backwards would be read forwards, and no eye would know it."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, f"Musik keras, hubungi {turns}7654321180\u202c ya")
    (draft,) = await world.all(Draft)
    assert draft.text == "Musik keras, hubungi 7654321180 ya"


async def test_lapor_takes_what_follows_it(world: World) -> None:
    """What stands behind the command is the report itself."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(f"/lapor {NOISE}")
    await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    assert [report.text for report in await world.all(Report)] == [NOISE]


async def test_what_has_no_words_is_told_what_can_be_read(world: World) -> None:
    """A sticker, and a widget alone: words, photos, places."""
    neighbour = await world.enrol("Ani")
    for send in (Person.sends_sticker, partial(sends, widget={"html": "x"})):
        before = len(neighbour.inbox)
        send(neighbour)
        await world.settle()
        (answer,) = neighbour.inbox[before:]
        assert "belum bisa membaca" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "ᨕᨙᨂ ᨅᨙᨂᨙ ᨑᨗ ᨅᨚᨒᨕ",
        "ꦲꦢꦩꦭꦶꦁ",
        "مساعدة عاجلة",
        "🔥🔥🆘",
        "<b>tolong</b> & <script>alert(1)</script> </pre>",
        "{} {0} {ticket} %s %(x)s",
        "a" * 4096,
        "🚨" * 2048,
        "_*[]()~`>#+-=|{}.!\\",
    ],
)
async def test_text_in_any_script_arrives_as_it_was_written(world: World, text: str) -> None:
    """Nothing of it is markup, nothing of it is lost, whatever it is."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(text)
    await world.settle()
    neighbour.presses(neighbour.last.buttons[0])
    await world.settle()
    (report,) = await world.all(Report)
    assert report.text == text
    assert report.ticket in neighbour.last.text


async def test_half_a_character_breaks_nothing(world: World) -> None:
    """A lone surrogate is in no text that a database or Telegram would take."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(json.loads('"api \\ud83d besar"'))
    await world.settle()
    neighbour.presses(neighbour.last.buttons[0])
    await world.settle()
    (report,) = await world.all(Report)
    assert report.text.startswith("api ")
    assert report.text.endswith(" besar")


def test_a_nul_is_left_out() -> None:
    """PostgreSQL would refuse the whole report for it."""
    assert message_content.clean("api\0 besar ") == "api besar"
