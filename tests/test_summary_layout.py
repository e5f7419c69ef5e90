"""How documents and pictures of a summary are laid out: what an eye would stumble over."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import ImageFont
from pypdf import PdfReader

from bot.documents import map_drawing, pdf
from bot.documents.summary_content import Fact
from bot.locales import say_in
from bot.places.data import regions
from bot.views import summary_documents, summary_pictures
from tests.test_summary_documents import csv_rows, file_of, text_of
from tests.test_summary_pictures import CITY, PROVINCE, summary_of
from tools import summary_samples

if TYPE_CHECKING:
    from openpyxl import Workbook
    from pypdf import PageObject

    from bot.documents.summary_content import SummaryContent

CONFIDENTIAL = "Laporan rahasia, tidak dihitung di atas: sedikitnya 5."
PHONE = 31  # letters: a column that stays in sight, and room beside it for a figure
LONGEST = "13.05.16.2006"
HAIR = 1.5  # points
BORDER = 3  # points before a figure that fills its cell
FONTS = Path(map_drawing.__file__).parent / "fonts"


def _book(content: SummaryContent) -> Workbook:
    return load_workbook(io.BytesIO(file_of("xlsx", content)))


def _placed(page: PageObject) -> list[tuple[str, float, float]]:
    """Return the words of a page, and where each begins: from the left and from below."""
    found: list[tuple[str, float, float]] = []

    def seen(text: str, page: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            x = line[4] * page[0] + line[5] * page[2] + page[4]
            y = line[4] * page[1] + line[5] * page[3] + page[5]
            found.append((text.strip(), x, y))

    page.extract_text(visitor_text=seen)
    return found


def test_a_fraction_of_a_minute_is_read_in_the_workbook() -> None:
    """Four and a half minutes were five there, and four and a half in the PDF beside it."""
    sheet = _book(replace(summary_of(), facts=[Fact("Waktu", 4.5), Fact("Laporan", 12)]))[
        "Penanganan"
    ]
    assert [sheet[cell].number_format for cell in ("B4", "B5")] == ["#,##0.0", "#,##0"]


def test_a_heading_stands_above_its_figures() -> None:
    """Numbers and their headings end at the right, dates and words begin at the left."""
    for sheet in _book(summary_of(count=9)):
        for heading, cell in zip(sheet[3], sheet[4], strict=True):
            if cell.value is not None:
                side = "right" if isinstance(cell.value, int | float) else "left"
                assert heading.alignment.horizontal == cell.alignment.horizontal == side


def test_the_first_column_leaves_room_for_the_next_on_a_phone() -> None:
    """It stays in sight; what is longer than it is goes on in a second line."""
    listed = [one for one in regions() if one.code.startswith("13")]
    long = "Waktu sampai dijawab, 9 dari 10 paling lama (menit)"
    content = replace(summary_samples.content(LONGEST, 9, listed), facts=[Fact(long, 4.5)])
    for sheet in _book(content):
        assert sheet.column_dimensions["A"].width <= PHONE
        assert sheet.freeze_panes == "B4"
    wrapped = [_book(content)[name] for name in ("Penanganan", "Menonjol")]
    long_ones = [cell for sheet in wrapped for cell in sheet[4] if len(str(cell.value)) > PHONE]
    assert len(long_ones) == 2
    assert all(cell.alignment.wrap_text for cell in long_ones)
    assert [sheet.row_dimensions[4].height for sheet in wrapped] == [30, 30]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_document_says_what_is_not_counted(language: str) -> None:
    """What a table is about and what it leaves out is read in the workbook and the CSV, too."""
    content, say = summary_of(count=9), say_in(language)
    rows = [row[0] for row in csv_rows(content, language) if row]
    cells = {cell.value for row in _book(content)["Jumlah"] for cell in row}
    small = say.plain(summary_documents.SMALL)
    assert rows[:4] == [f"{content.place}, {content.period}", content.compared, CONFIDENTIAL, small]
    assert {content.compared, CONFIDENTIAL} <= cells
    assert CONFIDENTIAL in text_of(file_of("pdf", content))


def test_a_week_that_runs_is_told_beside_its_number() -> None:
    """Four incidents by Tuesday are no quiet week."""
    said = "Minggu terakhir di tabel minggu belum selesai."
    running = replace(summary_of(), runs=True)
    assert said in text_of(file_of("pdf", running))
    assert [said] in csv_rows(running)
    assert [said] not in csv_rows(summary_of())


def test_an_empty_table_says_that_there_was_nothing() -> None:
    """A sheet of headings alone looks like a fault."""
    content = summary_of(count=0)
    book = _book(content)
    assert [book[name]["A4"].value for name in ("Jenis", "Menonjol")] == ["Nihil", "Nihil"]
    assert csv_rows(content).count(["Nihil", "", "", "", ""]) == 2


def test_the_name_of_a_region_has_the_room_that_its_code_does_not_need() -> None:
    """The longest name of South Sulawesi's regencies is one line of the PDF."""
    pages = PdfReader(io.BytesIO(file_of("pdf", summary_of(PROVINCE)))).pages
    assert "Pangkajene dan Kepulauan" in "".join(page.extract_text() for page in pages)


def test_the_longest_day_ends_before_its_first_hour() -> None:
    """Wednesday was written over the border of midnight."""
    hours = [[0] * 24, [0] * 24, [888] * 24, *([0] * 24 for _ in range(4))]
    content = replace(summary_of(), hours=hours)
    for page in PdfReader(io.BytesIO(file_of("pdf", content, "en"))).pages:
        placed = _placed(page)
        for words, x, y in placed:
            if words == "Wednesday":
                beside = min(
                    at for said, at, line in placed if said == "888" and abs(y - line) < HAIR
                )
                font = ImageFont.truetype(str(FONTS / "NotoSans-Regular.ttf"), 90)
                assert x + font.getlength(words) / 10 < beside - BORDER
                return
    raise AssertionError("no page has the days")


def test_a_kind_and_its_number_stand_on_one_line() -> None:
    """The number stood lower, nearly on its bar."""
    content = summary_of(CITY, 5_000)
    request = summary_pictures.request("categories", content, say_in("id"))
    data = json.loads(request.packed())["data"]
    (page,) = PdfReader(io.BytesIO(pdf.render_pdf("categories", data, at=content.made))).pages
    heights = {words: y for words, _, y in _placed(page)}
    for one in data["categories"]:
        assert abs(heights[one["name"]] - heights[one["said"]]) < HAIR


def test_no_line_ends_between_a_name_and_its_figure() -> None:
    """Below a map "Takalar 258" was read as Takalar, and 258 of something in the next line."""
    content = summary_of(PROVINCE, 5_000)
    drawn = map_drawing.draw(summary_pictures.request("map", content, say_in("id")).data)
    assert drawn is not None
    said = drawn["unnamed"][0].removeprefix("Tidak tertulis di peta: ").split(" · ")
    for entry in said[:-1]:
        name, figure = entry.split("\N{NO-BREAK SPACE}")
        assert name in {one.name for one in content.parts}
        assert figure.replace(".", "").isdigit()
    assert said[-1].startswith("dan\N{NO-BREAK SPACE}")
