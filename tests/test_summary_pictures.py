"""The pictures of a summary: whatever happened and whatever places are called, they are drawn."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.documents import map_drawing, render_process, shades
from bot.documents.render_process import NotRenderedError, RenderedFiles
from bot.documents.render_worker import render
from bot.documents.summary_content import Counted
from bot.locales import say_in
from bot.places.data import RegionRow, regions
from bot.views import summary_pictures
from tests.test_documents import HOSTILE
from tools import summary_samples

if TYPE_CHECKING:
    from bot.documents.summary_content import SummaryContent

DISTRICT, CITY, PROVINCE = "73.71.09", "73.71", "73"
ISLAND = "31.01.02.1001"  # Pulau Untung Jawa, of Kepulauan Seribu
WIDTH, HIGHEST = 1080, 2000  # pixels
LEAST_LINE = 3 * 12  # pixels of a line of a place


@cache
def _listed() -> tuple[RegionRow, ...]:
    return tuple(one for one in regions() if one.code.startswith(("31", "73")))


def summary_of(code: str = DISTRICT, count: int = 9) -> SummaryContent:
    """Return the sample of a week in a region."""
    return summary_samples.content(code, count, _listed())


def _picture(kind: str, content: SummaryContent, language: str = "id") -> Image.Image:
    request = summary_pictures.request(kind, content, say_in(language))
    return Image.open(io.BytesIO(render(json.loads(request.packed()))))


@pytest.mark.parametrize("kind", summary_pictures.KINDS)
@pytest.mark.parametrize("count", summary_samples.COUNTS)
def test_a_phone_shows_it_whole(kind: str, count: int) -> None:
    """No, one, nine and five thousand incidents: three pixels for each of 360 points."""
    picture = _picture(kind, summary_of(count=count))
    assert picture.width == WIDTH
    assert 300 < picture.height < HIGHEST


@pytest.mark.parametrize("kind", summary_pictures.KINDS)
def test_names_are_drawn_and_never_obeyed(kind: str) -> None:
    """Whatever a place or a kind is called, it is text: the picture comes."""
    content = summary_of(count=9)
    hostile = [Counted(name, 3, 1, f"73.71.09.{1001 + nth}") for nth, name in enumerate(HOSTILE)]
    content = replace(
        content,
        place=" ".join(HOSTILE),
        period=HOSTILE[0],
        notes=HOSTILE,
        parts=hostile,
        categories=hostile,
    )
    assert _picture(kind, content, "en").width == WIDTH


def test_the_longest_place_is_written_whole() -> None:
    """A village of Kepulauan Seribu fills three lines, and gets the room of three."""
    short = _picture("categories", replace(summary_of(), place="Aceh"))
    named = "Kelurahan Pulau Untung Jawa, Kec. Kepulauan Seribu Selatan, "
    named += "Kabupaten Administrasi Kepulauan Seribu, Daerah Khusus Ibukota Jakarta"
    long = _picture("categories", replace(summary_of(), place=named))
    assert long.height - short.height > 2 * LEAST_LINE


@pytest.mark.parametrize("code", [DISTRICT, CITY, PROVINCE])
def test_no_name_on_a_map_lies_over_another(code: str) -> None:
    """Names that find no room are listed below it with their figures; the most frequent first."""
    content = summary_of(code, 5_000)
    data = summary_pictures.request("map", content, say_in("id")).data
    drawn = map_drawing.draw(data)
    assert drawn is not None
    boxes = [
        (one["x"], one["y"], one["x"] + one["width"], one["y"] + 12 * len(one["lines"]))
        for one in drawn["labels"]
    ]
    for nth, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert top >= 0
        assert right <= drawn["width"] + 0.01
        assert bottom <= drawn["height"] + 0.01
        for other in boxes[nth + 1 :]:
            assert left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
    named = len(boxes) + sum(listed.count(" · ") + 1 for listed in drawn["unnamed"] if listed)
    more = "lagi" in "".join(drawn["unnamed"])
    assert more or named == len([one for one in content.parts if one.now or one.name])


def test_a_village_is_shown_among_its_neighbours() -> None:
    """Its figure alone is shown; those around it have none."""
    content = summary_of("73.71.09.1001")
    drawn = map_drawing.draw(summary_pictures.request("map", content, say_in("id")).data)
    assert drawn is not None
    assert [one["lines"] for one in drawn["labels"]] == [[content.parts[0].name, "9"]]


def test_a_name_hides_no_island() -> None:
    """It stands beside one that is smaller than it: the map of an island showed none."""
    content = summary_of(ISLAND, 5_000)
    drawn = map_drawing.draw(summary_pictures.request("map", content, say_in("id")).data)
    assert drawn is not None
    (named,) = drawn["labels"]
    for ring in _rings(drawn["svg"]):
        left, top, right, bottom = map_drawing.box_of(ring)
        below, above = named["y"] >= bottom, named["y"] + 12 * len(named["lines"]) <= top
        assert below or above or named["x"] >= right or named["x"] + named["width"] <= left


def _rings(svg: str) -> list[list[tuple[float, float]]]:
    """Return the pieces of land of the one region that is shaded."""
    (path,) = (path for path in svg.split("<path ")[1:] if "#e9edf0" not in path)
    written = path.removeprefix('d="M').partition('Z"')[0].split("ZM")
    return [[(float(x), float(y)) for x, y in map(str.split, ring.split("L"))] for ring in written]


def test_a_place_without_a_boundary_says_so() -> None:
    """A region that no map holds is a sentence in place of the map."""
    content = replace(summary_of(), parts=[Counted("Antah", 2, 0, "99.99.99")])
    assert map_drawing.draw(summary_pictures.request("map", content, say_in("id")).data) is None
    assert _picture("map", content).width == WIDTH


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, [(0, 0, 0)]),
        (1, [(0, 0, 0), (4, 1, 1)]),
        (9, [(0, 0, 0), (1, 1, 1), (2, 2, 3), (3, 4, 6), (4, 7, 9)]),
    ],
)
def test_shades_grow_to_the_most(most: int, expected: list[tuple[int, int, int]]) -> None:
    """None is white, the most is darkest, and no count falls between two shades."""
    limits = shades.bounds(most)
    assert shades.spans(limits) == expected
    for count in range(most + 1):
        low, high = next(span[1:] for span in expected if span[0] == shades.shade(count, limits))
        assert low <= count <= high


def test_the_month_stands_where_it_begins() -> None:
    """Twelve weeks over a year's end: a month is named once, at its first Monday."""
    weeks = [(date(2026, 12, 14), 1), (date(2026, 12, 21), 0), (date(2027, 1, 4), 3)]
    request = summary_pictures.request("trend", replace(summary_of(), weeks=weeks), say_in("id"))
    assert [one["month"] for one in request.data["weeks"]] == ["Des", "", "Jan"]


async def test_the_same_figures_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second reader of the same summary gets the file that the first one's process made."""
    request, renders = (
        summary_pictures.request("trend", summary_of(), say_in("id")),
        RenderedFiles(),
    )
    first = await renders.file(request)
    assert first.startswith(b"\x89PNG")
    monkeypatch.setattr(render_process, "_WORKER", ("/bin/false",))
    assert await renders.file(request) == first


async def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes; a file that is too large alone is kept until the next."""
    monkeypatch.setattr(render_process, "_WORKER", ("/bin/cat",))
    monkeypatch.setattr(render_process, "KEPT", 2)
    renders, content = RenderedFiles(), summary_of()
    for nth in range(4):
        again = replace(content, place=f"Tempat {nth}")
        await renders.file(summary_pictures.request("trend", again, say_in("id")))
    assert len(renders) == 2


async def test_a_process_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file, no picture: whoever asked is told by an error, and it is owed still."""
    monkeypatch.setattr(render_process, "_WORKER", ("/bin/false",))
    with pytest.raises(NotRenderedError):
        await RenderedFiles().file(summary_pictures.request("trend", summary_of(), say_in("id")))
