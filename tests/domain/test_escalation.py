"""An alert's life, told press by press; :mod:`test_escalation_machine` tries all orders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.alert_transfer import begin_paging, move, release, reopen
from bot.domain.escalation import (
    LAST_RESORT_EVERY,
    AlertState,
    AlertStatus,
    Due,
    Stale,
    acknowledge,
    advance,
    ask_at_lease_end,
    close,
    due,
    en_route,
    lapse,
    renew,
    skip_wait,
    start,
)
from bot.domain.policy import Policy, Step

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
OFFICER, DEPUTY = 1, 2
POLICY = Policy(
    name="default",
    steps=(Step(("officer",), 5 * MINUTE), Step(("deputy",), 10 * MINUTE)),
    repeat=0,
    lease=30 * MINUTE,
    grace=5 * MINUTE,
)


def _paged(times: int = 1) -> AlertState:
    """Return an alert that nobody answered, so many steps on; its last page was at NOW."""
    state = start(NOW)
    for _ in range(times):
        state = advance(POLICY, AlertState(*_due_now(state)), NOW).state
    return state


def _due_now(state: AlertState) -> tuple[AlertStatus, int, int, int | None, datetime, bool]:
    return state.status, state.position, state.run, state.holder, NOW, state.asked


def _held() -> AlertState:
    return acknowledge(POLICY, _paged(), NOW, by=OFFICER, run=1).state


def test_silence_climbs_a_step() -> None:
    """The first step is due at once; the next five minutes later, not a second earlier."""
    state = start(NOW)
    assert due(state, NOW) is Due.STEP
    state = advance(POLICY, state, NOW).state
    assert due(state, NOW + 5 * MINUTE - timedelta(seconds=1)) is None
    assert due(state, NOW + 5 * MINUTE) is Due.STEP


def test_an_outage_is_followed_by_one_step() -> None:
    """The bot slept for an hour: one step is taken, the next is due five minutes after it."""
    woken = NOW + 60 * MINUTE
    state = advance(POLICY, start(NOW), woken).state
    assert state.position == 1
    assert state.next_at == woken + 5 * MINUTE
    assert advance(POLICY, state, woken) == (state, Stale.NOT_DUE)


def test_a_step_of_nobody_is_passed_at_once() -> None:
    """Nobody is on call: the next step does not wait."""
    state = advance(POLICY, start(NOW), NOW, reached=False).state
    assert (state.position, state.next_at) == (1, NOW)


def test_the_last_resort_comes_every_half_hour() -> None:
    """The steps are exhausted and nobody answers: again and again, even where nobody is reached."""
    state = advance(POLICY, AlertState(*_due_now(_paged(2))), NOW, reached=False).state
    assert state.next_at == NOW + LAST_RESORT_EVERY


def test_a_blocked_chat_hastens_its_own_step_alone() -> None:
    """The officer's chat is gone: the deputy is paged at once; later news of it skips nobody."""
    state = _paged()
    hastened = skip_wait(state, NOW + MINUTE, run=1, position=0)
    assert hastened.state.next_at == NOW + MINUTE
    assert skip_wait(_paged(2), NOW, run=1, position=0).stale is Stale.NOT_DUE
    assert skip_wait(_held(), NOW, run=1, position=0).stale is Stale.NOT_DUE


def test_an_answer_stops_the_climb() -> None:
    """After "Saya tangani" no step is due; at the lease's end the holder is asked."""
    state = _held()
    assert (state.status, state.holder) == (AlertStatus.ACKNOWLEDGED, OFFICER)
    assert advance(POLICY, state, NOW + 5 * MINUTE).stale is Stale.NOT_DUE
    assert due(state, NOW + 30 * MINUTE) is Due.ASK


def test_the_second_to_press_is_told_who_was_quicker() -> None:
    """The deputy presses an old card: nothing changes, not even by "Tidak ada kejadian"."""
    state = _held()
    late = (
        acknowledge(POLICY, state, NOW, by=DEPUTY, run=1),
        en_route(POLICY, state, NOW, by=DEPUTY, run=1),
        renew(POLICY, state, NOW, by=DEPUTY, run=1),
        close(state, NOW, "handled", by=DEPUTY, run=1),
        move(state, NOW, by=DEPUTY, run=1),
    )
    assert all(press == (state, Stale.ALREADY_ACKNOWLEDGED) for press in late)


def test_pressing_twice_changes_nothing() -> None:
    """A redelivered "Saya tangani" does not lengthen the lease."""
    state = _held()
    again = acknowledge(POLICY, state, NOW + 10 * MINUTE, by=OFFICER, run=1)
    assert again == (state, Stale.ALREADY_YOURS)


def test_a_second_tap_renews_nothing() -> None:
    """Within the grace after the first it is told as one; later, the lease begins anew again."""
    asked = ask_at_lease_end(POLICY, _held(), NOW + 30 * MINUTE).state
    then = NOW + 31 * MINUTE
    kept = renew(POLICY, asked, then, by=OFFICER, run=1).state
    again = renew(POLICY, kept, then + 4 * MINUTE, by=OFFICER, run=1)
    assert again == (kept, Stale.ALREADY_YOURS)
    later = renew(POLICY, kept, then + 5 * MINUTE, by=OFFICER, run=1).state
    assert later.next_at == then + 35 * MINUTE


def test_on_the_way_renews_the_lease() -> None:
    """Being on the way is progress; pressed on a page, it takes the alert too."""
    state = en_route(POLICY, _held(), NOW + 10 * MINUTE, by=OFFICER, run=1).state
    assert (state.status, state.next_at) == (AlertStatus.EN_ROUTE, NOW + 40 * MINUTE)
    assert en_route(POLICY, state, NOW + 20 * MINUTE, by=OFFICER, run=1).stale
    assert en_route(POLICY, _paged(), NOW, by=DEPUTY, run=1).state.holder == DEPUTY


def test_a_holder_who_falls_silent_is_asked_once_and_overtaken() -> None:
    """Half an hour, one question, five minutes of grace, and the next step is due at once."""
    asked = ask_at_lease_end(POLICY, _held(), NOW + 30 * MINUTE).state
    assert ask_at_lease_end(POLICY, asked, NOW + 31 * MINUTE).stale is Stale.NOT_DUE
    assert lapse(asked, NOW + 34 * MINUTE).stale is Stale.NOT_DUE
    gone_on = lapse(asked, NOW + 35 * MINUTE).state
    assert (gone_on.status, gone_on.holder, gone_on.position) == (AlertStatus.OPEN, None, 1)
    assert due(gone_on, NOW + 35 * MINUTE) is Due.STEP


def test_an_answer_to_the_question_keeps_the_alert() -> None:
    """Asked, the holder says so by any button: an old "Saya tangani" and a yes both count."""
    asked = ask_at_lease_end(POLICY, _held(), NOW + 30 * MINUTE).state
    then = NOW + 31 * MINUTE
    kept = renew(POLICY, asked, then, by=OFFICER, run=1).state
    assert (kept.asked, kept.next_at) == (False, then + 30 * MINUTE)
    assert acknowledge(POLICY, asked, then, by=OFFICER, run=1).state == kept


def test_a_yes_that_comes_after_the_grace_takes_nothing_back() -> None:
    """The alert has gone on: the holder may press "Saya tangani" anew, a yes is too late."""
    asked = ask_at_lease_end(POLICY, _held(), NOW + 30 * MINUTE).state
    gone_on = lapse(asked, NOW + 35 * MINUTE).state
    assert renew(POLICY, gone_on, NOW + 36 * MINUTE, by=OFFICER, run=1).stale is Stale.NOT_YOURS
    assert acknowledge(POLICY, gone_on, NOW + 36 * MINUTE, by=OFFICER, run=1).stale is None


def test_closing_ends_everything() -> None:
    """Nothing is due any more, who had it is kept, and no press changes it."""
    closed = close(_held(), NOW, "handled", by=OFFICER, run=1).state
    assert (closed.status, closed.holder, closed.next_at) == (AlertStatus.CLOSED, OFFICER, None)
    assert acknowledge(POLICY, closed, NOW, by=DEPUTY, run=1).stale is Stale.ALREADY_CLOSED
    assert close(closed, NOW, "mistaken", by=None, run=1).stale is Stale.ALREADY_CLOSED


def test_the_reporter_ends_it_over_the_holder_s_head() -> None:
    """The button "Salah kirim" ends paging, answered or not."""
    assert close(_held(), NOW, "mistaken", by=None, run=1).state.status is AlertStatus.CLOSED


def test_not_over_yet_begins_again_at_once() -> None:
    """After "Belum selesai": from the first step; the buttons before it are of old cards."""
    closed = close(_held(), NOW, "handled", by=OFFICER, run=1).state
    again = reopen(closed, NOW + 60 * MINUTE, run=1).state
    assert again == start(NOW + 60 * MINUTE, run=2)
    assert acknowledge(POLICY, again, NOW, by=OFFICER, run=1) == (again, Stale.OLD_CARD)
    assert reopen(again, NOW, run=1).stale is Stale.OLD_CARD
    assert reopen(again, NOW, run=2).stale is Stale.NOT_CLOSED


def test_another_village_begins_anew() -> None:
    """By "Bukan wilayah saya" the right village's officer is paged from step one."""
    moved = move(_held(), NOW, by=OFFICER, run=1).state
    assert moved == start(NOW, run=2)


def test_whoever_holds_it_alone_hands_it_over() -> None:
    """It begins anew at once, under a new run; of what pages nobody, nothing is due."""
    held = acknowledge(POLICY, _paged(), NOW, by=OFFICER, run=1).state
    assert release(held, NOW, by=DEPUTY, run=1).stale is Stale.ALREADY_ACKNOWLEDGED
    assert release(_paged(), NOW, by=OFFICER, run=1).stale is Stale.NOT_YOURS
    assert release(held, NOW, by=OFFICER, run=1).state == start(NOW, run=2)
    quiet = acknowledge(POLICY, start(NOW, quiet=True), NOW, by=OFFICER, run=1).state
    assert release(quiet, NOW, by=OFFICER, run=1).state.next_at is None


def test_what_called_nobody_begins_to_page() -> None:
    """A quiet alert begins a new run when somebody reports what pages; others do not."""
    quiet = start(NOW, quiet=True)
    begun = begin_paging(quiet, NOW).state
    assert (begun.status, begun.run, begun.next_at, begun.quiet) == ("open", 2, NOW, False)
    assert begin_paging(begun, NOW).stale is not None
