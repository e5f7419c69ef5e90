"""In any order of presses and ticks no alert climbs twice, and no newer state is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.alert_transfer import merge, move, release, reopen, split
from bot.domain.escalation import (
    AlertStatus,
    Due,
    Stale,
    Transition,
    acknowledge,
    advance,
    ask_at_lease_end,
    close,
    due,
    en_route,
    force_lapse,
    lapse,
    make_due,
    renew,
    shift_back,
    skip_wait,
    start,
    suspend,
)
from bot.domain.outcomes import MERGED
from bot.domain.policy import Policy, Step
from bot.domain.reopening import overrule, take_back, take_up

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = timedelta(minutes=1)
POLICY = Policy(
    name="default",
    steps=(Step(("officer",), 5 * MINUTE), Step(("deputy",), 5 * MINUTE)),
    repeat=1,
    lease=30 * MINUTE,
    grace=5 * MINUTE,
)
people = st.integers(1, 3)
ages = st.sampled_from([0, 0, 0, 1, 2])  # how many runs ago the card was that is pressed
HELD = {AlertStatus.ACKNOWLEDGED, AlertStatus.EN_ROUTE}


class Alert(RuleBasedStateMachine):
    """One alert, three people, a clock, and cards of every age."""

    quiet = False

    def __init__(self) -> None:
        """Begin when the report comes in."""
        super().__init__()
        self.now = datetime(2026, 11, 24, 14, tzinfo=UTC)
        self.state = start(self.now, quiet=self.quiet)
        self.merged_at = self.state  # how it stood when it was put to another
        self.rests = False  # nothing is due since a restore
        self.climbed: set[tuple[int, int]] = set()  # (run, position) of every step taken

    def _becomes(self, transition: Transition, *, pressed_run: int | None = None) -> None:
        before, (after, stale) = self.state, transition
        assert (stale is None) or after == before, "a refused press changes nothing"
        assert after.run >= before.run
        if after.run == before.run:
            assert after.position >= before.position, "nobody is paged twice for one step"
        if pressed_run is not None and pressed_run != before.run:
            assert stale is Stale.OLD_CARD
        self.rests = self.rests and after.next_at is None
        self.state = after

    def _begun(self) -> Due | None:
        """What is due of an alert that begins, or begins again."""
        return None if self.quiet else Due.STEP

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        """Minutes in which nobody does anything; the bot may be down."""
        self.now += minutes * MINUTE

    @rule(reached=st.booleans())
    def tick(self, reached: bool) -> None:  # noqa: FBT001
        """The ticker does what is due, whatever it is."""
        before, task = self.state, due(self.state, self.now)
        if task is Due.STEP:
            assert before.next_at is not None
            assert before.next_at <= self.now, "a step is never early"
            self._becomes(advance(POLICY, before, self.now, reached=reached))
            assert (before.run, before.position) not in self.climbed
            self.climbed.add((before.run, before.position))
        elif task is Due.ASK:
            self._becomes(ask_at_lease_end(POLICY, before, self.now))
        elif task is Due.LAPSE:
            self._becomes(lapse(before, self.now))

    @rule()
    def a_second_ticker(self) -> None:
        """Another process does what is no longer due: everything but the due thing is refused."""
        task = due(self.state, self.now)
        if task is not Due.STEP:
            self._becomes(advance(POLICY, self.state, self.now))
        if task is not Due.ASK:
            self._becomes(ask_at_lease_end(POLICY, self.state, self.now))
        if task is not Due.LAPSE:
            self._becomes(lapse(self.state, self.now))

    @rule(by=people, age=ages, press=st.sampled_from([acknowledge, en_route, renew]))
    def answer(self, by: int, age: int, press: Callable[..., Transition]) -> None:
        """Somebody presses "Saya tangani", "Menuju lokasi" or answers the question."""
        run, holder = self.state.run - age, self.state.holder
        held = self.state.status in HELD
        self._becomes(press(POLICY, self.state, self.now, by=by, run=run), pressed_run=run)
        if held:
            assert self.state.holder == holder, "nobody takes an alert from its holder"

    @rule(by=st.none() | people, age=ages)
    def finish(self, by: int | None, age: int) -> None:
        """A press of "Selesai", "Tidak ada kejadian", or the reporter's "Salah kirim"."""
        run = self.state.run - age
        self._becomes(close(self.state, self.now, "handled", by=by, run=run), pressed_run=run)

    @rule(age=ages)
    def not_over(self, age: int) -> None:
        """The reporter's "Belum selesai"."""
        run = self.state.run - age
        self._becomes(reopen(self.state, self.now, run=run), pressed_run=run)

    @rule(by=people, age=ages)
    def not_mine(self, by: int, age: int) -> None:
        """A press of "Bukan wilayah saya"."""
        run = self.state.run - age
        self._becomes(move(self.state, self.now, by=by, run=run), pressed_run=run)

    @rule(by=people, age=ages)
    def handed_on(self, by: int, age: int) -> None:
        """A press of "Serahkan"."""
        run = self.state.run - age
        self._becomes(release(self.state, self.now, by=by, run=run), pressed_run=run)

    @rule(by=people, age=ages)
    def opened_again(self, by: int, age: int) -> None:
        """A press of "Buka lagi", long after the closing."""
        run = self.state.run - age
        self._becomes(take_up(POLICY, self.state, self.now, by=by, run=run), pressed_run=run)

    @rule(age=ages)
    def taken_back(self, age: int) -> None:
        """A press of "Buka lagi" by whoever closed it a moment ago: who held it holds it again."""
        run, before = self.state.run - age, self.state
        self._becomes(take_back(POLICY, before, self.now, run=run), pressed_run=run)
        if self.state != before:
            assert self.state.holder == before.holder

    @precondition(lambda self: self.state.status is AlertStatus.CLOSED)
    @precondition(lambda self: self.state.outcome != MERGED)
    @rule()
    def overruled(self) -> None:
        """A supervisor undoes a closing."""
        before = self.state
        self._becomes(overrule(before, self.now))
        assert self.state.run == before.run + 1, "old cards change nothing any more"

    @rule()
    def merged(self) -> None:
        """An officer puts it to another incident: nothing is due, and no press wakes it."""
        before = self.state
        self._becomes(merge(before, self.now))
        if self.state != before:
            self.merged_at = before
            assert due(self.state, self.now + timedelta(days=1)) is None

    @precondition(lambda self: self.state.outcome == MERGED)
    @rule()
    def split_off(self) -> None:
        """It is taken out again: it goes on exactly where it was."""
        before = self.merged_at
        self._becomes(split(self.state, before, self.now))
        assert replace(self.state, next_at=None) == replace(before, next_at=None)
        assert (self.state.next_at is None) is (before.next_at is None)
        self.rests = before.next_at is None and not self.quiet

    @precondition(lambda self: self.state.is_held)
    @rule()
    def holder_is_gone(self) -> None:
        """The holder's post ended, or the question cannot reach them."""
        self._becomes(force_lapse(self.state, self.now))
        assert due(self.state, self.now) is self._begun(), "others are paged at once"

    @rule()
    def somebody_new(self) -> None:
        """Somebody can be reached who could not: what is paging does so at once."""
        before = self.state
        self._becomes(make_due(before, self.now))
        if before.status is AlertStatus.OPEN:
            assert due(self.state, self.now) is Due.STEP

    @rule()
    def restored(self) -> None:
        """A restore finds it due long ago: it wakes nobody, and is nobody's."""
        before = self.state
        self._becomes(suspend(before))
        self.rests = not self.quiet and self.state.status is not AlertStatus.CLOSED
        assert self.state.next_at is None
        assert self.quiet or not self.state.is_held, "who knows whether they have it still"
        if not before.is_held:
            assert replace(before, next_at=None) == self.state

    @rule(minutes=st.integers(1, 90))
    def clock_is_put_back(self, minutes: int) -> None:
        """The machine's clock is put back: nothing comes later than it would have."""
        before, by = self.state.next_at, minutes * MINUTE
        self.now -= by
        self._becomes(shift_back(self.state, self.now, by=by))
        if before is not None and self.state.next_at is not None:
            assert self.state.next_at - self.now <= max(before - self.now - by, timedelta())

    @rule(age=ages, position=st.integers(0, 6))
    def unreachable(self, age: int, position: int) -> None:
        """News that a page could not be delivered, however late."""
        run = self.state.run - age
        self._becomes(skip_wait(self.state, self.now, run=run, position=position))

    @invariant()
    def is_whole(self) -> None:
        """Somebody holds it, or time looks after it, or it is closed, or rests after a restore."""
        state = self.state
        over = state.status is AlertStatus.CLOSED
        assert (state.next_at is None) is (over or self.rests or self.quiet)
        assert (state.outcome is not None) is (state.closed_at is not None) is over
        assert state.status is AlertStatus.CLOSED or (state.holder is not None) is state.is_held
        assert not state.asked or state.is_held


class QuietAlert(Alert):
    """The same of what pages nobody: nothing is ever due of it."""

    quiet = True

    @invariant()
    def stays_quiet(self) -> None:
        """No press lets it page."""
        assert self.state.quiet
        assert self.state.status is not AlertStatus.OPEN


TestAlert = Alert.TestCase
TestAlert.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestQuietAlert = QuietAlert.TestCase
TestQuietAlert.settings = settings(max_examples=20, stateful_step_count=40, deadline=None)
