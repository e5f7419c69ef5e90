"""The shapes of the files in ``config/``: what may stand in them, and of which kind it is."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.calendar import parse_daily, parse_weekly
from bot.domain.category import AlertRule, Confidentiality, Mediation, Severity
from bot.domain.policy import parse_duration, target_role
from bot.locales import LANGUAGES
from bot.settings.error_sentences import written

_VILLAGE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")
LONGEST = timedelta(days=36_500)  # what is added to a date must be one


def _text(value: object) -> str:
    if not isinstance(value, str):
        message = f"{written(value)} is no text; put it in quotes"
        raise ValueError(message)  # noqa: TRY004, pydantic reports ValueErrors alone
    return value


def _lasting(length: timedelta) -> timedelta:
    if length <= timedelta():
        message = 'nothing is no duration here; write at least "1s"'
        raise ValueError(message)
    if length > LONGEST:
        message = f'this is too long; write at most "{LONGEST.days}d"'
        raise ValueError(message)
    return length


def _target(text: str) -> str:
    target_role(text)
    return text


Duration = Annotated[
    timedelta, BeforeValidator(lambda value: parse_duration(_text(value))), AfterValidator(_lasting)
]
Daily = Annotated[time, BeforeValidator(lambda value: parse_daily(_text(value)))]
Weekly = Annotated[tuple[int, time], BeforeValidator(lambda value: parse_weekly(_text(value)))]
Target = Annotated[str, AfterValidator(_target)]
Text = Annotated[str, Field(min_length=1)]


def _village(text: str) -> str:
    if not _VILLAGE.fullmatch(text):
        message = f'{written(text)} is no code of a village; write one as "73.71.09.1001"'
        raise ValueError(message)
    return text


def _language(text: str) -> str:
    if text not in LANGUAGES:
        message = (
            f"{written(text)} is no language of the catalogues; write {' or '.join(LANGUAGES)}"
        )
        raise ValueError(message)
    return text


Labels = dict[Annotated[str, AfterValidator(_language)], Text]  # by language


class Table(BaseModel):
    """A TOML table: what it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GroupTable(Table):
    """``[group.G1]``: what its button says, and what it says in other languages (else the same)."""

    label: Text
    label_en: str = ""
    labels: Labels = {}


class CategoryTable(Table):
    """``[category.pencurian]``."""

    group: Text
    label_id: Text
    label_en: Text
    labels: Labels = {}
    severity: Severity
    alert: AlertRule
    confidential: Confidentiality
    recipients: Annotated[tuple[Target, ...], Field(min_length=1)]
    mediation: Mediation = Mediation.NO
    words: tuple[Text, ...] = ()
    regional_words: tuple[Text, ...] = ()
    weak_words: tuple[Text, ...] = ()
    police_class: str = ""
    call: Literal["police", "fire", "medical", "rescue", "power"] = "police"


class TriageTable(Table):
    """``[triage]``: words that mean the same whatever the category."""

    threat: tuple[Text, ...]
    harmless: tuple[Text, ...] = ()
    no_threat: tuple[Text, ...] = ()
    general: tuple[Text, ...] = ()
    unreal: tuple[Text, ...] = ()
    news: tuple[Text, ...] = ()
    asks: tuple[Text, ...] = ()
    here: tuple[Text, ...] = ()
    soon: tuple[Text, ...] = ()
    now: tuple[Text, ...] = ()
    past: tuple[Text, ...] = ()
    long_past: tuple[Text, ...] = ()
    handled: tuple[Text, ...] = ()
    night: tuple[Text, ...] = ()
    cries: tuple[Text, ...] = ()
    cry_fillers: tuple[Text, ...] = ()
    slang: dict[Text, Text] = {}


class QuestionTable(Table):
    """``[question.inside]``: what is asked after a report of these kinds was sent."""

    ask: Text
    ask_en: Text
    labels: Labels = {}
    of: Annotated[tuple[Text, ...], Field(min_length=1)]
    answer: Literal["yes_no", "words"] = "yes_no"
    yes: Literal["", "threat"] = ""
    when: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    where: Literal["", "unplaced"] = ""


class CategoriesFile(Table):
    """``config/categories.toml``."""

    triage: TriageTable
    group: dict[str, GroupTable]
    # 24 characters, since a button that names a draft and a category holds 64 bytes in all
    category: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")], CategoryTable]
    # 12 characters, for the same reason
    question: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,11}$")], QuestionTable] = {}


class StepTable(Table):
    """``[[policy.NAME.step]]``."""

    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    delay: Duration


class PolicyTable(Table):
    """``[policy.NAME]``."""

    repeat: Annotated[int, Field(ge=0, le=100)] = 0
    step: Annotated[tuple[StepTable, ...], Field(min_length=1)]


class SeverityTable(Table):
    """``[severity.DARURAT]``."""

    policy: str


class EscalationFile(Table):
    """``config/escalation.toml``."""

    acknowledgement_lease: Duration
    lease_grace: Duration
    policy: dict[str, PolicyTable]
    severity: dict[Severity, SeverityTable] = {}


class LandmarkTable(Table):
    """``[[landmark]]``: a place that people name, and the code of the village in which it is."""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    village: Annotated[str, AfterValidator(_village)]


class LandmarksFile(Table):
    """``config/landmarks.toml``."""

    landmark: tuple[LandmarkTable, ...] = ()


class DailyTable(Table):
    """``[daily]``."""

    at: Daily


class WeeklyTable(Table):
    """``[weekly]``: weekday (0: Monday) and hour."""

    at: Weekly


class Digests(Table):
    """``config/digests.toml``: when digests come, in the zone of the region."""

    daily: DailyTable
    weekly: WeeklyTable
