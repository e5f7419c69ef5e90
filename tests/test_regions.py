"""The nation in a file: every region once, under its parent."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.places.data import RegionRow, regions


@pytest.fixture(scope="module")
def nation() -> list[RegionRow]:
    """Read it all."""
    return list(regions())


def test_nobodys_village_is_missing(nation: list[RegionRow]) -> None:
    """The counts are the decree's (Kepmendagri 300.2.2-2138/2025)."""
    assert Counter(row.kind for row in nation) == {
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
        "kecamatan": 7_285,
        "kelurahan": 8_496,
        "desa": 75_252,
        "desa adat": 14,
    }


def test_parents_come_first(nation: list[RegionRow]) -> None:
    """A table with a reference to the parent can be filled in this order, each code once."""
    seen: set[str | None] = {None}
    for row in nation:
        assert row.parent_code in seen
        assert row.code not in seen
        assert row.code.count(".") == row.level - 1
        seen.add(row.code)


def test_one_row_tells_where_a_village_lies(nation: list[RegionRow]) -> None:
    """Karuwisi is a kelurahan of Makassar, whose time is WITA."""
    karuwisi = next(row for row in nation if row.code == "73.71.09.1001")
    assert karuwisi == RegionRow(
        code="73.71.09.1001",
        level=4,
        name="Karuwisi",
        kind="kelurahan",
        parent_code="73.71.09",
        zone="Asia/Makassar",
        district="Panakkukang",
        regency="Kota Makassar",
        province="Sulawesi Selatan",
    )


def test_names_above_never_leak_into_the_next_province(nation: list[RegionRow]) -> None:
    """A province has no regency, a regency no district, whatever came before."""
    for row in nation:
        filled = (row.province, row.regency, row.district)[: row.level]
        assert all(filled)
        assert not any((row.regency, row.district)[row.level - 1 :])


def test_every_zone_is_one_of_three(nation: list[RegionRow]) -> None:
    """Indonesia has three zones and no summer time."""
    assert {row.zone for row in nation} == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}
