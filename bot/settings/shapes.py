"""The shapes of the files in ``config/``: what may stand in them, and of which kind it is."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.calendar import parse_daily, parse_weekly
from bot.domain.category import AlertRule, Confidentiality, Mediation, Severity
from bot.domain.policy import parse_duration, target_role
from bot.domain.rates import Rates
from bot.locales import LANGUAGES
from bot.settings.error_sentences import written

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


class CategoriesFile(Table):
    """``config/categories.toml``."""

    triage: TriageTable
    group: dict[str, GroupTable]
    # 24 characters, since a button that names a draft and a category holds 64 bytes in all
    category: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")], CategoryTable]


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


class PhotoTable(Table):
    """``[photo]``. Below Telegram's own 10 MB; so many of one person within a time."""

    largest_mb: Annotated[float, Field(gt=0, lt=10)]
    per_person: Annotated[int, Field(ge=1)] = 30
    within: Duration = timedelta(hours=1)

    @property
    def largest_bytes(self) -> int:
        """Return the size above which a photo is refused."""
        return int(self.largest_mb * 1_000_000)


class DraftTable(Table):
    """``[draft]``: when an urgent one is reminded of, and when every one expires."""

    expires: Duration
    reminders: tuple[Duration, ...]


class PositionTable(Table):
    """``[position]``: how coarse a position is shown to whom the exact one is not due."""

    coarse_m: Annotated[int, Field(ge=100, le=10_000)]


class ReporterTable(Table):
    """``[reporter]``: what is shown of whoever reported."""

    role_shown_from: Annotated[int, Field(ge=2)] = 5


class RepeatCallsTable(Table):
    """``[repeat_calls]``: one person who pages again and again."""

    within: Duration
    heard_again: Duration
    marked_from: Annotated[int, Field(ge=2)]


class UnpagedTable(Table):
    """``[unpaged]``: reports that called nobody, in ``/tugas`` and in the digest."""

    answer_within: Duration = timedelta(days=1)
    listed_for: Duration = timedelta(days=30)


class DutyTable(Table):
    """``[duty]``: when somebody who went on duty is asked whether they still are."""

    remind_after: Duration = timedelta(hours=8)
    remind_at: Daily = time(7)


class ListenerTable(Table):
    """``[listener]``: who may connect to ``KAMTIBMAS_LISTEN``, and how long they may take."""

    connections: Annotated[int, Field(ge=16)] = 512
    per_peer: Annotated[int, Field(ge=8)] = 384
    head: Duration = timedelta(seconds=5)
    body: Duration = timedelta(seconds=10)


class RetentionTable(Table):
    """``[retention]``: how long things are kept."""

    reports: Duration
    dead_letters: Duration
    handled_updates: Duration


class ConsentTable(Table):
    """``[consent]``: who answers for the data (UU 27/2022)."""

    controller: Text
    contact: str = ""


class TestPageTable(Table):
    """``[test_page]``: how long ``/uji`` waits for an answer."""

    __test__ = False  # pytest: not a test, whatever the name

    patience: Duration


class EmergencyTable(Table):
    """``[emergency]``: the numbers that are shown, never replaced; an empty one is not."""

    police: Text
    fire: Text
    medical: Text
    companion: str = ""
    general: str = ""
    rescue: str = ""
    power: str = ""


class Limits(Table):
    """``config/limits.toml``."""

    rates: Rates
    photo: PhotoTable
    draft: DraftTable
    position: PositionTable
    reporter: ReporterTable = ReporterTable()
    repeat_calls: RepeatCallsTable
    unpaged: UnpagedTable = UnpagedTable()
    duty: DutyTable = DutyTable()
    listener: ListenerTable = ListenerTable()
    retention: RetentionTable
    consent: ConsentTable
    test_page: TestPageTable
    emergency: EmergencyTable
