"""How the past of the demo was answered: by whom, when, and with which outcome."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.domain import access, escalation
from bot.domain.access import Role
from bot.domain.oncall import Holder, called_at
from bot.domain.outcomes import NO_INCIDENT
from bot.domain.policy import from_document
from bot.models import Alert
from bot.services.alerts import alert_access, alert_events, alert_state, paging
from bot.services.alerts.alert_events import EventKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.demo.characters import Player
    from bot.domain.escalation import AlertState
    from bot.models import Incident
    from bot.services.alerts.alert_events import EventFacts
    from bot.settings import Config

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_LATER_SEED = 21
_ID_EPOCH, _ID_BITS = datetime(2024, 1, 1, tzinfo=UTC), 22  # ids as bot.models.new_id lays them
_ANSWER, _SPREAD, _LONGEST_ANSWER = timedelta(minutes=4), 0.6, timedelta(minutes=24)
_READ_AFTER, _CLOSED_AFTER = (2.0, 22.0), (1.0, 12.0)  # hours, of what paged nobody
_OUTCOMES: Mapping[str, int] = {
    "handled": 68, "forwarded": 12, "not_found": 9, "other": 3, NO_INCIDENT: 8,
}  # fmt: skip
_WORKED_OUTCOMES: Mapping[str, int] = {"handled": 70, "forwarded": 20, "not_found": 7, "other": 3}


class RandomSource:
    """The one stream that everything is drawn from."""

    def __init__(self, seed: int) -> None:
        """The same ``seed`` draws the same."""
        self.rng = Random(seed)  # noqa: S311 - it draws stories, not secrets

    def one_of(self, weights: Mapping[str, int]) -> str:
        """Return one of these, as often as its weight says."""
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def id(self, at: datetime) -> int:
        """Return an id that lies where one made at that moment would."""
        milliseconds = (at - _ID_EPOCH) // timedelta(milliseconds=1)
        return milliseconds << _ID_BITS | self.rng.getrandbits(_ID_BITS)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who serves, by member. From ``lost_at`` on, who has blocked the bot is out of reach."""

    players: Mapping[int, Player]
    lost_at: datetime

    def holders(self, incident: Incident) -> list[Holder]:
        """Return who covered the village at that time."""
        lost = incident.opened_at >= self.lost_at
        return [
            Holder(member, grant.role, grant.region, unreachable=lost and not player.reachable)
            for member, player in self.players.items()
            for grant in player.grants
            if access.covers(grant.region, incident.village_code)
        ]

    def responders(self, alert: Alert) -> list[int]:
        """Return who may answer a quiet alert: those below the supervisors, where there are any."""
        village = alert.incident.village_code
        reached = [
            member
            for member, player in self.players.items()
            if player.reachable and alert_access.answers_in(alert.policy, player.grants, village)
        ]
        below = [one for one in reached if self.players[one].role != Role.SUPERVISOR]
        return below or reached

    def office(self, member: int, incident: Incident) -> str | None:
        """Return in which office somebody answers."""
        return alert_events.office(self.players[member].grants, incident.village_code)


class Responses:
    """Writes into one session how incidents were answered."""

    def __init__(
        self, session: AsyncSession, config: Config, draws: RandomSource, staff: Staff
    ) -> None:
        """Nothing is answered yet."""
        self._session = session
        self._config = config
        self._draws = draws
        self._later = RandomSource(_LATER_SEED)  # so that what paged stays as it was
        self._staff = staff

    def page(self, incident: Incident) -> None:
        """Page, step by step, until somebody answers; they go there, and close it."""
        alert = Alert(
            id=self._draws.id(incident.opened_at),
            incident=incident,
            incident_id=incident.id,
            policy=paging.policy_snapshot(incident, self._config),
            version=4,  # three changes after the first
            started_at=incident.opened_at,
        )
        self._session.add(alert)
        wait = _ANSWER * math.exp(self._draws.rng.gauss(0, _SPREAD))
        answered_at = incident.opened_at + min(wait, _LONGEST_ANSWER)
        state, called = self._climb(alert, answered_at)
        self._answer(alert, state, by=self._draws.rng.choice(called).member_id, at=answered_at)

    def _climb(self, alert: Alert, answered_at: datetime) -> tuple[AlertState, Sequence[Holder]]:
        """Take the steps that fell due before the answer; return whom the last of them paged."""
        policy, people = from_document(alert.policy), self._staff.holders(alert.incident)
        state, called = escalation.start(alert.started_at), tuple[Holder, ...]()
        while (at := state.next_at) is not None and at <= answered_at:
            reached = called_at(policy, state.position, people)
            step: EventFacts = {"run": state.run, "position": state.position}
            if reached:
                step["people"] = len(reached)
            kind = EventKind.PAGED if reached else EventKind.NOBODY
            alert_events.record(self._session, alert, kind, now=at, **step)
            state = escalation.advance(policy, state, at, reached=bool(reached)).state
            called = reached or called
        return state, called

    def _answer(self, alert: Alert, state: AlertState, *, by: int, at: datetime) -> None:
        """Accept, go there and close, well within the lease."""
        policy, outcome = from_document(alert.policy), self._draws.one_of(_OUTCOMES)
        going_at = at + self._draws.rng.uniform(0.5, 6) * _MINUTE
        closed_at = going_at + self._draws.rng.uniform(6, 24) * _MINUTE
        state = escalation.acknowledge(policy, state, at, by=by, run=state.run).state
        state = escalation.en_route(policy, state, going_at, by=by, run=state.run).state
        deeds = ((EventKind.ACKNOWLEDGED, at), (EventKind.EN_ROUTE, going_at))
        alert_state.write(alert, state)
        self._close(alert, outcome, deeds, by=by, at=closed_at)

    def work(self, incident: Incident) -> None:
        """Let somebody open what paged nobody, take it and close it, within a day and a half.

        Where nobody may, it stays as it is.
        """
        alert = Alert(
            id=self._later.id(incident.opened_at),
            incident=incident,
            incident_id=incident.id,
            policy=paging.policy_snapshot(incident, self._config),
            version=3,  # two changes after the first
            started_at=incident.opened_at,
            quiet=True,
        )
        able, rng = self._staff.responders(alert), self._later.rng
        if not able:
            return
        self._session.add(alert)
        by = rng.choice(able)
        at = incident.opened_at + rng.uniform(*_READ_AFTER) * _HOUR
        policy, state = from_document(alert.policy), escalation.start(at, quiet=True)
        alert_state.write(alert, escalation.acknowledge(policy, state, at, by=by, run=1).state)
        closed_at = at + rng.uniform(*_CLOSED_AFTER) * _HOUR
        outcome = self._later.one_of(_WORKED_OUTCOMES)
        self._close(alert, outcome, ((EventKind.ACKNOWLEDGED, at),), by=by, at=closed_at)

    def _close(
        self,
        alert: Alert,
        outcome: str,
        deeds: Sequence[tuple[EventKind, datetime]],
        *,
        by: int,
        at: datetime,
    ) -> None:
        """Write down what was done, the first of ``deeds`` being the answer, and the end of it."""
        alert_state.note_first_answer(alert.incident, deeds[0][1])
        closed = escalation.close(alert_state.read(alert), at, outcome, by=by, run=alert.run)
        alert_state.write(alert, closed.state)
        office = self._staff.office(by, alert.incident)
        ended = EventKind.NO_INCIDENT if outcome == NO_INCIDENT else EventKind.CLOSED
        for kind, moment in (*deeds, (ended, at)):
            alert_events.record(self._session, alert, kind, now=moment, by=by, office=office)
