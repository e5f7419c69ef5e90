"""What a report can be about, and what the operator decided about each kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INDONESIAN = "id"  # the language in which everything has its name
OTHER = "lain"  # asks the reporter to choose
ALL_IS_WELL = "situasi_aman"  # a situation report, not an incident
RESCUE_GROUP = "G6"  # fire, disaster, accident, who is missing: for help, not against anybody
SOCIAL_GROUP = "G7"  # sanitation, nutrition, public facilities: for the village, not the police


class Severity(StrEnum):
    """How bad it is; the severity chooses the escalation policy."""

    RENDAH = "RENDAH"
    SEDANG = "SEDANG"
    TINGGI = "TINGGI"
    DARURAT = "DARURAT"

    @property
    def rank(self) -> int:
        """Return 0 for the mildest, growing with the danger: for sorting."""
        return tuple(type(self)).index(self)


class AlertRule(StrEnum):
    """When a category pages somebody. ``/darurat`` pages whatever the rule says."""

    ALWAYS = "always"
    ONGOING = "ongoing"  # only while it goes on
    THREAT = "threat"  # victims, weapons, a crowd or a threat are named
    NIGHT = "night"  # 22.00-05.00 in the village's zone
    NEVER = "never"


class Confidentiality(StrEnum):
    """Who is hidden from whom."""

    NO = "no"
    YES = "yes"  # only its recipients see the report, and its reporter as with "Anonim"
    REPORTER = "reporter"  # the reporter is always shown as with "Anonim"


class Mediation(StrEnum):
    """Whether the village may be offered to mediate (UU 12/2022 Ps 23 forbids it for some)."""

    NO = "no"
    YES = "yes"
    MINOR = "minor"  # only where the harm is small
    AFTER = "after"  # once the police have calmed it
    WITH_UNIT_PPA = "with_unit_ppa"  # only beside the women's and children's unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One leaf of ``config/categories.toml``.

    ``recipients`` are roles. ``words`` and ``regional_words`` signal the category;
    ``labels`` and ``group_labels`` are names by language, the Indonesian one always among them.
    ``weak_words`` are doubtful (ambiguous, or vouched for by nobody) and never decide alone.
    """

    code: str
    group: str
    labels: Mapping[str, str] = field(hash=False)
    group_labels: Mapping[str, str] = field(hash=False)
    severity: Severity
    alert: AlertRule
    confidential: Confidentiality
    recipients: tuple[str, ...]
    mediation: Mediation = Mediation.NO
    words: tuple[str, ...] = ()
    regional_words: tuple[str, ...] = ()
    weak_words: tuple[str, ...] = ()
    police_class: str = ""
    call: str = "police"  # whose number of ``[emergency]`` is named first

    def label(self, language: str) -> str:
        """Return its name in a language of the catalogues, where it has one, else Indonesian."""
        return self.labels.get(language) or self.labels[INDONESIAN]

    def group_name(self, language: str) -> str:
        """Return what its group is called."""
        return self.group_labels.get(language) or self.group_labels[INDONESIAN]

    @property
    def is_confidential(self) -> bool:
        """Return whether only its recipients may see such a report."""
        return self.confidential is Confidentiality.YES

    @property
    def is_hidden(self) -> bool:
        """Return whether no lock screen may show it: what is not clear may be anything."""
        return self.is_confidential or self.code == OTHER

    @property
    def hides_reporter(self) -> bool:
        """Return whether the reporter is shown as with "Anonim", asked for or not."""
        return self.confidential is not Confidentiality.NO
