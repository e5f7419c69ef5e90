"""Whether a report wakes somebody, and whether its writer is asked first."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.category import AlertRule, Category
from bot.domain.paging_rules import asks_ongoing, is_night, may_page, pages
from bot.settings import load_config

CATEGORIES = load_config().categories
FIRE, THEFT, FRAUD, NOISE = (
    CATEGORIES[code] for code in ("kebakaran", "pencurian", "penipuan", "balap_bising")
)
PROWLER, RAPE, WASTE = (
    CATEGORIES[code] for code in ("orang_mencurigakan", "kekerasan_seksual", "sanitasi")
)
categories = st.sampled_from(sorted(CATEGORIES.values(), key=lambda category: category.code))


@pytest.mark.parametrize(
    ("local", "night"),
    [
        (time(21, 59), False),
        (time(22), True),
        (time(0), True),
        (time(4, 59), True),
        (time(5), False),
        (time(12), False),
    ],
)
def test_night_is_from_ten_to_five(local: time, night: bool) -> None:  # noqa: FBT001
    """22.00-05.00 on the village's clocks."""
    assert is_night(local) is night


def test_a_fire_pages_unless_it_is_over() -> None:
    """The answer "Masih, kirim" pages, "Sudah lewat, kirim" pages nobody."""
    assert asks_ongoing(FIRE, threat=False, night=False)
    assert pages(FIRE, ongoing=True, threat=False, night=False, emergency=False)
    assert not pages(FIRE, ongoing=False, threat=True, night=True, emergency=False)


def test_a_theft_pages_only_while_it_goes_on() -> None:
    """Yesterday's theft is in the digest."""
    assert pages(THEFT, ongoing=True, threat=False, night=False, emergency=False)
    assert not pages(THEFT, ongoing=None, threat=True, night=True, emergency=False)


def test_fraud_pages_where_somebody_is_threatened() -> None:
    """A debt collector with a knife is more than fraud."""
    assert not may_page(FRAUD, threat=False, night=True)
    assert pages(FRAUD, ongoing=True, threat=True, night=False, emergency=False)


def test_a_prowler_pages_at_night() -> None:
    """Somebody unknown before the house is urgent at two in the night, not at noon."""
    assert asks_ongoing(PROWLER, threat=False, night=True)
    assert not asks_ongoing(PROWLER, threat=True, night=False)


def test_nobody_is_woken_without_a_tap_that_said_so() -> None:
    """A confidential kind asks like any other; without an answer it wakes nobody."""
    assert asks_ongoing(RAPE, threat=False, night=False)
    assert pages(RAPE, ongoing=True, threat=False, night=False, emergency=False)
    assert not pages(RAPE, ongoing=None, threat=False, night=False, emergency=False)


def test_the_village_is_not_woken_for_waste() -> None:
    """Group G7 pages nobody, whatever an operator writes into its alert; /darurat still does."""
    loud = replace(WASTE, alert=AlertRule.ALWAYS)
    assert not pages(loud, ongoing=True, threat=True, night=True, emergency=False)
    assert not asks_ongoing(loud, threat=True, night=True)
    assert pages(loud, ongoing=None, threat=False, night=False, emergency=True)


def test_noise_never_pages() -> None:
    """What never pages is in the digest."""
    assert not pages(NOISE, ongoing=True, threat=True, night=True, emergency=False)


@given(categories, st.sampled_from([True, False, None]), st.booleans(), st.booleans())
def test_darurat_always_pages(
    category: Category,
    ongoing: bool | None,  # noqa: FBT001
    threat: bool,  # noqa: FBT001
    night: bool,  # noqa: FBT001
) -> None:
    """Whoever pressed /darurat is heard, whatever the category and the hour."""
    assert pages(category, ongoing=ongoing, threat=threat, night=night, emergency=True)


@given(categories, st.booleans(), st.booleans())
def test_a_question_is_asked_only_where_its_answer_matters(
    category: Category,
    threat: bool,  # noqa: FBT001
    night: bool,  # noqa: FBT001
) -> None:
    """A draft asks exactly where "Masih, kirim" would wake somebody."""
    yes = pages(category, ongoing=True, threat=threat, night=night, emergency=False)
    assert asks_ongoing(category, threat=threat, night=night) is yes
