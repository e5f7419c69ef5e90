"""What a member was asked, so that their next message is the answer: one kind for each question.

``at``: when it was asked; an answer that comes much later is a message like any other. ``draft``:
the draft that the answer is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - read at run time, to check what is stored
from typing import Literal


@dataclass(frozen=True, slots=True)
class VillageQuestion:
    """In which village: of a draft, or where one lives. ``name``: one typed before, of several."""

    draft: int | None = None
    at: datetime | None = None
    name: str | None = None
    what: Literal["village"] = "village"


@dataclass(frozen=True, slots=True)
class WordsQuestion:
    """What happened, of a photo or a place that came without words."""

    draft: int
    what: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class EmergencyQuestion:
    """What ``/darurat``, sent alone, is about.

    ``after``, ``written``: number and time of the message that it was, where it came before the
    consent; what was written before it is no answer.
    """

    at: datetime
    after: int | None = None
    written: datetime | None = None
    what: Literal["emergency"] = "emergency"


@dataclass(frozen=True, slots=True)
class WatchQuestion:
    """How many are on watch in a village."""

    village: str
    what: Literal["watch"] = "watch"


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """What to note of an alert. ``note``: one that is there, without words yet."""

    alert: int
    at: datetime
    note: int | None = None
    what: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """Into which village an alert of this run is to be moved."""

    alert: int
    run: int
    at: datetime
    what: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class InviteQuestion:
    """In which region somebody is to be invited into a role."""

    role: str
    at: datetime
    what: Literal["invite"] = "invite"


@dataclass(frozen=True, slots=True)
class ReporterQuestion:
    """What to ask whoever reported an alert. ``report``: the one report that it is about."""

    alert: int
    at: datetime
    report: int | None = None
    what: Literal["ask_reporter"] = "ask_reporter"


@dataclass(frozen=True, slots=True)
class ReplyQuestion:
    """What to answer to a question about one's own report, by its author's number."""

    author: int
    at: datetime
    what: Literal["reply_to_office"] = "reply_to_office"


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """What is asked after a report was sent, by its author's number and the question's code."""

    author: int
    question: str
    at: datetime
    what: Literal["answer"] = "answer"


OfADraft = VillageQuestion | WordsQuestion
Conversing = ReporterQuestion | ReplyQuestion
# What is asked of a post.
InOffice = WatchQuestion | NoteQuestion | MoveQuestion | InviteQuestion | ReporterQuestion
OpenQuestion = OfADraft | EmergencyQuestion | AnswerQuestion | InOffice | ReplyQuestion


def draft_of(question: OpenQuestion | None) -> int | None:
    """Return the draft that a question is about, if it is about one."""
    return question.draft if isinstance(question, OfADraft) else None
