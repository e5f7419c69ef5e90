"""What is refused in a sentence for people, and that what is said today is not."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues, wording

WRONG = [
    ("Setuju", "I agree", "Press Setuju to go on.", "'Setuju' is called otherwise"),
    ("Lihat /tugas.", "See /tugas.", "", "/tugas is Indonesian (write /tasks)"),
    ("Hubungi pengelola bot.", "Contact pengelola bot.", "", "'pengelola' is Indonesian"),
    ("{n} laporan lagi", "{n} more reports", "", "is wrong of one"),
]


@pytest.mark.parametrize(("said", "english", "further", "fault"), WRONG)
def test_what_is_not_english_is_refused(said: str, english: str, further: str, fault: str) -> None:
    """A command or a button by its Indonesian name, Indonesian words, a plural for every number."""
    held = Catalog(locale="en")
    held.add(said, english)
    if further:
        held.add(f"Tekan {said}.", further)
    named = [*catalogues.english(held), *wording.avoided("en", english)]
    assert any(fault in one for one in named), named


def test_a_form_for_each_number_is_english() -> None:
    """So are names of places and titles of office, which nobody translates."""
    held = Catalog(locale="en")
    held.add(("{n} laporan", "{n} laporan"), ("{n} report", "{n} reports"))
    held.add("Bhabinkamtibmas {place}", "Bhabinkamtibmas Kel. {place}, Kec. Panakkukang")
    assert not list(catalogues.english(held))
