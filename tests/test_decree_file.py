"""A decree as an operator writes it down: each verb, and each way to get a line wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.places.data import RegionRow, count_regions, outlined, parse_outline, regions
from bot.places.data.decree import BadDecreeError, decreed
from bot.places.data.decrees import CodeChange, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 12, 1)
NATION = tuple(
    parse_outline(
        outlined(*entry)
        for entry in (
            ("73", "Sulawesi Selatan", "Asia/Makassar"),
            ("73.71", "Kota Makassar", ""),
            ("73.71.09", "Panakkukang", ""),
            ("73.71.09.1001", "Karuwisi", ""),
            ("73.71.09.1002", "Panaikang", ""),
        )
    )
)
OVER = "73.71.09.1009"  # once a village


def _after(lines: str) -> Sequence[RegionRow]:
    return decreed(f"from 2026-12-01\n{lines}", NATION, {row.code for row in NATION} | {OVER}).rows


def test_a_decree_that_changes_nothing_is_the_nation_itself() -> None:
    """What is written and read again is the same, to the last region."""
    whole = tuple(regions())
    again = decreed("from 2026-12-01", whole, ())
    assert again.rows == whole
    assert (again.digest, again.day) == (shipped().digest, DAY)


def test_a_nation_is_counted_without_being_read() -> None:
    """The outline has one region a line."""
    assert count_regions() == sum(1 for _ in regions())


def test_a_new_name_reaches_all_that_lies_there() -> None:
    """A district is renamed: its villages say so."""
    rows = {row.code: row for row in _after("rename 73.71.09 Panakkukang Raya  # as it is now")}
    assert rows["73.71.09"].name == "Panakkukang Raya"
    assert rows["73.71.09.1001"].district == "Panakkukang Raya"


def test_a_new_village_stands_in_its_place() -> None:
    """With its kind, its zone, and the names of all above it, in the order of the codes."""
    rows = _after("add 73.71.09.2001 Bonto Baru")
    assert [row.code for row in rows] == sorted(row.code for row in rows)
    new = next(row for row in rows if row.code == "73.71.09.2001")
    assert (new.kind, new.zone, new.regency) == ("desa", "Asia/Makassar", "Kota Makassar")


def test_a_new_province_brings_its_zone() -> None:
    """And whatever lies in it has it too."""
    lines = "add 97 WIT Papua Timur\nadd 97.01 Kabupaten Nabire\nadd 97.01.01 Nabire"
    rows = [row for row in _after(lines) if row.code.startswith("97")]
    assert {row.zone for row in rows} == {"Asia/Jayapura"}
    assert rows[0].name == "Papua Timur"


def test_a_merger_is_written_as_it_is() -> None:
    """One begins, two pass to it, and end; blank lines and remarks are nothing."""
    text = """\ufeff
        # Permendagri
        from 2026-12-01
        add 73.71.09.1090 Karuwisi Raya
        pass 73.71.09.1001 73.71.09.1090   # the old number, the new one
        pass 73.71.09.1002 73.71.09.1090
        end 73.71.09.1001
        end 73.71.09.1002
    """
    nation = decreed(text, NATION, {row.code for row in NATION})
    assert [row.code for row in nation.rows if row.level == 4] == ["73.71.09.1090"]
    assert nation.code_changes == (
        CodeChange(DAY, "73.71.09.1001", "73.71.09.1090"),
        CodeChange(DAY, "73.71.09.1002", "73.71.09.1090"),
    )


def test_what_is_so_already_is_no_mistake() -> None:
    """A decree may be obeyed twice: what it adds is there, what it ends is over."""
    lines = f"add 73.71.09.1001 Karuwisi\nend {OVER}\npass {OVER} 73.71.09.1001"
    assert tuple(_after(lines)) == NATION


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("delete 73.71.09.1001", "begins with from, add, rename, pass or end"),
        ("from 2027-01-01", "it holds from 2026-12-01 already"),
        ("rename 73.71.09.1003 Pampang", "there is no region 73.71.09.1003 today"),
        ("rename 73.71.09.1001", "has no name"),
        ("rename Karuwisi Raya", "'Karuwisi' is no code"),
        ("rename 73.71 Makassar", "begins with Kabupaten or Kota"),
        ("add 73.71.09.1001 Karuwisi Raya", "is called Karuwisi; rename it"),
        ("add 73.71.20.1001 Antang", "lies in 73.71.20, which there is not"),
        ("add 73.71.09.4001 Antang", "is no code"),
        ("add 7371091004 Antang", "is no code"),
        ("add 97 Papua Timur", "a province has a zone"),
        ("add", "nothing is no code"),
        ("end 73.71.09.1003", "there is no region"),
        ("end 73.71.09", "cannot end: 73.71.09.1002 lies in it still"),
        ("end 73.71.09.1001 73.71.09.1002", "write a line for each"),
        ("pass 73.71.09.1003 73.71.09.1001", "there never was a region 73.71.09.1003"),
        ("pass 73.71.09.1001 73.71.09.1003", "no region 73.71.09.1003 to pass to; add it"),
        ("pass 73.71.09.1001 73.71.09.1001", "must be two of one level"),
        ("pass 73.71.09.1001 73.71.09", "must be two of one level"),
        ("pass 73.71.09.1001", "nothing is no code"),
        ("pass 73.71.09.1001 73.71.09.1002 73.71.09.1009", "write a line for each"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(line: str, why: str) -> None:
    """Its number, and what is wrong with it."""
    with pytest.raises(BadDecreeError) as bad:
        _after(line)
    ((number, said),) = bad.value.lines
    assert number == 2
    assert why in said


@pytest.mark.parametrize("text", ["", "from\n", "from today", "from 1 December", "# nothing"])
def test_a_decree_without_a_day_is_none(text: str) -> None:
    """From which day it holds decides what was before and what after."""
    with pytest.raises(BadDecreeError, match="from 2026-12-01"):
        decreed(text, NATION, ())


def test_all_that_is_wrong_is_told_at_once() -> None:
    """In the order of the lines."""
    with pytest.raises(BadDecreeError) as bad:
        _after("end 73.71.09\nrename 1 X\npass 73.71.09.1001 73.71.09.1003")
    assert [number for number, _ in bad.value.lines] == [2, 3, 4]
