"""What the next message answers is checked when it is read: no row of whatever age stops a chat."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.dialects import sqlite
from structlog.testing import capture_logs

from bot.domain.open_question import (
    AnswerQuestion,
    EmergencyQuestion,
    InviteQuestion,
    MoveQuestion,
    NoteQuestion,
    OpenQuestion,
    ReplyQuestion,
    ReporterQuestion,
    VillageQuestion,
    WatchQuestion,
    WordsQuestion,
)
from bot.handlers.incoming import UpdateKind
from bot.handlers.table import INDEX
from bot.models.open_question import OpenQuestionType

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
AT = "2026-11-24T14:00:00+00:00"  # as every version before wrote it
LONG = 372_036_854_775_807_123  # an id of ours
SQLITE: Dialect = sqlite.dialect()
COLUMN = OpenQuestionType()
KEPT: list[tuple[dict[str, Any], OpenQuestion]] = [
    ({"what": "village"}, VillageQuestion()),
    ({"what": "village", "draft": LONG}, VillageQuestion(draft=LONG)),
    ({"what": "village", "at": AT, "name": "Tamalanrea"}, VillageQuestion(None, NOW, "Tamalanrea")),
    ({"what": "words", "draft": LONG}, WordsQuestion(LONG)),
    ({"what": "emergency", "at": AT}, EmergencyQuestion(NOW)),
    (
        {"what": "emergency", "at": AT, "after": 17, "written": AT},
        EmergencyQuestion(NOW, after=17, written=NOW),
    ),
    ({"what": "watch", "village": "73.71.09.1001"}, WatchQuestion("73.71.09.1001")),
    ({"what": "note", "alert": LONG, "at": AT}, NoteQuestion(LONG, NOW)),
    ({"what": "note", "alert": LONG, "note": 5, "at": AT}, NoteQuestion(LONG, NOW, note=5)),
    ({"what": "move", "alert": LONG, "run": 2, "at": AT}, MoveQuestion(LONG, 2, NOW)),
    (
        {"what": "ask_reporter", "alert": LONG, "at": AT, "report": LONG},
        ReporterQuestion(LONG, NOW, LONG),
    ),
    ({"what": "reply_to_office", "author": LONG, "at": AT}, ReplyQuestion(LONG, NOW)),
    (
        {"what": "answer", "author": LONG, "question": "hurt", "at": AT},
        AnswerQuestion(LONG, "hurt", NOW),
    ),
    ({"what": "invite", "role": "unit:ppa", "at": AT}, InviteQuestion("unit:ppa", NOW)),
]


@pytest.mark.parametrize(("row", "question"), KEPT)
def test_a_row_of_any_version_is_the_question_that_it_was(
    row: dict[str, Any], question: OpenQuestion
) -> None:
    """A row of before is read, and a new one by the same keys."""
    assert COLUMN.process_result_value(row, SQLITE) == question
    written = COLUMN.process_bind_param(question, SQLITE)
    assert written.keys() == row.keys()
    assert COLUMN.process_result_value(written, SQLITE) == question


@pytest.mark.parametrize(
    "row",
    [
        {"what": "weather"},
        {"after": 17, "written": AT},  # asked nothing
        {"what": "move", "alert": LONG, "at": AT},
        {"what": "emergency", "at": "yesterday"},
        ["village"],
        "village",
    ],
)
def test_a_row_that_is_no_question_is_said_and_forgotten(row: object) -> None:
    """The next message is a message like any other; the log says so without its words."""
    with capture_logs() as logs:
        assert COLUMN.process_result_value(row, SQLITE) is None
    (line,) = logs
    assert line["log_level"] == "warning"
    assert "yesterday" not in str(line)


def test_every_question_has_an_entry() -> None:
    """What is asked can be answered."""
    asked = {question.what for _, question in KEPT}
    answered = {name for way, name in INDEX if way is UpdateKind.ANSWER}
    assert asked == answered
