"""What a summary's buttons hold is read as it was written, and has room beside its signature."""

from __future__ import annotations

import pytest

from bot.domain import summary_target
from bot.domain.period import Period
from bot.domain.summary_target import SummaryTarget
from bot.views.length import MAX_DATA, SIGNATURE

LONGEST = "2026-01-01/2028-12-31"


@pytest.mark.parametrize(
    "period", ["2026-W53", "2026-02", "2026-Q4", "2026", "2026-11-03", LONGEST, None]
)
@pytest.mark.parametrize("place", ["73", "73.71", "73.71.09", "73.71.09.1001", None])
def test_a_button_is_read_as_it_was_written(period: str | None, place: str | None) -> None:
    """With the longest code that a category may have, and two digits of pages."""
    what = "k" * 24
    days = Period.parse(period) if period else None
    target = SummaryTarget(summary_target.REPORTS, place, days, 9, what)
    assert len(target.data.encode()) + SIGNATURE <= MAX_DATA
    noun, page, view, *rest = target.data.split(":")
    assert noun == summary_target.NOUN
    assert summary_target.parse(int(page), view, rest) == target


@pytest.mark.parametrize("args", [[], ["73"], ["73", "x1"], ["73", "w"], ["73", "wzz"]])
def test_other_data_is_refused(args: list[str]) -> None:
    """Rather than read as something else."""
    with pytest.raises(ValueError, match=r"."):
        summary_target.parse(0, summary_target.FRONT, args)
