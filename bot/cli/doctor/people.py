"""Checks of people and of the send queue: counts alone, nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.doctor import disk
from bot.cli.doctor.finding import Finding, fine, warning, wrong
from bot.cli.doctor.setup import apart
from bot.cli.plurals import count
from bot.models import Lane
from bot.services.staffing import staffing_stats
from bot.web import queue as owed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.cli.doctor.setup import Setup
    from bot.services.staffing.staffing_stats import Readiness

INVITE = "run: kamtibmas invite --role {} --region CODE"
# An urgent promise goes out within seconds; what is older than this, nobody is about to send.
LATE_S = {Lane.URGENT: 60.0, Lane.REPLY: 300.0, Lane.NOTICE: 900.0, Lane.DIGEST: 7200.0}
LATE_STEP_S = 60.0
MOST_NAMED = 5  # regions in one finding
START = "start the bot; where it runs, its log and /healthz say what keeps it"


async def people(setup: Setup) -> AsyncIterator[Finding]:
    """Check whether a report would reach anybody."""
    async with setup.database.reading() as session:
        found = await staffing_stats.count_staffing(session)
    yield fine(f"{found.members} enrolled, {_officers(found)}")
    if not found.members:
        yield warning("nobody has enrolled yet", INVITE.format("coordinator"))
        for finding in await apart(lambda: list(disk.misspelt(setup.settings.data))):
            yield finding
        return
    for finding in _posts(found):
        yield finding
    if found.unanswerable:
        yield wrong(
            f"{count(found.unanswerable, 'open alert lies', 'open alerts lie')} where nobody who"
            " can be reached may answer",
            f"for their villages {INVITE.format('officer')}; `kamtibmas export reports` names them",
        )


def _officers(found: Readiness) -> str:
    return count(found.officers, "officer or deputy", "officers and deputies")


def _posts(found: Readiness) -> Iterator[Finding]:
    if not found.coordinators:
        yield warning("there is no coordinator", INVITE.format("coordinator"))
    if not found.officers:
        yield warning("there is no officer anywhere", INVITE.format("officer"))
    elif found.unwatched:
        yield warning(
            f"{found.unwatched} of {found.villages} villages with reporters have no officer or"
            " deputy who can be reached: their reports page the supervisors",
            INVITE.format("officer"),
        )
    if found.unled:
        yield warning(
            f"over {found.unled} of {found.villages} villages with reporters no supervisor above"
            " the district serves: what is reported against an officer there is kept, and read by"
            " nobody",
            INVITE.format("supervisor") + " of the regency",
        )
    if found.unranked:
        yield _unranked(found)
    if found.unreachable:
        yield warning(
            f"{found.unreachable} of those who answer alerts have blocked the bot or are off duty",
            "ask them to write /start, or /jaga, to the bot",
        )


def _unranked(found: Readiness) -> Finding:
    named = ", ".join(found.unranked[:MOST_NAMED])
    more = len(found.unranked) - MOST_NAMED
    return warning(
        f"several officers hold the same post, and none comes first: {named}"
        f"{f' and {more} more' if more > 0 else ''}; a page calls all of them at once",
        "make all but one of them deputies: kamtibmas people end --role officer, then"
        " invite --role deputy",
    )


async def queue(setup: Setup) -> AsyncIterator[Finding]:
    """Check whether queued messages are sent in time."""
    async with setup.database.reading() as session:
        found = await owed.measure_queue(session, setup.clock.now())
    late = [lane for lane in Lane if found.oldest_promise_s[lane] > LATE_S[lane]]
    for lane in late:
        tell = wrong if lane is Lane.URGENT else warning
        minutes = found.oldest_promise_s[lane] // 60
        yield tell(
            f"{count(found.owed[lane], 'message')} of the lane {lane.name.lower()}"
            f" {'is' if found.owed[lane] == 1 else 'are'} owed, the oldest for"
            f" {count(minutes, 'minute')}",
            START,
        )
    if found.oldest_due_alert_s > LATE_STEP_S:
        minutes = found.oldest_due_alert_s // 60
        yield wrong(f"the step of an alert is {count(minutes, 'minute')} late", START)
    if found.dead_letters:
        yield warning(
            f"{count(found.dead_letters, 'message')} of members could not be handled; kept for a"
            " few days",
            "look for handler_failed in the log, and report it",
        )
