"""Who may do what, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import (
    ANY_UNIT,
    ON_CALL,
    PLANNERS,
    Grant,
    Level,
    Role,
    ancestors,
    covers,
    level_of,
    may,
    region_at,
    valid_code,
    valid_role,
)

VILLAGE = "73.71.09.1001"
codes = st.from_regex(r"[1-9]\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", fullmatch=True).filter(str.isascii)


def test_a_region_covers_what_lies_in_it() -> None:
    """By whole parts of the code: 73.7 is no region of 73.71."""
    assert covers("73", VILLAGE)
    assert covers(VILLAGE, VILLAGE)
    assert not covers(VILLAGE, "73.71.09")
    assert not covers("73.7", "73.71")


def test_above_a_village_stand_three() -> None:
    """Village, district, regency, province."""
    assert ancestors(VILLAGE) == (VILLAGE, "73.71.09", "73.71", "73")
    assert [level_of(code) for code in ancestors(VILLAGE)] == list(Level)[:-1]
    assert region_at(VILLAGE, Level.DISTRICT) == "73.71.09"
    assert region_at("73", Level.DISTRICT) is None


@given(codes, codes)
def test_ancestors_and_covering_agree(region: str, code: str) -> None:
    """What stands above is what covers."""
    assert covers(region, code) is (region in ancestors(code))


@pytest.mark.parametrize("code", ["", "7", "73.", "73.7", "73.71.09.101", "73.71.09.1001.1", "٧٣"])
def test_no_code_has_no_level(code: str) -> None:
    """What is not written like a code is refused with how to write one."""
    assert not valid_code(code)
    with pytest.raises(ValueError, match=r"73\.71\.09"):
        level_of(code)


def test_roles_are_those_of_the_product_and_units() -> None:
    """A unit is named in small letters."""
    assert all(map(valid_role, (*Role, "unit:ppa", "unit:narkoba")))
    assert not any(map(valid_role, ("", "admin", "unit:", "unit:*", "unit:PPA", "Officer")))


def test_a_role_holds_where_it_was_granted() -> None:
    """An officer of one village acts in it, not next door; a unit is a responder too."""
    officer = [Grant("officer", VILLAGE)]
    assert may(officer, ON_CALL, VILLAGE)
    assert may(officer, ON_CALL, None)
    assert not may(officer, ON_CALL, "73.71.09.1002")
    assert may([Grant("unit:ppa", "73.71")], ON_CALL, VILLAGE)
    assert not may([Grant("unit:ppa", "73.71")], PLANNERS, VILLAGE)


def test_a_stranger_may_nothing() -> None:
    """No role, no permission."""
    assert not may([], frozenset({*Role, ANY_UNIT}), None)
