"""Promises to those who report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.promises.base import PromiseData


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePromise(PromiseData):
    """One of our own sentences, and what stands in its braces."""

    text: str
    values: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePromise(PromiseData):
    """A welcome; ``new``: to somebody who has just come in."""

    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPromise(PromiseData):
    """The command that a misspelt one comes closest to, without its slash.

    ``closed``: its message was mended or sent meanwhile.
    """

    command: str
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPromise(PromiseData):
    """A draft's card; ``closed``: it was sent, and another message shows it."""

    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesPromise(PromiseData):
    """What may be changed of a draft: which list, and its page, counted from 0."""

    offers: str = "all"
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPromise(PromiseData):
    """A report as it stands; ``asks``: before it is taken back; ``status``: as it stands anew."""

    asks: bool = False
    status: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumPromise(PromiseData):
    """What was added to a report: which of its addenda, counted from 1."""

    nth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNewsPromise(PromiseData):
    """What became of a report. An office is ``role@region``.

    ``by``: in which office somebody acted; ``offices``: which were called, ``following``: which are
    called now. ``note``: the number of a note. ``quiet``: it paged nobody.
    """

    event: str
    by: str | None = None
    outcome: str | None = None
    note: int | None = None
    offices: tuple[str, ...] = ()
    following: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPromise(PromiseData):
    """What is passed on to a reporter: the how manieth message about their report, from 1.

    Not by its own number: that would join its reader to the report, beside the report's author.
    """

    nth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePhotoPromise(PromiseData):
    """A picture of a note, by the number of its attachment."""

    photo: int
