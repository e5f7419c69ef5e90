"""What stands around a printed summary: checked when it is read, the nearer region's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import load_config
from bot.settings.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_nearer_region_says_it_differently(tmp_path: Path) -> None:
    """A key is the nearest region's that has it; the others are as around it."""
    (tmp_path / "documents.toml").write_text(
        'town = "Makassar"\n[region."73"]\ntown = "Ujung"\nnumber = "P/{year}"\n'
        '[region."73.71"]\nnumber = "K/{roman}"\n'
    )
    documents = load_config(tmp_path).documents
    assert (documents.of("73.71.09").town, documents.of("73.71.09").number) == (
        "Ujung",
        "K/{roman}",
    )
    assert documents.of("12").town == "Makassar"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('number = "R/{hari}"', "{week}, {month}, {roman}, {year}"),
        ('number = "R/{0}"', "{week}"),
        ('number = "R/{"', "{week}"),
        ('[region."Makassar"]\ntown = "x"', 'the name "Makassar"'),
        ('kepala = ["x"]', "kepala"),
        ('[[signatory]]\ntitle = ""', "it is empty"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, written: str, said: str) -> None:
    """What cannot be meant is refused at the start, with the file and what to write."""
    (tmp_path / "documents.toml").write_text(written + "\n")
    with pytest.raises(SettingsError) as refused:
        load_config(tmp_path)
    assert "documents.toml" in str(refused.value)
    assert said in str(refused.value)
