"""The states in which cards are shown: a town, and what is written over its rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import aliased

from bot.domain.open_question import VillageQuestion
from bot.models import (
    Alert,
    Draft,
    Incident,
    Invitation,
    Member,
    Region,
    Report,
    Situation,
    TestPage,
)
from bot.places.data import VILLAGE
from bot.services.alerts.alert_events import EventKind
from tests.views.town_size import EARLIER, NOW
from tools.cards.attachment_scenes import (
    PHOTO_SCENES,
    QUESTION_SCENES,
    RECORDING_SCENES,
    REPORT_SCENES,
)
from tools.cards.scene import (
    ALERTS,
    DIGESTS,
    DRAFTS,
    DUTY,
    LISTS,
    PEOPLE,
    RECEIPTS,
    SAID,
    Scene,
    stands,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession


DISTRICT = "73.71.09"
MORNING = NOW - timedelta(hours=10)
A_WEEK_AGO = NOW - timedelta(days=6)
TAKEN = (EventKind.ACKNOWLEDGED,)
GOING = (EventKind.ACKNOWLEDGED, EventKind.EN_ROUTE)
ENDED = (EventKind.ACKNOWLEDGED, EventKind.EN_ROUTE, EventKind.CLOSED)


OUTCOMES = (
    *("handled", "forwarded", "not_found", "other", "no_incident", "mistaken"),
    "false_report",
)
CASES = (*ALERTS, *RECEIPTS, "review", *LISTS, "report_news")
OPEN_CASES = (
    stands("open", "open", CASES),
    stands("open, of two", "open", (*LISTS, *DIGESTS), alerts=3, posts=2),
    stands("nobody reached", "open", ALERTS, events=(EventKind.UNREACHED,)),
    stands("nobody answered", "open", ALERTS, events=(EventKind.UNANSWERED,)),
    stands("recorded", "recorded", (*CASES, *DIGESTS), quiet=True, category="fasum"),
    stands("taken", "acknowledged", CASES, events=TAKEN, notes=True),
    stands("on the way", "en_route", CASES, events=GOING),
)
CLOSED_CASES = tuple(
    stands(f"closed, {outcome}", "closed", (*CASES, *DIGESTS), events=ENDED, outcome=outcome)
    for outcome in OUTCOMES
)
HIDDEN_CASES = tuple(
    stands(f"confidential, {status}", status, (*CASES, *DIGESTS), events=events, category=kind)
    for status, events, kind in (
        ("open", (), "kdrt_anak"),
        ("acknowledged", TAKEN, "kekerasan_seksual"),
        ("closed", ENDED, "kdrt_anak"),
    )
)
QUIET_HIDDEN = stands("confidential, recorded", "recorded", CASES, quiet=True, category="narkoba")
HAPPENED = tuple(one for one in EventKind if one is not EventKind.MOVED)
HISTORIES = tuple(
    Scene(f"history from {first[0]}", ALERTS, events=first, notes=True)
    for first in (
        HAPPENED[5:11],
        HAPPENED[11:17],
        HAPPENED[17:25],
        HAPPENED[25:],
        (EventKind.MOVED,),
    )
)
OF_ONE_WHO_CALLS_OFTEN = Scene(
    "reported again and again",
    (*ALERTS, *RECEIPTS),
    {Alert: {"priority": 6}, Report: {"role": "watch", "ongoing": False}},
    reports=4,
    further=True,
)
LATE = Scene("long on its way", ALERTS, {Report: {"written_at": EARLIER - timedelta(hours=2)}})
_NEWEST = select(func.max(aliased(Report).id)).scalar_subquery()
_ONE_BACK = {"withdrawn_at": case((Report.id != _NEWEST, literal(NOW, Report.withdrawn_at.type)))}
WITHDRAWN = (
    Scene("one of two took theirs back", RECEIPTS, {Report: _ONE_BACK}, reports=2, further=True),
    Scene("all took theirs back, opened again", RECEIPTS, {Report: {"withdrawn_at": NOW}}),
)
PAST_THE_VILLAGE = (
    stands("past the village, paged", "open", CASES, category="aparat"),
    stands("past the village", "recorded", CASES, category="aparat", quiet=True),
)
MANY = (
    stands("many", "open", (*LISTS, *DIGESTS), alerts=9, posts=3),
    stands("many, recorded", "recorded", (*LISTS, *DIGESTS), alerts=9, posts=3, quiet=True),
)
OF_LAST_WEEK = {"opened_at": A_WEEK_AGO, "answered_at": A_WEEK_AGO + timedelta(minutes=4)}
WEEKS = tuple(
    Scene(
        f"a week, {outcome}",
        ("digest", "summary"),
        {Incident: {**OF_LAST_WEEK, "status": "closed", "outcome": outcome}},
        role=role,
        posts=3,
        alerts=alerts,
    )
    for outcome, role, alerts in (("handled", "officer", 20), ("no_incident", "supervisor", 3))
)


def _draft(name: str, category: str, said: str = SAID, **values: Any) -> Scene:  # noqa: ANN401
    return Scene(name, DRAFTS, {Draft: values}, said=said, category=category)


NOWHERE: Mapping[str, Any] = {"village_code": None}
DRAFT_SCENES = (
    _draft("asks whether it goes on", "pencurian", threat=True),
    _draft("a fire", "kebakaran"),
    _draft("pages nobody", "sanitasi"),
    _draft("its kind is unclear", "lain", "Ada sesuatu di lorong"),
    _draft("unclear, with a threat", "lain", "Ada yang bawa parang", threat=True),
    _draft("without a village", "pencurian", **NOWHERE),
    _draft("pressed, without a village", "kebakaran", pressed="ongoing", **NOWHERE),
    _draft("emergency", "kebakaran", emergency=True, **NOWHERE),
    _draft("anonymous", "pencurian", anonymous=True, lat=-5.1, lon=119.1),
    _draft("with a place", "pencurian", lat=-5.1, lon=119.1, venue="Pasar Karuwisi"),
    _draft(
        "from another village", "kebakaran", located_code=f"{DISTRICT}.1002", lat=-5.1, lon=119.1
    ),
    _draft("a picture from another village", "kebakaran", located_code=f"{DISTRICT}.1002"),
    _draft("confidential", "kdrt_anak", "Istri tetangga dipukul suami"),
    _draft("past the village", "aparat", "Pak lurah minta uang"),
    _draft("names an officer", "pungli_preman", "Bripka Ilham minta uang di RT 03"),
    _draft("names an officer, pages", "kebakaran", "Bripka Ilham membakar rumah di RT 03"),
    _draft("long on its way", "pencurian", written_at=EARLIER - timedelta(days=2)),
    _draft("cancelled", "pencurian", status="dropped"),
    _draft("expired", "pencurian", status="expired"),
)
LED = (
    stands("of the command", "closed", ("review",), role="supervisor", outcome="no_incident"),
    stands("relayed to the watch", "acknowledged", ("relay",), events=TAKEN, others="watch"),
    stands("relayed and over", "closed", ("relay_ended",), events=ENDED, role="watch"),
    stands("relayed, as the watch", "acknowledged", ("relayed",), events=TAKEN, role="watch"),
    stands("for the village head", "recorded", ("told",), role="village_head", category="fasum"),
    Scene("nobody there any more", ("told",), {Alert: {"status": "open"}}, posts=0),
    Scene(
        "waits too long",
        (*LISTS, *DIGESTS),
        {
            Incident: {"status": "recorded", "opened_at": NOW - timedelta(days=3)},
            Alert: {"status": "recorded", "quiet": True},
        },
        category="fasum",
    ),
    Scene(
        "without digests",
        ("digest_settings",),
        {Member: dict.fromkeys(("daily_stopped", "weekly_stopped"), True)},
        role="cadre",
    ),
    Scene(
        "with silent hours",
        ("digest_settings",),
        {Member: {"silent_from": 1290, "silent_until": 270, "silent_zone": "Asia/Makassar"}},
        role="officer",
    ),
    Scene("all is well", DIGESTS, {Situation: {"created_at": MORNING}}, posts=0, category="fasum"),
    Scene("somebody stands in", DUTY, {Member: {"off_duty_at": None}}, role="unit:ppa"),
)
PEOPLE_SCENES = tuple(
    Scene(f"as {role}", (*PEOPLE, *DUTY, *DIGESTS, "told", "tasks", "reports"), role=role)
    for role in (
        "watch",
        "supervisor",
        "coordinator",
        "village_head",
        "babinsa",
        "cadre",
        "unit:narkoba",
    )
)
CODE_SCENES = (
    Scene("whose codes were used", ("code_used", "codes_used"), role="coordinator"),
    Scene("overseen", ("staff", "open_alerts", "codes_given", "place_offer"), role="coordinator"),
    Scene("a place that is not found", ("place_offer",), posts=3),
    Scene("ended", ("code_used",), {Invitation: {"expires_at": EARLIER}}, role="coordinator"),
)
DUTY_SCENES = (
    Scene("on duty", DUTY, {Member: {"off_duty_at": None}}),
    Scene("heard", ("test_page",), {TestPage: {"answered_at": NOW}}),
    Scene("nobody serves", (*PEOPLE, *LISTS), posts=0),
    Scene("asked for a village", ("welcome",), {Member: {"awaiting": VillageQuestion()}}, posts=0),
)
SCENES = (
    Scene("usual"),
    *OPEN_CASES,
    *CLOSED_CASES,
    *HIDDEN_CASES,
    QUIET_HIDDEN,
    *HISTORIES,
    OF_ONE_WHO_CALLS_OFTEN,
    LATE,
    *WITHDRAWN,
    *PAST_THE_VILLAGE,
    *MANY,
    *LED,
    *WEEKS,
    *DRAFT_SCENES,
    *PEOPLE_SCENES,
    *CODE_SCENES,
    *DUTY_SCENES,
    *PHOTO_SCENES,
    *RECORDING_SCENES,
    *REPORT_SCENES,
    *QUESTION_SCENES,
)


async def villages(session: AsyncSession) -> list[Region]:
    """Return the villages of one district, which everybody in the examples knows."""
    wanted = select(Region).where(Region.level == VILLAGE, Region.parent_code == DISTRICT)
    found = await session.scalars(wanted.where(Region.retired_at.is_(None)).order_by(Region.code))
    return list(found)
