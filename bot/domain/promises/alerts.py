"""Promises to those who answer reports. An office is ``role@region``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - read at run time, to check what is stored

from bot.domain.promises.base import PromiseData


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPromise(PromiseData):
    """A page, an alert's card, or the question at a lease's end.

    ``office``: in which somebody is paged. ``alarm``: nobody else can be reached. ``event``: news
    that the card brings. ``menu``: which of its buttons are shown. ``version``: the alert's, when
    an edit was promised. ``page``: the delivery whose message it edits, which was under way.
    ``waits``: it comes below pictures; ``silent``: and is needed only there.
    """

    office: str = ""
    alarm: bool = False
    event: str | None = None
    menu: str | None = None
    version: int | None = None
    page: int | None = None
    waits: bool = False
    silent: bool = False

    @property
    def edited(self) -> int | None:
        """Return the delivery whose message it edits, where it was under way."""
        return self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNewsPromise(PromiseData):
    """What the reporter said, or where the alert went, to those who were paged."""

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPromise(PromiseData):
    """What a reporter answered, by the number of the message."""

    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPromise(PromiseData):
    """What is told of an incident. ``event``: why now; ``status``: an edit, as it stands anew."""

    event: str | None = None
    status: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPromise(PromiseData):
    """A closing or move to be looked at: the line of it, its kind, where, and in which office."""

    act: int
    what: str
    village: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPromise(PromiseData):
    """A part of a report's words, counted from 0."""

    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPromise(PromiseData):
    """The emptying of a message; ``picture``: of a picture.

    ``others``: no post ended, its report is others' to read.
    """

    picture: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPromise(PromiseData):
    """Whether somebody is on duty; ``kept``: what they have in hand stays theirs."""

    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesPromise(PromiseData):
    """Offices that nobody keeps, or in which somebody did not hear a test."""

    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPromise(PromiseData):
    """What waits for somebody who is back; ``since``: from when on they heard of nothing."""

    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPromise(PromiseData):
    """A digest; ``since``: where what it tells begins. ``page``: counted from 0."""

    since: datetime
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPromise(PromiseData):
    """A summary. ``place``: a region's code, None of all one's own; ``view``: of its views which.

    ``period``: as ``2026-W48`` or ``2026-11``; None: of the newest weeks. ``page``: of a list,
    from 0.
    """

    place: str | None = None
    period: str | None = None
    view: str = "front"
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFilePromise(PromiseData):
    """A picture or document of a summary; ``what``: which picture, or which form of a document.

    ``place``: a region's code, None of all one's own. ``period``: as ``2026-W48`` or ``2026-11``;
    None: the newest full week. ``unasked``: it comes with a weekly summary.
    """

    place: str | None = None
    period: str | None = None
    what: str
    unasked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOfferPromise(PromiseData):
    """What may be meant by words that name no period or no one place; ``why``: what was wrong.

    ``places``: codes; ``period``: where that was understood.
    """

    why: str
    places: tuple[str, ...] = ()
    place: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReportsPromise(PromiseData):
    """The reports behind a figure: of which period and place, and ``what`` of them."""

    what: str
    period: str
    place: str | None = None
    page: int = 0
