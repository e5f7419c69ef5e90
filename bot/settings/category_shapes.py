"""The shapes of ``config/categories.toml``: groups, categories, triage words, questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.category import AlertRule, Confidentiality, Mediation, Severity
from bot.settings.shapes import Labels, Table, Target, Text


class GroupTable(Table):
    """``[group.G1]``: what its button says, and what it says in other languages (else the same)."""

    label: Text
    label_en: str = ""
    labels: Labels = Field(default_factory=dict)


class CategoryTable(Table):
    """``[category.pencurian]``."""

    group: Text
    label_id: Text
    label_en: Text
    labels: Labels = Field(default_factory=dict)
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
    cry_greetings: tuple[Text, ...] = ()
    cry_questions: tuple[Text, ...] = ()
    slang: dict[Text, Text] = Field(default_factory=dict)


class QuestionTable(Table):
    """``[question.inside]``: what is asked after a report of these kinds was sent."""

    ask: Text
    ask_en: Text
    labels: Labels = Field(default_factory=dict)
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
    question: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,11}$")], QuestionTable] = Field(
        default_factory=dict
    )
