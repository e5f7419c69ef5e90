"""A week's figures in words."""

from __future__ import annotations

import pytest

from bot.domain.figures import Change
from bot.locales import say_in
from bot.services.digests.period_figures import IncidentTotals
from bot.settings import load_config
from bot.views import weekly
from bot.views.card import plain


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (10, "Kejadian: 10 (sama dengan sebelumnya)"),
        (8, "Kejadian: 10 (sebelumnya 8, +2, jumlah kecil)"),
        (20, "Kejadian: 10 (sebelumnya 20, -10, -50%)"),
    ],
)
def test_what_has_not_changed_is_said_once(before: int, said: str) -> None:
    """Neither "unchanged" nor a percentage beside it."""
    totals = IncidentTotals(Change(10, before), {}, {}, (), (), (), 0, 0, 0, 0)
    first = plain(weekly.happened(totals, say_in("id"), load_config())[0])
    assert first.startswith(said.removesuffix(")"))
