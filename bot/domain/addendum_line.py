"""What was added to a report, as a line of a file tells it beside the report."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    Moment: TypeAlias = Callable[[str], datetime]

MOST, LONGEST_TEXT = 200, 10_240  # addenda of a report; characters of one
_CODE = re.compile(r"[a-z][a-z0-9_]{0,11}")
_ANSWER_LENGTH = 4
_BROKEN = re.compile("[\0\ud800-\udfff]")  # what no database takes


@dataclass(frozen=True, slots=True)
class AddendumLine:
    """One addendum. ``question``: the code of the question that it answers; ``answer``: how."""

    at: datetime
    text: str
    forwarded: bool = False
    question: str | None = None
    answer: str | None = None


def parse_addenda(said: object, moment: Moment) -> tuple[AddendumLine, ...]:
    """Read a list of addenda, or the JSON of one. ``moment`` reads when one was written.

    Raises ValueError with what is wrong, as the end of a sentence.
    """
    if said is None or said == "":
        return ()
    listed = _json(said) if isinstance(said, str) else said
    if not isinstance(listed, list) or len(listed) > MOST:
        message = f'addenda is no list of at most {MOST}; write [{{"at": ..., "text": ...}}]'
        raise ValueError(message)
    found = tuple(_addendum(one, moment) for one in listed)
    asked = [one.question for one in found if one.question is not None]
    if len(asked) != len(set(asked)):
        message = "addenda answer one question twice"
        raise ValueError(message)
    return found


def parse_flag(name: str, said: object) -> bool:
    """Read a field that is true or false; absent or empty: false. Raises ValueError."""
    if said in (None, "", False, "false"):
        return False
    if said in (True, "true"):
        return True
    message = f"{name} is neither true nor false"
    raise ValueError(message)


def _json(said: str) -> Any:  # noqa: ANN401 - whatever stands there
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        message = "addenda is no JSON"
        raise ValueError(message) from None


def _addendum(said: object, moment: Moment) -> AddendumLine:
    fields = said if isinstance(said, dict) else {}
    at, text, answer = (_text(fields, name) for name in ("at", "text", "answer"))
    if at is None:
        message = "an addendum has no moment; write at like 2026-11-24T20:15:00+08:00"
        raise ValueError(message)
    if answer is not None and not _is_answer(answer):
        message = "an addendum's answer is none"
        raise ValueError(message)
    question = _code(_text(fields, "question"))
    forwarded = parse_flag("forwarded", fields.get("forwarded"))
    return AddendumLine(moment(at), text or "", forwarded, question, answer)


def _text(fields: Mapping[str, object], name: str) -> str | None:
    """Return a text, or None where there is none. Raises ValueError for what no database takes."""
    said = fields.get(name)
    if said is None or said == "":
        return None
    if isinstance(said, str) and len(said) <= LONGEST_TEXT and not _BROKEN.search(said):
        return said
    message = f"{name} of an addendum is no text of at most {LONGEST_TEXT} characters"
    raise ValueError(message)


def _is_answer(said: str) -> bool:
    return len(said) <= _ANSWER_LENGTH and said.isalpha()


def _code(said: str | None) -> str | None:
    if said is None or _CODE.fullmatch(said):
        return said
    message = "an addendum's question is no code of one"
    raise ValueError(message)
