"""A digest of six hundred villages: every name and report is on some page, and no page is long."""

from __future__ import annotations

from datetime import date

import pytest

from bot.locales import say_in
from bot.services.digests.daily_digest import VillageDay
from bot.services.digests.digest_reading import Watch
from bot.services.digests.place_queries import Place
from bot.views import digest_pages
from bot.views.card import MAX_BUTTONS, MAX_TEXT, plain
from bot.views.length import length
from bot.views.village_day import DigestPlaces

DAY = date(2026, 11, 24)
MOST = 600
ROOM_OF_REPORTS = 1400  # units that the head and three reports with the longest names need


def _day(number: int) -> VillageDay:
    """Return a village with the longest name: with reports, watched over, or silent."""
    watches = [Watch(DAY, 4)] if number % 3 == 1 else []
    return VillageDay(
        Place(f"73.71.09.{number}", f"Desa {number:04} Kepulauan Sangkarrang Selatan Barat"),
        reported=number if number % 3 == 0 else 0,
        watches=watches,
        all_well=bool(watches) or number % 6 == 0,
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_village_is_named_and_no_page_is_too_long(language: str) -> None:
    """Ten of each kind in a line of the first page, all of them on pages of names."""
    places = DigestPlaces([_day(n) for n in range(MOST)], DAY, say_in(language), sees_all=True)
    first = "\n".join(plain(line) for line in places.lines())
    assert len(first) + ROOM_OF_REPORTS < MAX_TEXT
    names = places.pages()
    assert all(length(page) < digest_pages.ROOM + 200 for page in names)
    said = "\n".join(plain(page) for page in names)
    assert [n for n in range(MOST) if f"Desa {n:04}" not in said] == []


@pytest.mark.parametrize(
    ("reports", "names", "shown"),
    [
        (0, 0, [0]),
        (4, 0, [4]),
        (5, 0, [3, 2]),
        (4, 2, [3, 1, 0, 0]),
        (0, 1, [0, 0]),
    ],
)
def test_each_report_is_on_one_page_with_room_for_its_button(
    reports: int, names: int, shown: list[int]
) -> None:
    """Four where that is all; else three, and the button onward. A page behind the last is it."""
    ids, more = list(range(reports)), [say_in("id")("{n}", n=n) for n in range(names)]
    pages = [digest_pages.page(number, ids, more) for number in range(len(shown) + 1)]
    assert [len(page.shown) for page in pages] == [*shown, shown[-1]]
    assert [one for page in pages[:-1] for one in page.shown] == ids
    assert all(page.pages == len(shown) for page in pages)
    assert all(len(page.shown) + (page.pages > 1) <= MAX_BUTTONS for page in pages)
    starts = [sum(shown[:n]) for n in range(len(shown))]
    assert all(
        page.first == start
        for page, start in zip(pages[:-1], starts, strict=True)
        if page.names is None
    )
