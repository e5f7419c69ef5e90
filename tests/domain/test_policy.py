"""Who is paged: the operator's steps with the category's recipients in them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import Level
from bot.domain.policy import (
    Policy,
    Step,
    for_recipients,
    from_document,
    is_exhausted,
    parse_duration,
    step_at,
    target_role,
    to_document,
    told_once,
    working,
)

MINUTE = timedelta(minutes=1)
POLICY = Policy(
    name="default",
    steps=(
        Step(("officer",), 5 * MINUTE),
        Step(("officer", "deputy"), 5 * MINUTE),
        Step(("supervisor@district",), 10 * MINUTE),
    ),
    repeat=1,
    lease=30 * MINUTE,
    grace=5 * MINUTE,
)


def _targets(policy: Policy) -> list[tuple[str, ...]]:
    return [step.targets for step in policy.steps]


def test_the_officer_s_recipients_follow_the_policy() -> None:
    """A fire: the policy stands as it is, and the village head is told once."""
    recipients = ("officer", "village_head", "babinsa")
    assert for_recipients(POLICY, recipients) == POLICY
    assert told_once(recipients, paged=True) == ("village_head", "babinsa")


def test_a_unit_beside_the_officer_is_paged_first() -> None:
    """Domestic violence: the women's and children's unit is paged with the officer."""
    recipients = ("officer", "unit:ppa")
    assert _targets(for_recipients(POLICY, recipients))[0] == ("officer", "unit:ppa")
    assert told_once(recipients, paged=True) == ()


def test_recipients_stand_in_for_the_officer() -> None:
    """Sexual violence: the unit alone, twice, then the supervisor; no officer, no deputy."""
    found = for_recipients(POLICY, ("unit:ppa",))
    assert _targets(found) == [("unit:ppa",), ("unit:ppa",), ("supervisor@district",)]
    assert told_once(("unit:ppa",), paged=True) == ()


def test_the_village_is_paged_for_its_own_emergencies() -> None:
    """/darurat about waste: head and cadre, each once a step, and the supervisor in the end."""
    found = for_recipients(POLICY, ("village_head", "cadre"))
    assert _targets(found)[1] == ("village_head", "cadre")
    assert _targets(found)[2] == ("supervisor@district",)


@pytest.mark.parametrize("police", ["unit:ppa", "deputy", "supervisor@district"])
def test_whoever_stands_beside_any_police_is_told_not_paged(police: str) -> None:
    """A unit or the command in the officer's place works it; the village head hears of it once."""
    recipients = (police, "village_head")
    assert working(recipients) == (police,)
    assert "village_head" not in {
        target for step in _targets(for_recipients(POLICY, recipients)) for target in step
    }
    assert told_once(recipients, paged=True) == ("village_head",)


def test_where_nothing_pages_all_but_officers_are_told() -> None:
    """Officers read of it in the digest."""
    assert told_once(("officer", "watch"), paged=False) == ("watch",)
    assert told_once(("unit:narkoba",), paged=False) == ("unit:narkoba",)
    assert told_once(("village_head", "cadre"), paged=False) == ("village_head", "cadre")


def test_rounds_end_in_the_last_resort() -> None:
    """Three steps, run twice, are six positions; the seventh is the last resort."""
    assert step_at(POLICY, 3) == POLICY.steps[0]
    assert step_at(POLICY, 5) == POLICY.steps[2]
    assert step_at(POLICY, 6) is None
    assert is_exhausted(POLICY, 6)


def test_an_alert_keeps_its_policy() -> None:
    """What is written down is what is read back, fractions of a second too."""
    odd = Policy("x", (Step(("unit:ppa",), timedelta(seconds=1.5)),), 0, MINUTE, MINUTE)
    assert from_document(to_document(POLICY)) == POLICY
    assert from_document(to_document(odd)) == odd


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("5m", 5 * MINUTE),
        ("2h", timedelta(hours=2)),
        ("7d", timedelta(days=7)),
    ],
)
def test_durations_have_a_unit(text: str, length: timedelta) -> None:
    """Seconds, minutes, hours, days."""
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "5", "m", "5x", "-5m", "5 m", "1.5h", "5m5s", "٥m"])
def test_no_duration_is_refused_with_an_example(text: str) -> None:
    """What is no duration is never read as another length."""
    with pytest.raises(ValueError, match='"5m"'):
        parse_duration(text)


@given(st.integers(0, 10_000), st.sampled_from("smhd"))
def test_every_duration_is_read_as_written(number: int, unit: str) -> None:
    """Any number of any unit."""
    seconds = {"s": 1, "m": 60, "h": 3600, "d": 86_400}[unit]
    assert parse_duration(f"{number}{unit}") == timedelta(seconds=number * seconds)


def test_targets_may_name_a_level() -> None:
    """The target "supervisor@district" is the Kapolsek, "officer" any officer."""
    assert target_role("supervisor@district") == ("supervisor", Level.DISTRICT)
    assert target_role("unit:ppa") == ("unit:ppa", None)


@pytest.mark.parametrize("target", ["ofisir", "officer@moon", "unit:", "", "@district", "officer@"])
def test_a_target_nobody_is_refused(target: str) -> None:
    """An operator's slip is told, with what there is."""
    with pytest.raises(ValueError, match=r"there are|after the @"):
        target_role(target)
