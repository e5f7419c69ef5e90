"""The labelled messages are understood as well as they were: floors, not aims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.triage import Triage
from bot.settings import load_config
from tools.triage_figures import (
    BLIND,
    FIELD,
    SEEN,
    STREET,
    STREET_BLIND,
    VOICES,
    VOICES_SEEN,
    Share,
    figures,
)

CONFIG = load_config()
RULES = Triage(tuple(CONFIG.categories.values()), CONFIG.triage._words)  # noqa: SLF001
HALVES = ((SEEN,), (BLIND,), (FIELD,), (VOICES, VOICES_SEEN), (STREET, STREET_BLIND))
FLOORS = {  # see HALVES
    "right kind among three": (98, 98, 95, 96, 97),
    "urgent: pages": (97, 94, 92, 86, 91),
}
CEILINGS = {
    "look-alike: pages": (4, 5, 25, 15, 10),
    "chat: pages": (0.5, 1.5, 2, 2, 6),
    "chat: DARURAT": (0.3, 0.5, 0.5, 0.5, 3),
    "chat: incident": (1, 2, 3, 3, 3),
}


@pytest.fixture(scope="module")
def heard() -> dict[str, Share]:
    """Return what the rules alone reach in the half that may be looked at."""
    return figures(replace(CONFIG, triage=RULES), SEEN)


@pytest.fixture(scope="module")
def told() -> tuple[dict[str, Share], ...]:
    """Return what runs reaches in each half: rules and model together."""
    return tuple(figures(CONFIG, *halves) for halves in HALVES)


@pytest.mark.parametrize(("name", "floor"), [("right kind among three", 96), ("urgent: pages", 95)])
def test_what_is_reported_is_heard(heard: dict[str, Share], name: str, floor: int) -> None:
    """A rule that is added for one message must not lose others."""
    assert heard[name].percent >= floor, heard[name]


@pytest.mark.parametrize(
    ("name", "ceiling"),
    [("look-alike: pages", 6), ("chat: pages", 2), ("chat: DARURAT", 1), ("chat: incident", 3)],
)
def test_what_only_sounds_alarming_wakes_few(
    heard: dict[str, Share], name: str, ceiling: int
) -> None:
    """Metaphors, denials, news and everyday chat: an officer who is woken for them turns it off."""
    assert heard[name].percent <= ceiling, heard[name]


def test_rules_and_model_understand_what_is_reported(
    told: tuple[dict[str, Share], ...],
) -> None:
    """In each: no rule was made and nothing learnt from the blind half and the field."""
    low = [
        (name, said[name])
        for name, floors in FLOORS.items()
        for said, floor in zip(told, floors, strict=True)
        if said[name].percent < floor
    ]
    assert not low


def test_rules_and_model_wake_few_for_what_only_sounds_alarming(
    told: tuple[dict[str, Share], ...],
) -> None:
    """A file that learnt badly falls through this ceiling."""
    high = [
        (name, said[name])
        for name, ceilings in CEILINGS.items()
        for said, ceiling in zip(told, ceilings, strict=True)
        if said[name].percent > ceiling
    ]
    assert not high
