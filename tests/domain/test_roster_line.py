"""Whose name two lines may bear, and how roles are called."""

from __future__ import annotations

import pytest

from bot.domain import roster_line
from bot.domain.spoken_roles import read_role


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bripka Ilham", "AIPDA ILHAM, S.H."),
        ("Andi Muh. Yusuf", "Muh Yusuf Andi"),
        ("H. Karim", "Karim"),
        ("Al", "AL"),
    ],
)
def test_ranks_and_degrees_come_and_go(one: str, other: str) -> None:
    """A promotion makes nobody another person."""
    assert roster_line.may_be_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Bripka Ilham", "Bripka Rahmat"), ("Iptu Al", "Iptu Bo"), ("Ani", "Budi")]
)
def test_a_rank_alone_makes_nobody_one(one: str, other: str) -> None:
    """The same number under quite another name is a slip."""
    assert not roster_line.may_be_one(one, other)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("BHABINKAMTIBMAS", "officer"),
        ("Wakil Bhabinkamtibmas", "deputy"),
        ("Village Head", "village_head"),
        ("Kepala Desa", "village_head"),
        ("unit:ppa", "unit:ppa"),
        ("Unit PPA", "unit:ppa"),
        (" Babinsa ", "babinsa"),
        ("polisi", None),
        ("", None),
    ],
)
def test_roles_as_people_call_them(said: str, role: str | None) -> None:
    """The product's words and the office's own; nothing else."""
    assert read_role(said) == role
