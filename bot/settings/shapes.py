"""The shapes of the files in ``config/``: what may stand in them, and of which kind it is."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.calendar import parse_daily, parse_weekly
from bot.domain.category import Severity
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
