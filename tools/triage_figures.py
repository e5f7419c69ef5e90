"""How well messages are understood: figures over the labelled sets in ``tests/data``.

``python -m tools.triage_figures [--failures] [--speed]``. Each set has two halves by a hash of the
text: ``seen`` may be looked at while rules are made, ``blind`` never is: its failures are not
printed, so that its figures say what to expect of messages that nobody has seen. ``field`` is
another writer's, in the manner of posts to the accounts of police and fire brigades, of complaints
to offices and of neighbourhood groups: it was measured before anything was learnt in that manner,
and nothing is learnt from it. ``voices`` are short and indirect ones in a dozen regional languages:
sealed before the words of those languages were added, and nothing is learnt from it; those of
``voices_seen`` may be looked at. ``street`` is one more writer's, in the manner of neighbourhood
groups, posts and complaints, measured before its writer had read the rules or any of the sets: it
may be looked at, its other half ``street_blind`` is not, and nothing is learnt from either.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.category import OTHER, Severity
from bot.domain.paging_rules import is_incident, severity, wakes
from bot.settings import load_config
from tools import triage_speed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.settings import Config

SEEN, BLIND, FIELD = "seen", "blind", "field"
VOICES, VOICES_SEEN = "voices", "voices_seen"
STREET, STREET_BLIND = "street", "street_blind"
SETS = (SEEN, BLIND, FIELD, VOICES, VOICES_SEEN, STREET, STREET_BLIND)
OPEN = (SEEN, VOICES_SEEN, STREET)  # what is judged wrongly of these may be looked at
OFFERED = 3  # the category that fills the draft, and two others
_DATA = Path(__file__).parents[1] / "tests" / "data"


class Message(NamedTuple):
    """A labelled message; in chat there is nothing to find."""

    half: str
    text: str
    kind: str = OTHER
    pages: bool = False
    group: str = ""  # what the figures are told by: its kind, how it misleads, its language
    misleads: bool = False


class Verdict(NamedTuple):
    """What triage says of one message, as far as it is counted."""

    offered: tuple[str, ...]
    severity: Severity
    pages: bool
    incident: bool


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """Return it in hundredths."""
        return 100 * self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        """Return both, since few messages make no percentage."""
        return f"{self.percent:5.1f}% ({self.hits} of {self.of})"


def messages(*halves: str) -> list[Message]:
    """Return the labelled messages of one half or more."""
    return [
        Message(
            row["half"],
            row["text"],
            row["kind"],
            row["pages"] == "yes",
            row["note"] or row["kind"],
            row["lookalike"] == "yes",
        )
        for row in _rows("triage_messages.tsv")
        if row["half"] in halves
    ]


def chat(*halves: str) -> list[Message]:
    """Return the lines of everyday chat of one half or more."""
    return [
        Message(row["half"], row["text"], group=row["language"])
        for row in _rows("triage_chat.tsv")
        if row["half"] in halves
    ]


def judge(config: Config, text: str) -> Verdict:
    """Return what triage says of a text."""
    guess = config.triage.classify(text)
    category = config.categories[guess.category]
    offered = (guess.category, *guess.alternatives)[:OFFERED]
    return Verdict(offered, severity(guess, category), wakes(guess, category), is_incident(guess))


def figures(config: Config, *halves: str) -> dict[str, Share]:
    """Return every figure of one half, or of more together, by its name."""
    told = [(one, judge(config, one.text)) for one in messages(*halves)]
    reports = [(one, said) for one, said in told if not one.misleads]
    talk = [(one, judge(config, one.text)) for one in chat(*halves)]
    return {
        "right kind among three": _share(one.kind in said.offered for one, said in reports),
        "right kind first": _share(one.kind == said.offered[0] for one, said in reports),
        "urgent: pages": _share(said.pages for one, said in reports if one.pages),
        "not urgent: pages": _share(said.pages for one, said in reports if not one.pages),
        "look-alike: pages": _share(said.pages for one, said in told if one.misleads),
        "look-alike: incident": _share(said.incident for one, said in told if one.misleads),
        "chat: pages": _share(said.pages for _, said in talk),
        "chat: DARURAT": _share(said.severity is Severity.DARURAT for _, said in talk),
        "chat: incident": _share(said.incident for _, said in talk),
    }


def by_group(config: Config, half: str) -> dict[str, tuple[Share, Share]]:
    """Return by kind: right among three, and judged rightly whether it pages."""
    told: defaultdict[str, list[tuple[Message, Verdict]]] = defaultdict(list)
    for one in (*messages(half), *chat(half)):
        told[one.group].append((one, judge(config, one.text)))
    return {
        group: (
            _share(one.kind in said.offered for one, said in pairs),
            _share(one.pages == said.pages for one, said in pairs),
        )
        for group, pairs in told.items()
    }


def failures(config: Config) -> Iterator[str]:
    """Say what is judged wrongly of the sets that may be looked at."""
    for one in (*messages(*OPEN), *chat(*OPEN)):
        said = judge(config, one.text)
        kind = "" if one.kind in said.offered or one.misleads else f"kind {one.kind}"
        page = "" if one.pages == said.pages else f"pages {said.pages}"
        if kind or page:
            yield f"{one.group:18} {kind:24} {page:12} {'/'.join(said.offered):40} {one.text}"


def main() -> None:
    """Print the figures of each set, and with ``--failures`` what is wrong in the open ones."""
    config = load_config()
    if "--speed" in sys.argv:
        print(*_speed(config).lines(), sep="\n")
        return
    for half in SETS:
        print(f"{half}")
        for name, share in figures(config, half).items():
            print(f"  {name:24} {share}")
        for group, (kind, page) in by_group(config, half).items():
            print(f"    {group:22} kind {kind!s:22} page {page}")
    if "--failures" in sys.argv:
        print(*failures(config), sep="\n")


def _speed(config: Config) -> triage_speed.Speed:
    texts = [one.text for one in (*messages(SEEN, BLIND), *chat(SEEN, BLIND))]
    kinds = config.categories.values()
    phrases = [word for kind in kinds for word in (*kind.words, *kind.regional_words)]
    return triage_speed.measure(config.triage, texts, phrases)


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _share(said: Iterable[bool]) -> Share:
    counted = list(said)
    return Share(sum(counted), len(counted))


if __name__ == "__main__":
    main()
