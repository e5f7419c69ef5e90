"""Who is called at each step, who stands in, and whom the last resort wakes."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.oncall import Holder, called_at, called_beside, last_resort, on_call
from bot.domain.policy import Policy, Step

VILLAGE, DISTRICT, CITY, PROVINCE = "73.71.09.1001", "73.71.09", "73.71", "73"
OFFICER = Holder(1, "officer", VILLAGE)
DEPUTY = Holder(2, "deputy", VILLAGE)
CHIEF = Holder(3, "supervisor", DISTRICT)
CITY_CHIEF = Holder(4, "supervisor", CITY)
PROVINCE_CHIEF = Holder(5, "supervisor", PROVINCE)
UNIT = Holder(6, "unit:ppa", CITY)
EVERYBODY = (OFFICER, DEPUTY, CHIEF, CITY_CHIEF, PROVINCE_CHIEF)


def _policy(*steps: tuple[str, ...], repeat: int = 0) -> Policy:
    minutes = timedelta(minutes=5)
    return Policy(
        "default", tuple(Step(targets, minutes) for targets in steps), repeat, minutes, minutes
    )


DEFAULT = _policy(("officer",), ("officer", "deputy"), ("supervisor@district",))


def _away(holder: Holder, *, gone: bool = False) -> Holder:
    return Holder(holder.member_id, holder.role, holder.region, unreachable=gone, off_duty=not gone)


def test_each_step_calls_whom_it_names() -> None:
    """First the officer, then the deputy too, then the district's supervisor, then the city's."""
    called = [called_at(DEFAULT, position, EVERYBODY) for position in range(4)]
    assert called == [(OFFICER,), (OFFICER, DEPUTY), (CHIEF,), (CITY_CHIEF,)]


def test_somebody_with_two_roles_is_called_once() -> None:
    """The deputy of a village is its officer too: one page, not two."""
    twice = Holder(OFFICER.member_id, "deputy", VILLAGE)
    assert on_call(("officer", "deputy"), (OFFICER, twice)) == (OFFICER,)


def test_who_is_off_duty_or_unreachable_is_passed_over() -> None:
    """A step whose officer sleeps or has blocked the bot names nobody."""
    assert on_call(("officer",), (_away(OFFICER), DEPUTY)) == ()
    assert on_call(("officer",), (_away(OFFICER, gone=True), DEPUTY)) == ()


def test_a_deputy_stands_in_where_the_policy_names_none() -> None:
    """The operator's policy knows only officers; the one off duty has a deputy."""
    people = (_away(OFFICER), DEPUTY)
    assert called_at(_policy(("officer",)), 0, people) == (DEPUTY,)
    assert called_at(DEFAULT, 0, people) == ()
    assert called_at(DEFAULT, 1, people) == (DEPUTY,)


def test_a_unit_without_anybody_is_the_regencys_affair() -> None:
    """Nobody is of unit:ppa, so the city's supervisor is called, not the district's."""
    assert on_call(("unit:ppa",), EVERYBODY) == (CITY_CHIEF,)
    assert on_call(("unit:ppa",), (*EVERYBODY, UNIT)) == (UNIT,)


def test_a_supervisor_without_a_level_is_the_nearest_available() -> None:
    """The district's is unreachable, so it is the city's."""
    assert on_call(("supervisor",), EVERYBODY) == (CHIEF,)
    people = (_away(CHIEF, gone=True), CITY_CHIEF, PROVINCE_CHIEF)
    assert on_call(("supervisor",), people) == (CITY_CHIEF,)


def test_the_last_resort_is_above_everyone_the_steps_name() -> None:
    """The steps name the district's supervisor, so it is the city's; without one the province's."""
    assert last_resort(DEFAULT, EVERYBODY) == (CITY_CHIEF,)
    without = (OFFICER, DEPUTY, CHIEF, _away(CITY_CHIEF, gone=True), PROVINCE_CHIEF)
    assert last_resort(DEFAULT, without) == (PROVINCE_CHIEF,)


def test_the_last_resort_for_a_unit_is_the_supervisor_it_serves_under() -> None:
    """The unit is the city's, and so is its commander; where he stood in, it is the province's."""
    policy = _policy(("unit:ppa",), ("supervisor@district",))
    assert last_resort(policy, (UNIT, *EVERYBODY)) == (CITY_CHIEF,)
    assert last_resort(policy, EVERYBODY) == (PROVINCE_CHIEF,)


def test_a_supervisor_off_duty_is_woken_before_it_comes_to_nobody() -> None:
    """Nobody else is above: better a supervisor off duty than the same people again."""
    assert last_resort(DEFAULT, (OFFICER, _away(CITY_CHIEF))) == (_away(CITY_CHIEF),)


def test_without_anybody_above_everyone_is_called_again() -> None:
    """A village whose city has no supervisor: all that the steps name are called together."""
    assert last_resort(DEFAULT, (OFFICER, DEPUTY, CHIEF)) == (OFFICER, DEPUTY, CHIEF)
    off_duty = _away(OFFICER)
    assert last_resort(DEFAULT, (off_duty,)) == (off_duty,)


def test_a_supervisor_below_is_better_than_nobody() -> None:
    """The steps go straight to the city, where there is nobody; the district has a supervisor."""
    policy = _policy(("officer",), ("supervisor@regency",))
    assert last_resort(policy, (CHIEF,)) == (CHIEF,)


def test_nobody_at_all() -> None:
    """Not one person holds a role here, or all have blocked the bot."""
    assert last_resort(DEFAULT, ()) == ()
    assert last_resort(DEFAULT, (_away(OFFICER, gone=True), _away(CHIEF, gone=True))) == ()


def test_who_reports_is_called_beside_others_and_never_alone() -> None:
    """Their own step is nobody's; where others stand in it they are paged as everybody is."""
    called = [called_beside(DEFAULT, position, EVERYBODY, {1}) for position in range(4)]
    assert called == [(), (DEPUTY, OFFICER), (CHIEF,), (CITY_CHIEF,)]
    assert called_beside(DEFAULT, 3, (OFFICER,), {1}) == ()


def test_whoever_stands_in_is_called_for_whoever_reports() -> None:
    """The operator's policy knows only officers; a unit's stand-in is the regency's supervisor."""
    assert called_beside(_policy(("officer",)), 0, EVERYBODY, {1}) == (DEPUTY, OFFICER)
    people = (UNIT, CITY_CHIEF)
    assert called_beside(_policy(("unit:ppa",)), 0, people, {6}) == (CITY_CHIEF, UNIT)
