"""The documents of a summary: PDF to sign, XLSX and CSV to go on with; the same figures in each."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.documents.render_worker import render
from bot.documents.summary_content import Counted, Fact, NotedIncident
from bot.locales import say_in
from bot.settings import load_config
from bot.settings.document_shapes import Documents
from bot.views import summary_documents
from tests.test_documents import HOSTILE
from tests.test_summary_pictures import summary_of
from tools import summary_samples

if TYPE_CHECKING:
    from bot.documents.render_process import Form
    from bot.documents.summary_content import SummaryContent

SHIPPED = load_config().documents
FORMS = ("pdf", "xlsx", "csv")
FORMULAS = ("=1+1", "+62811", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "https://example.org")


def file_of(
    form: Form, content: SummaryContent, language: str = "id", documents: Documents = SHIPPED
) -> bytes:
    """Make a document."""
    request = summary_documents.request(form, content, say_in(language), documents)
    return render(json.loads(request.packed()))


def text_of(document: bytes) -> str:
    """Return the words of a PDF, a space between them."""
    pages = PdfReader(io.BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _sheets(content: SummaryContent) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(file_of("xlsx", content)))
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


def csv_rows(content: SummaryContent, language: str = "id") -> list[list[str]]:
    """Return the lines of the CSV, as a spreadsheet set to that language opens them."""
    text = file_of("csv", content, language).decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text), delimiter=";" if language == "id" else ",")]


def test_what_fits_its_place_is_not_cut_at_its_edge() -> None:
    """A line begins at its capitals: the dot of an i stands above them."""
    pages = PdfReader(io.BytesIO(file_of("pdf", summary_of(count=9)))).pages
    drawn = [page.get_contents() for page in pages]
    assert not [one for one in drawn if one is not None and b"\nW\n" in one.get_data()]


@pytest.mark.parametrize("count", summary_samples.COUNTS)
def test_the_pdf_says_every_figure(count: int) -> None:
    """No, one, nine and five thousand incidents: each region and its number stands in the text."""
    content = summary_of(count=count)
    text, say = text_of(file_of("pdf", content)), say_in("id")
    assert "Kecamatan Panakkukang" in text
    assert say.number(count) in text
    for part in content.parts:
        assert f"{part.name} {part.code} {say.number(part.now)}" in text
    assert "Minggu ke-47" in text


def test_the_pdf_is_a_letter_to_sign() -> None:
    """Letterhead, number and who signs are the operator's, the nearer region's before the rest."""
    head = ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", "RESOR KOTA BESAR MAKASSAR"]
    signs = [{"title": "Kapolsek Panakkukang", "name": "A. Surya", "id": "NRP 7001"}]
    set_by = {
        "letterhead": head,
        "number": "R/{week}/{roman}/{year}/Binmas",
        "signatory": [{"title": "Kasat Binmas"}],
        "region": {"73.71.09": {"signatory": signs, "town": "Makassar"}},
    }
    text = text_of(file_of("pdf", summary_of(), documents=Documents.model_validate(set_by)))
    for said in (
        *head,
        "R/48/XI/2026/Binmas",
        "A. Surya",
        "NRP 7001",
        "Makassar, 23 November 2026",
    ):
        assert said in text
    assert "Kasat Binmas" not in text


@pytest.mark.parametrize(
    ("made", "number", "said"),
    [
        (date(2027, 1, 1), "R/{week}/{roman}/{year}", "R/53/XII/2026"),
        (date(2027, 1, 4), "R/{week}/{roman}/{year}", "R/01/I/2027"),
        (date(2025, 12, 31), "R/{week}/{month}/{year}", "R/01/01/2026"),
        (date(2026, 11, 30), "R/{week}/{roman}/{year}", "R/49/XI/2026"),
        (date(2027, 1, 1), "R/{roman}/{year}", "R/I/2027"),
    ],
)
def test_a_number_with_a_week_is_of_the_year_of_that_week(
    made: date, number: str, said: str
) -> None:
    """Else the last week of a year would be filed with the next, 51 weeks too late."""
    at = datetime(made.year, made.month, made.day, 6, tzinfo=UTC)
    documents = Documents.model_validate(
        {"number": number, "signatory": [{"title": "Kasat Binmas"}]}
    )
    content = replace(summary_of(), made=at)
    assert said in text_of(file_of("pdf", content, documents=documents))


@pytest.mark.parametrize("count", [0, 1, 9])
@pytest.mark.parametrize("code", ["73.71.09.1001", "73.71.09"])
def test_no_signature_stands_alone(code: str, count: int) -> None:
    """Whoever signs has the last table on the same page."""
    pages = PdfReader(io.BytesIO(file_of("pdf", summary_of(code, count)))).pages
    last = pages[len(pages) - 1].extract_text()
    assert "Yang membuat laporan" in last
    assert "Kejadian menonjol" in last


@pytest.mark.parametrize(("level", "shown"), summary_samples.SHOWN.items())
def test_the_samples_of_the_documentation_open(level: str, shown: tuple[str, int]) -> None:
    """PDF, XLSX and CSV of a village, a district, a regency and the province: place and figures."""
    content, say = summary_of(*shown), say_in("id")
    files = {form: summary_samples.DOCS / f"summary-{level}.{form}" for form in FORMS}
    text = text_of(files["pdf"].read_bytes())
    assert content.place in text
    assert f"Kejadian {say.number(shown[1])}" in text
    book = load_workbook(files["xlsx"])
    assert book["Jumlah"]["B4"].value == shown[1]
    weeks = [row[0].date() for row in book["Minggu"].iter_rows(min_row=4, values_only=True)]
    assert weeks == [monday for monday, _ in content.weeks]
    written = files["csv"].read_text("utf-8-sig").splitlines()
    assert content.place in written[0]
    assert any(line.startswith(f"Kejadian;{shown[1]};") for line in written)


def test_an_english_reader_reads_english() -> None:
    """Headings, dates and numbers are the reader's."""
    text = text_of(file_of("pdf", summary_of(count=5_000), "en"))
    assert "5,000" in text
    assert "31 Aug 2026" in text
    assert "Nomor" not in text


@pytest.mark.parametrize("form", FORMS)
def test_words_of_people_are_never_obeyed(form: Form) -> None:
    """Names like markup, code or formulas are printed as they are."""
    hostile = [Counted(name, 3, 1, "73.71.09.1001") for name in (*HOSTILE, *FORMULAS)]
    noted = [
        NotedIncident("KT-4F7Q2M", name, name, datetime(2026, 11, 18, tzinfo=UTC), name)
        for name in HOSTILE
    ]
    content = replace(
        summary_of(), place=" ".join(HOSTILE), parts=hostile, categories=hostile, noted=noted
    )
    document = file_of(form, content, "en")
    if form == "pdf":
        assert "#panic()" in text_of(document)


def test_every_sheet_holds_numbers_and_dates() -> None:
    """A sheet for each table; what is a number or a date can be reckoned with."""
    content = summary_of(count=5_000)
    sheets = _sheets(content)
    assert list(sheets) == [
        *("Jumlah", "Penanganan", "Jenis", "Golongan", "Wilayah", "Hari dan jam", "Minggu"),
        "Menonjol",
    ]
    parts = {row[0]: row[2:5] for row in sheets["Wilayah"][3:]}
    for one in content.parts:
        assert parts[one.name] == (one.now, one.before, one.now - one.before)
    weeks = [(row[0].date(), row[2]) for row in sheets["Minggu"][3:]]
    assert weeks == list(content.weeks)
    assert isinstance(sheets["Menonjol"][3][3], datetime)
    assert [row[1:25] for row in sheets["Hari dan jam"][3:]] == [
        tuple(day) for day in content.hours
    ]


def test_no_cell_is_a_formula() -> None:
    """Whatever a name begins with, a spreadsheet shows it and runs nothing."""
    parts = [Counted(name, 3, 1, "73.71.09.1001") for name in FORMULAS]
    content = replace(summary_of(), parts=parts)
    sheet = load_workbook(io.BytesIO(file_of("xlsx", content)))["Wilayah"]
    cells = [row[0] for row in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in cells] == list(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    written = {row[0] for row in csv_rows(content) if len(row) == 6}
    assert {f"'{name}" for name in FORMULAS[:4]} <= written


def test_the_csv_opens_in_columns() -> None:
    """For Indonesian settings: a mark for UTF-8, semicolons, and a comma before the decimals."""
    content = replace(summary_of(), totals=[Counted("Kejadian", 15, 12)])
    assert file_of("csv", content).startswith(b"\xef\xbb\xbf")
    rows = csv_rows(content)
    assert ["Kejadian", "15", "12", "3", "25%"] in rows
    assert ["31/08/2026", "06/09/2026", str(content.weeks[0][1])] in rows
    assert ["Incidents", "15", "12", "3", "25%"] in csv_rows(
        replace(content, totals=[Counted("Incidents", 15, 12)]), "en"
    )


@pytest.mark.parametrize(("now", "before"), [(18, 16), (14, 16), (315, 200), (229, 200)])
def test_the_pdf_rounds_as_the_message_does(now: int, before: int) -> None:
    """Half a percent is a whole one in both, and in the spreadsheet that is opened beside them."""
    change = Counted("Kejadian", now, before)
    text = text_of(file_of("pdf", replace(summary_of(), totals=[change])))
    assert f"{change.change.difference:+} {change.change.percent:+}%" in text


@pytest.mark.parametrize("minutes", [123_456.7, 1_234_567.8])
def test_the_csv_says_a_long_time_to_the_last_digit(minutes: float) -> None:
    """A case that was closed after months took as long there as in the workbook."""
    content = replace(summary_of(), facts=[Fact("Waktu", minutes)])
    assert ["Waktu", f"{minutes}".replace(".", ",")] in csv_rows(content)
    assert _sheets(content)["Penanganan"][3] == ("Waktu", minutes)


def test_a_village_has_no_table_of_regions() -> None:
    """There is nothing in it that could be told apart."""
    assert "Wilayah" not in _sheets(summary_of("73.71.09.1001"))


def test_the_file_is_named_by_place_and_days() -> None:
    """Two of them lie beside each other in a folder, and nobody has to open them."""
    content = replace(summary_of(), first=date(2026, 11, 16), last=date(2026, 11, 22))
    named = summary_documents.file_name("pdf", content)
    assert named == "ringkasan-73.71.09-2026-11-16-2026-11-22.pdf"
    three = summary_documents.file_name("pdf", replace(content, regions=3))
    assert three == "ringkasan-3-wilayah-73.71.09-2026-11-16-2026-11-22.pdf"
    apart = summary_documents.file_name("pdf", replace(content, code="", regions=2))
    assert apart == "ringkasan-2-wilayah-2026-11-16-2026-11-22.pdf"


def test_what_a_table_needs_is_not_read_in_for_a_picture() -> None:
    """It was half of a picture's time, and the processor is wanted for pages."""
    names = "import sys, bot.documents.render_worker; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", names], capture_output=True, text=True, check=True
    )
    assert not {"xlsxwriter", "PIL"} & set(done.stdout.split())
