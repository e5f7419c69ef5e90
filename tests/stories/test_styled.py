"""Styled messages are words: whatever they are made of, they are read in order, and count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.handlers import rich_message
from bot.models import Draft, Report
from tests.faults.bot_api import recorded
from tests.stories.newcomer import agreed
from tests.stories.raw_message import bold, paragraph, styles
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran besar di RT 03"
ITEMS = [{"label": f"{n}.", "blocks": [paragraph(said)]} for n, said in ((1, "api"), (2, "asap"))]
EVERYTHING: tuple[dict[str, Any], ...] = (
    {"type": "heading", "size": 1, "text": [FIRE, {"type": "italic", "text": [bold(" sekarang")]}]},
    {"type": "list", "items": [{"label": "-", "blocks": [{"type": "list", "items": ITEMS}]}]},
    {
        "type": "table",
        "cells": [[{"text": "korban", "is_header": True}, {"text": bold("dua")}], [{"text": "x"}]],
        "caption": "dihitung",
    },
    {"type": "blockquote", "blocks": [paragraph("tolong")], "credit": "Pak RT"},
    {"type": "details", "summary": "rincian", "blocks": [paragraph("dekat masjid")]},
    {"type": "photo", "photo": [], "caption": {"text": "asapnya", "credit": "Ani"}},
    {"type": "pre", "text": "lorong 7"},
    {"type": "divider"},
    {"type": "collage", "blocks": [], "caption": {"text": "foto menyusul"}},
)
READ = (
    f"{FIRE} sekarang\n- 1. api\n2. asap\nkorban | dua\nx\ndihitung\ntolong\nPak RT\nrincian\n"
    "dekat masjid\nasapnya\nAni\nlorong 7\nfoto menyusul"
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what is read from a message has nothing to do with it."""
    return sqlite_url


async def test_its_words_are_the_report(world: World) -> None:
    """Headings, lists, tables, quotations, captions: the officer reads all of it, in order."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    styles(neighbour, *EVERYTHING)
    await world.settle()
    [draft] = await world.all(Draft)
    assert draft.text == READ
    neighbour.presses("Masih, kirim")
    await world.settle()
    assert [report.text for report in await world.all(Report)] == [READ]
    [page] = world.pages_to(officer)
    assert FIRE in page.text


async def test_it_answers_darurat(world: World) -> None:
    """/darurat asks for one message; a styled one is that, and pages with its words."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    neighbour.writes("/darurat")
    await world.settle()
    styles(neighbour, paragraph(bold("rampok"), " bawa parang"), paragraph("di RT 02"))
    await world.settle()
    [page] = world.pages_to(officer)
    assert "rampok bawa parang\ndi RT 02" in page.text


async def test_a_command_may_be_styled(world: World) -> None:
    """The heading begins with /darurat: it pages at once, with what follows."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    styles(neighbour, {"type": "heading", "text": bold("/darurat")}, paragraph(FIRE))
    await world.settle()
    [page] = world.pages_to(officer)
    assert FIRE in page.text


async def test_its_edit_is_the_drafts(world: World) -> None:
    """A correction of it corrects the draft; one that changes no word is silence."""
    neighbour = await world.enrol("Sari")
    said = styles(neighbour, paragraph("Sampah menumpuk di RT 03"))
    await world.settle()
    said.service = {"rich_message": {"blocks": [paragraph("Sampah menumpuk di ", bold("RT 04"))]}}
    neighbour.telegram.queue("edited_message", said)
    await world.settle()
    [draft] = await world.all(Draft)
    assert draft.text == "Sampah menumpuk di RT 04"
    heard = len(neighbour.inbox)
    said.service = {"rich_message": {"blocks": [paragraph("Sampah menumpuk di RT 04")]}}
    neighbour.telegram.queue("edited_message", said)
    await world.settle()
    assert len(neighbour.inbox) == heard


async def test_it_answers_the_question_for_a_place(world: World) -> None:
    """Whoever is asked for the village may style its name, or put a map into the text."""
    newcomer = await agreed(world)
    styles(newcomer.person, paragraph(bold("Karuwisi"), ", Panakkukang"))
    labels = await newcomer.went()
    await newcomer.taps(next(label for label in labels if label.startswith("Karuwisi")))
    assert await newcomer.lives_in() == VILLAGE


async def test_its_picture_and_its_map_are_kept(world: World, photo: bytes) -> None:
    """A picture and a map in the text belong to the report as those beside it do."""
    neighbour = await world.enrol("Sari")
    picture = {"file_id": world.telegram.files.photo(photo).file_id, "width": 64, "height": 48}
    place = {"latitude": -5.135, "longitude": 119.44}
    styles(
        neighbour,
        paragraph("Sampah menumpuk"),
        {"type": "collage", "blocks": [{"type": "photo", "photo": [picture]}]},
        {"type": "map", "location": place},
    )
    await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    [report] = await world.all(Report)
    assert (report.lat, report.lon) == (place["latitude"], place["longitude"])


@pytest.mark.parametrize("kind", ["RichBlock", "RichText"])
def test_every_block_and_style_of_the_record_is_read(kind: str) -> None:
    """Whatever words a block or a style can hold are read, in order; a new one may not lose any."""
    for one in recorded().members(kind):
        said: list[str] = []
        value = _said(one, said)
        block = value if kind == "RichBlock" else paragraph(value)
        read = rich_message.words({"rich_message": {"blocks": [block]}})
        assert re.findall(r"kata\d+", read) == said, one


def _said(kind: str, said: list[str]) -> Any:  # noqa: ANN401 - JSON
    """Return a value of this type with a word wherever it can hold one; they go to ``said``."""
    api = recorded()
    if kind.endswith("[]"):
        return [_said(kind[:-2], said)]
    if kind == "RichBlock":
        return paragraph(_said("RichText", said))
    if kind == "RichText":
        said.append(f"kata{len(said)}")
        return said[-1]
    if not kind.startswith("Rich"):
        return api.right(kind)
    shown = {"expression": "RichText", "alternative_text": "RichText", "label": "RichText"}
    return {one.name: _said(shown.get(one.name, one.kind), said) for one in api.objects[kind]}
