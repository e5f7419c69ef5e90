"""The labelled messages are understood as well as they were: floors, not aims."""

from __future__ import annotations

import pytest

from bot.settings import load_config
from tools.triage_figures import SEEN, Share, figures


@pytest.fixture(scope="module")
def told() -> dict[str, Share]:
    """Return the figures of the half that may be looked at; it takes a tenth of a second."""
    return figures(load_config(), SEEN)


@pytest.mark.parametrize(("name", "floor"), [("right kind among three", 96), ("urgent: pages", 95)])
def test_what_is_reported_is_understood(told: dict[str, Share], name: str, floor: int) -> None:
    """A rule that is added for one message must not lose others."""
    assert told[name].percent >= floor, told[name]


@pytest.mark.parametrize(
    ("name", "ceiling"),
    [("look-alike: pages", 6), ("chat: pages", 2), ("chat: DARURAT", 1), ("chat: incident", 3)],
)
def test_what_only_sounds_alarming_wakes_few(
    told: dict[str, Share], name: str, ceiling: int
) -> None:
    """Metaphors, denials, news and everyday chat: an officer who is woken for them turns it off."""
    assert told[name].percent <= ceiling, told[name]
