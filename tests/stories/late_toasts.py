"""What flashes up after a press: that something was done, that nothing was, or how it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.handlers import (
    addendum,
    alert,
    alert_press,
    case_kind,
    case_urgency,
    draft,
    duty,
    ended_draft,
    enrolment,
    followup,
    incident_merge,
    invite,
    lost_rows,
    mute,
    own_reports,
    passed_content,
    receipt_phrases,
    relay,
    reporter_answer,
    reporter_question,
    self_service,
    situation,
    stale_button,
    table,
    village_choice,
)
from bot.locales import say_in
from bot.views.relay import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH = say_in("en")
# Something was done: rows have changed.
DONE = [
    *(*alert.TAKEN, *alert.GOING, *alert.FINISHED, *alert.OPENED, *alert.MOVED),
    *(alert.MOVED_QUIET, alert.MOVED_UNREAD, alert.RENEWED),
    *(*incident_merge.MERGED, incident_merge.APART),
    *(case_kind.CHANGED, *case_kind.CALLED_NOW, case_urgency.CHANGED, *case_urgency.CALLED_NOW),
    *(*mute.DONE, *mute.UNDONE, relay.SENT, duty.HANDED_OVER, duty.HEARD),
    *(passed_content.ENDED, passed_content.ENDED_WITH_IT),
    *(own_reports.TAKEN_BACK, own_reports.OTHERS_REPORT, own_reports.STILL_REPORTED),
    *(own_reports.TOLD_SAFE, own_reports.TOLD_WHO_TOOK_IT, own_reports.COUNTS_AGAIN),
    *(own_reports.REOPENED, own_reports.NOBODY_YET, own_reports.OPENED_AGAIN),
    *(own_reports.OPENED_UNREAD, followup.THANKS, followup.NOBODY_READS, *followup.CALLED),
]
# Nothing was done: no row has changed.
NOTHING = [
    *(*alert_press.STALE.values(), alert_press.HELD_BY, alert_press.SAME, alert.SAME_VILLAGE),
    *(case_kind.NOBODY_READS, *reporter_question.ASK_REFUSED.values(), reporter_question.NOT_YOURS),
    *(*reporter_answer.ANSWER_REFUSED.values(), passed_content.ENDED_ALREADY),
    *(ended_draft.SENT_ALREADY, ended_draft.NOT_SENT, draft.READER_GONE, duty.KEPT, duty.NONE_HELD),
    *(duty.STILL_ON, duty.OFF_ALREADY, duty.NOTHING_WENT, duty.HEARD_BEFORE),
    *(mute.NOTHING, mute.NOT_PAUSED, relay.SENT_BEFORE, NOBODY, relay.NOT_YOURS),
    *(own_reports.FURTHER, own_reports.OVER_ALREADY, own_reports.SAID_ALREADY, own_reports.SOLVED),
    *(own_reports.OPEN_ALREADY, followup.ANSWERED, invite.NOT_YOURS, situation.NOT_YOURS),
    *(village_choice.NOT_A_VILLAGE, table.REFUSED, lost_rows.SENT, stale_button.STALE_BUTTON),
    enrolment.ENROLLED_ALREADY,
]
# How it stands, which a press may have made so or found so.
STANDS = [
    *(own_reports.WITHDRAWN, own_reports.ONLY_YOURS, own_reports.SAFE_NOTED),
    *(own_reports.SAFE_UNHEARD, receipt_phrases.SILENT, receipt_phrases.MAY_WRITE),
    *(self_service.LANGUAGE_SET, addendum.NOTHING_LEFT),
]


def says_done(toast: str) -> bool:
    """Tell whether it says that something was done."""
    return _is_one(toast, DONE)


def says_nothing_done(toast: str) -> bool:
    """Tell whether it says that nothing was done."""
    return _is_one(toast, NOTHING)


def says_how_it_stands(toast: str) -> bool:
    """Tell whether it says no more than how it stands."""
    return _is_one(toast, STANDS)


def _is_one(toast: str, sentences: Iterable[str]) -> bool:
    said = [one for one in sentences if one]
    said += [ENGLISH.plain(one) for one in said if one == self_service.LANGUAGE_SET]
    return any(_pattern(one).fullmatch(toast) for one in said)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(sentence)))
