"""What an operator may change without reading Python: ``config/*.toml``, checked and built."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.accusation import AGAINST
from bot.domain.category import ALL_IS_WELL, INDONESIAN, OTHER, Category, Severity
from bot.domain.followup import CONTACT, MOST, Question
from bot.domain.listed_landmarks import ListedLandmark
from bot.domain.merging import MergeRule
from bot.domain.model_triage import ModelTriage
from bot.domain.policy import Policy, Step
from bot.domain.triage_words import TriageWords
from bot.settings.category_shapes import CategoriesFile
from bot.settings.document import Document
from bot.settings.document_shapes import Documents
from bot.settings.errors import SettingsError
from bot.settings.limits_shapes import Limits
from bot.settings.shapes import Digests, EscalationFile, LandmarksFile
from bot.settings.validation import shaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from bot.domain.triage import Triage
    from bot.settings.category_shapes import CategoryTable, QuestionTable
    from bot.settings.limits_shapes import MergingTable
    from bot.settings.shapes import PolicyTable

SHAPES: dict[str, type[BaseModel]] = {
    "categories.toml": CategoriesFile,
    "escalation.toml": EscalationFile,
    "digests.toml": Digests,
    "documents.toml": Documents,
    "limits.toml": Limits,
    "landmarks.toml": LandmarksFile,
}
FILES = tuple(SHAPES)
DEFAULT_POLICY = "default"  # for a severity that names none
# Links to the files of ``config/``; in a wheel, what they lead to.
_SHIPPED = Path(__file__).with_name("defaults")


@dataclass(slots=True)
class Bot:
    """The bot's name at Telegram; empty until Telegram has been reached."""

    username: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything of ``config/``, ready for use."""

    categories: dict[str, Category]
    triage: Triage
    policies: dict[str, Policy]
    severities: dict[Severity, str]  # to the name of a policy
    digests: Digests
    documents: Documents
    limits: Limits
    merging: MergeRule
    questions: tuple[Question, ...] = ()  # after sending, in the order in which they are asked
    landmarks: tuple[ListedLandmark, ...] = ()
    bot: Bot = field(default_factory=Bot)

    def category(self, code: str) -> Category:
        """Return a category; one that the operator took out of the list is "other"."""
        return self.categories.get(code, self.categories[OTHER])

    @property
    def confidential_kinds(self) -> list[str]:
        """Return the codes of what is read, and counted, by its recipients alone."""
        return [code for code, kind in self.categories.items() if kind.is_confidential]

    def policy(self, severity: Severity) -> Policy:
        """Return the policy that a severity chooses."""
        return self.policies[self.severities[severity]]


def load_config(overlay: Path | None = None) -> Config:
    """Read the product's files, with those of ``overlay`` laid over them key by key.

    Raises SettingsError, which names file, line and mend, for the first thing that is wrong.
    """
    documents = _documents(overlay)
    categories_file = shaped(CategoriesFile, documents["categories.toml"])
    escalation_file = shaped(EscalationFile, documents["escalation.toml"])
    categories = _categories(categories_file, documents["categories.toml"])
    policies = _policies(escalation_file)
    words = TriageWords(**dict(categories_file.triage))
    limits = shaped(Limits, documents["limits.toml"])
    return Config(
        categories=categories,
        triage=_triage(tuple(categories.values()), words),
        policies=policies,
        severities=_severities(escalation_file, documents["escalation.toml"]),
        digests=shaped(Digests, documents["digests.toml"]),
        documents=shaped(Documents, documents["documents.toml"]),
        limits=limits,
        merging=_merging(limits.merging, categories, documents["limits.toml"]),
        questions=_questions(categories_file, documents["categories.toml"]),
        landmarks=_landmarks(shaped(LandmarksFile, documents["landmarks.toml"])),
    )


@lru_cache(maxsize=1)
def _triage(categories: tuple[Category, ...], words: TriageWords) -> Triage:
    """Return what guesses by these words; the same words are learnt once: it takes a while."""
    return ModelTriage(categories, words)


def _documents(overlay: Path | None) -> dict[str, Document]:
    documents = {name: Document() for name in FILES}
    for name, document in documents.items():
        document.lay(_SHIPPED / name, f"config/{name}")
    for path in _overlaid(overlay):
        documents[path.name].lay(path, str(path))
    return documents


def remarks(overlay: Path | None) -> list[tuple[str, str]]:
    """Return warnings: what is allowed in the operator's files and probably a mistake.

    Raises SettingsError where a file cannot be read.
    """
    return [one for document in _documents(overlay).values() for one in document.remarks]


def _overlaid(overlay: Path | None) -> Iterable[Path]:
    """Return the files of the operator's folder, each of which must be one that is read."""
    if overlay is None:
        return []
    if not overlay.is_dir():
        message = f"KAMTIBMAS_CONFIG: {overlay} is no folder; name the one with your TOML files"
        raise SettingsError(message)
    paths = sorted(overlay.glob("*.toml"))
    for path in paths:
        if path.name not in FILES:
            likely = get_close_matches(path.name, FILES, n=1, cutoff=0)[0]
            message = f"{path}: no file of this name is read; did you mean {likely}?"
            raise SettingsError(message)
    return paths


def _categories(file: CategoriesFile, document: Document) -> dict[str, Category]:
    for code in (OTHER, ALL_IS_WELL):
        if code not in file.category:
            raise document.error(("category",), f"[category.{code}] is missing; put it back")
    for code, table in file.category.items():
        if table.group not in file.group:
            problem = f'group = "{table.group}" has no table; write [group.{table.group}]'
            raise document.error(("category", code, "group"), problem)
    return {code: _category(code, table, file) for code, table in file.category.items()}


def _category(code: str, table: CategoryTable, file: CategoriesFile) -> Category:
    group = file.group[table.group]
    rest = dict(table)
    named = {INDONESIAN: rest.pop("label_id"), "en": rest.pop("label_en")} | rest.pop("labels")
    group_labels = {INDONESIAN: group.label, "en": group.label_en} | group.labels
    return Category(code=code, labels=named, group_labels=group_labels, **rest)


def _questions(file: CategoriesFile, document: Document) -> tuple[Question, ...]:
    """Return what is asked after sending: of kinds that there are, and few of each."""
    asked = Counter(code for table in file.question.values() for code in table.of)
    for name, table in file.question.items():
        for code in table.of:
            if code not in file.category:
                problem = f'there is no category "{code}"; {_likely(code, file.category)}'
                raise document.error(("question", name, "of"), problem)
            if asked[code] > MOST:
                problem = f'"{code}" has {asked[code]} questions; leave {MOST} at most'
                raise document.error(("question", name, "of"), problem)
        if name == CONTACT:
            problem = f'"{name}" is asked anyway; give the question another name'
            raise document.error(("question", name), problem)
    return tuple(_question(name, table) for name, table in file.question.items())


def _question(name: str, table: QuestionTable) -> Question:
    return Question(
        code=name,
        asks={INDONESIAN: table.ask, "en": table.ask_en} | table.labels,
        of=frozenset(table.of),
        choices=table.answer == "yes_no",
        danger=table.yes == "threat",
        when=tuple(phrase.casefold() for phrase in table.when),
        unless=tuple(phrase.casefold() for phrase in table.unless),
        unplaced=table.where == "unplaced",
    )


def _landmarks(file: LandmarksFile) -> tuple[ListedLandmark, ...]:
    return tuple(ListedLandmark(table.names, table.village) for table in file.landmark)


def _likely(code: str, categories: Iterable[str]) -> str:
    """Return how a kind that is not there is mended."""
    close = get_close_matches(code, list(categories), n=1)
    return f'did you mean "{close[0]}"?' if close else "write one of categories.toml"


def _merging(table: MergingTable, categories: dict[str, Category], document: Document) -> MergeRule:
    """Return the rule by which reports are put together; a kind that it names must be one."""
    for key in ("within", "area_wide", "without_place", "aspects"):
        for code in getattr(table, key):
            if code not in categories:
                problem = f'there is no category "{code}"; {_likely(code, categories)}'
                raise document.error(("merging", key, code), problem)
    hidden = {code for code, category in categories.items() if category.is_confidential}
    return MergeRule(
        same_m=table.same_m,
        near_m=table.near_m,
        offer_within=table.offer_within,
        within=table.within,
        area_wide=table.area_wide,
        without_place=table.without_place,
        aspects={kind: [*map(frozenset, of)] for kind, of in table.aspects.items()},
        families=[*map(frozenset, table.families)],
        never=frozenset({*hidden, *AGAINST, ALL_IS_WELL}),
    )


def _policies(file: EscalationFile) -> dict[str, Policy]:
    return {name: _policy(name, table, file) for name, table in file.policy.items()}


def _policy(name: str, table: PolicyTable, file: EscalationFile) -> Policy:
    return Policy(
        name=name,
        steps=tuple(Step(step.targets, step.delay) for step in table.step),
        repeat=table.repeat,
        lease=file.acknowledgement_lease,
        grace=file.lease_grace,
    )


def _severities(file: EscalationFile, document: Document) -> dict[Severity, str]:
    chosen = dict.fromkeys(Severity, DEFAULT_POLICY)
    chosen |= {severity: table.policy for severity, table in file.severity.items()}
    for severity, name in chosen.items():
        if name not in file.policy:
            there = ", ".join(file.policy)
            problem = f'policy "{name}" of {severity} does not exist; there is {there}'
            raise document.error(("severity", str(severity), "policy"), problem)
    return chosen
