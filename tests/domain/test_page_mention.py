"""The number of a page behind a command."""

from __future__ import annotations

import pytest

from bot.domain import page_mention


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ("", 0)),
        ("hal 50", ("", 49)),
        ("HALAMAN 2", ("", 1)),
        ("Karuwisi hal. 3", ("Karuwisi", 2)),
        ("karuwisi page 12", ("karuwisi", 11)),
        ("hal 0", ("", 0)),
        ("73.71.09.1001", ("73.71.09.1001", 0)),
        ("ada maling di hal rumah", ("ada maling di hal rumah", 0)),
        ("KT-4F7Q2M", ("KT-4F7Q2M", 0)),
    ],
)
def test_a_page_is_split_off(text: str, said: tuple[str, int]) -> None:
    """What stands before it stays as it was typed."""
    assert page_mention.split(text) == said
