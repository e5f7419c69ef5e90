"""What is printed: every slip is there, whatever people are called, and long words fit."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bot.cli.handouts import Words
from bot.documents import pdf
from bot.domain.access import Grant
from bot.locales import say_in
from bot.models import Region
from bot.places.data import VILLAGE
from bot.services.people.roster_import import IssuedCode
from bot.settings import load_config
from bot.views import poster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locales import Say

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=30)
POINTS_PER_MM = 72 / 25.4
HOSTILE = (
    "#panic()",
    '#read("/etc/passwd") #import "@preview/x:1.0.0"',
    "*tebal* _miring_ $x^2$ @rujukan <label> `kode` \\ // /* = - +",
    "]]) #eval(sys.inputs.data) [[(",
    "</svg><script>",
    "A" * 200,
    "Muhammad " * 22,
    "\u202eterbalik\u202c \u0000 \U0001f525",
)


def _region(name: str = "Karuwisi", district: str = "Panakkukang") -> Region:
    return Region(
        code="73.71.09.1001",
        name=name,
        level=VILLAGE,
        district=district,
        regency="Kota Makassar",
        zone="Asia/Makassar",
    )


def _slips(names: Sequence[str], say: Say, bot: str | None = "kamtibmas_bot") -> bytes:
    words, region = Words(say, bot), _region()
    post = (Grant("officer", region.code),)
    codes = [IssuedCode(name, post, "4F7Q2M8XKD", UNTIL) for name in names]
    return words.slips(words.described(codes, {region.code: region}), at=NOW)


def _pages(document: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (8, 1), (9, 2), (500, 63)])
def test_eight_slips_are_on_a_page(people: int, pages: int) -> None:
    """A4, none is lost, none stands alone on a page that is not needed."""
    # Drawing QR codes takes longest; eight are as good as hundreds.
    document = _slips(["Bripka Ilham"] * people, say_in("id"), "a_bot" if people < 10 else None)
    read = _pages(document)
    assert len(read) == pages
    assert sum(page.count("Bripka Ilham") for page in read) == people
    sheet = PdfReader(io.BytesIO(document)).pages[0].mediabox
    assert (round(sheet.width / POINTS_PER_MM), round(sheet.height / POINTS_PER_MM)) == (210, 297)


def test_a_slip_says_who_where_what_and_until_when() -> None:
    """In Indonesian, with the code to type where a camera does not read it; in English too."""
    (page,) = _pages(_slips(["Bripka Ilham"], say_in("id")))
    said = " ".join(page.split())
    for wanted in (
        "Bripka Ilham",
        "Bhabinkamtibmas Kel. Karuwisi, Kec. Panakkukang, Kota Makassar",
        "@kamtibmas_bot",
        "/start 4F7Q2-M8XKD",
        "sampai Kam 24 Des 20.00 WITA",
    ):
        assert wanted in said
    (page,) = _pages(_slips(["Bripka Ilham"], say_in("en"), bot=None))
    said = " ".join(page.split())
    assert "Type: /start 4F7Q2-M8XKD" in said
    assert "@" not in said


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_are_called_is_shown_and_never_obeyed(name: str) -> None:
    """Mark-up, code, one endless word: a page as any other, the next person's slip beside it."""
    (page,) = _pages(_slips([name, "Bripka Ilham"], say_in("id")))
    assert page.count("4F7Q2-M8XKD") == 4
    assert "Bripka Ilham" in page
    shown = "".join(page.replace("\u200b", "").split())
    assert "".join(name.split())[:5].strip("\u202e") in shown


def test_the_poster_names_110_first_and_nobody() -> None:
    """One page, whatever the village is called: the number, the place, how to report."""
    config = load_config()
    config.bot.username = "kamtibmas_makassar_bot"
    for language, said in (("id", "Sedang dalam bahaya?"), ("en", "In danger now?")):
        for region in (_region(), _region("Muara #panic() " * 4, "Lempuing Jaya Utara " * 3)):
            words = poster.data(say_in(language), config, region, code="4F7Q2M8XKD", until=UNTIL)
            (page,) = _pages(pdf.render_pdf(poster.TEMPLATE, words, at=NOW))
            assert page.index(said) < page.index("110") < page.index("@kamtibmas_makassar_bot")
            assert "4F7Q2M8XKD" not in page  # nobody has to type it: whoever scans it is in
