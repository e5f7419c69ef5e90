"""Guards check the object of an entry: may this person act on this draft or alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.models import Draft, Invitation, ReportAuthor, loaded_rows
from bot.services.alerts import alert_access, case_lookup, lifecycle, supervisor_review

if TYPE_CHECKING:
    from bot.handlers.turn import Turn


async def own_draft(turn: Turn) -> bool:
    """Admit the writer of the draft, or of the report that it became, and nobody else."""
    draft = await loaded_rows.get(turn.session, Draft, turn.subject)
    if draft is None:
        return await own_report(turn)
    return draft.member_id == turn.me.id


async def own_report(turn: Turn) -> bool:
    """Admit whoever made the report, and nobody else."""
    author = await loaded_rows.get(turn.session, ReportAuthor, turn.subject)
    return author is not None and author.member_id == turn.me.id


async def answers_alert(turn: Turn) -> bool:
    """Admit whose post of now answers in the alert's village.

    A confidential one: its recipients there, or a supervisor whom it called.
    """
    alert = await lifecycle.load(turn.session, turn.subject)
    if alert is None:
        return False
    return await alert_access.answers(turn.session, alert, turn.me.id, turn.grants)


async def works_case(turn: Turn) -> bool:
    """Admit whose post of now answers the incident, paged or not."""
    incident = await case_lookup.load(turn.session, turn.subject)
    reader = case_lookup.CaseReader(turn.me.id, turn.grants, turn.config, turn.now)
    return incident is not None and await case_lookup.may_work(turn.session, incident, reader)


async def reads_case(turn: Turn) -> bool:
    """Admit whose post of now answers the incident, or is told of it."""
    incident = await case_lookup.load(turn.session, turn.subject)
    reader = case_lookup.CaseReader(turn.me.id, turn.grants, turn.config, turn.now)
    if incident is None:
        return False
    works = await case_lookup.may_work(turn.session, incident, reader)
    return works or case_lookup.is_told(incident, reader)


async def gives_as_code(turn: Turn) -> bool:
    """Admit whoever a post lets give what the code gives, whoever made it."""
    code = await turn.session.get(Invitation, turn.subject)
    if code is None:
        return False
    return access.may_give(turn.grants, code.role, code.region_code)


async def stands_above(turn: Turn) -> bool:
    """Admit a supervisor above whoever closed or moved the alert, and never that person."""
    alert = await lifecycle.load(turn.session, turn.subject)
    number = turn.args[0] if turn.args else ""
    if alert is None or not number.isdecimal():
        return False
    act = await supervisor_review.act_of(turn.session, alert, int(number))
    return act is not None and await supervisor_review.is_above(
        turn.session, alert, act, turn.me.id
    )
