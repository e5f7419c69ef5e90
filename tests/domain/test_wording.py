"""What is only put down more neatly, and what says something else."""

from __future__ import annotations

import pytest

from bot.domain.wording import MOST_LINES, neater


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ada maling di rt 3", "Ada maling di RT 3."),
        ("ada maling  di rt 3", "ada maling\ndi RT 3!!"),
        ("api besar,tolong", "Api besar, tolong"),
    ],
)
def test_signs_spaces_and_case_are_neatness(old: str, new: str) -> None:
    """It stands in the place of what it puts down more neatly, and the lines beside it stay."""
    assert neater(old, new) == new
    assert neater(f"halo\n{old}\nlagi", new) == f"halo\n{new}\nlagi"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ada maling di RT 3", "ada maling di RT 4"),
        ("kebakaran", "kebakaran 🔥"),
        ("jam 21.30 ada suara", "jam 2130 ada suara"),
        ("jam 21.30 ada suara", "jam 21 30 ada suara"),
        ("di -5.1, 119.4", "di 5.1, 119.4"),
        ("sudah padam", "belum padam"),
        ("", "..."),
        ("ada api", ""),
    ],
)
def test_what_a_sign_tells_is_none(old: str, new: str) -> None:
    """A number is another one with another sign in it; a picture is a word."""
    assert neater(old, new) is None


def test_of_very_many_lines_nothing_is_looked_for() -> None:
    """It costs too much to find: it is an addition like any other."""
    lines = "\n".join("a" * (n + 1) for n in range(MOST_LINES + 1))
    assert neater(lines, "A") is None
