"""The buttons of lists name each report, in a width that narrow phones show."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bot.domain.spot import spot
from bot.locales import LANGUAGES, say_in
from bot.models import Incident, Region
from bot.places.data import VILLAGE, regions
from bot.settings import load_config
from bot.views import case_line, display_names
from bot.views.length import CUT, MAX_LABEL, units
from tests.views.town_size import NOW

if TYPE_CHECKING:
    from bot.views.render_context import RenderContext

MANY = 20
SPOTS = (None, "RT 03", spot("Lorong Panjang di RT 03/RW 05 blok C"))


def _incidents(category: str) -> list[Incident]:
    """Return one in each of the villages and districts with the longest names."""
    villages = [row for row in regions() if row.level == VILLAGE]
    longest = sorted(villages, key=lambda row: -max(len(row.name), len(row.district)))[:MANY]
    return [
        Incident(
            id=number,
            category=category,
            village=Region(code=row.code, name=row.name, zone=row.zone, district=row.district),
            opened_at=NOW - timedelta(days=number % 3),
        )
        for number, row in enumerate(longest)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_cut_by_a_phone_or_within_a_word(language: str) -> None:
    """Every kind, the longest names of villages, spots below them, a three-digit number."""
    config, say = load_config(None), say_in(language)
    context = cast("RenderContext", SimpleNamespace(config=config, now=NOW))
    incidents = _incidents("lainnya")
    for category, incident, below in product(config.categories, incidents, SPOTS):
        incident.category = category
        spots = {} if below is None else {incident.id: below}
        label = case_line.button(context, say, 123, incident, spots).label
        assert units(label) <= MAX_LABEL, label
        village, zone = incident.village, incident.village.zone
        said = [
            display_names.label(config, category, say), say.plain(case_line.HIDDEN_SHORT),
            village.name, village.district, display_names.district(say, village), "Kel. Desa",
            below or "",
            say.moment(incident.opened_at, zone),
        ]  # fmt: skip
        known = {word.strip(",") for one in said for word in one.replace("/", " ").split()}
        words = label.partition(" ")[2].replace("/", " ").split()
        assert {word.strip(f",{CUT}") for word in words} <= known, label
