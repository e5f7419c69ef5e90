"""Learns the model of triage from messages written for it: ``python -m tools.train_triage``.

It reads ``tools/triage_training/*.txt`` and the seen halves of ``tests/data``, and writes
``bot/domain/triage_model.bin``. The same messages make the same file, byte for byte: nothing in it
is left to chance, and it needs no library. It takes about a minute.

For each label a support vector machine with squared hinge loss, by dual coordinate descent: Hsieh
et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM" (ICML 2008), algorithm 1.
"""

from __future__ import annotations

import random
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.atomic_file import write_atomically
from bot.domain.category import ALL_IS_WELL, OTHER
from bot.domain.linear_model import LARGEST, Weights, features, packed
from bot.domain.model_triage import INCIDENT, MODEL, PAGES
from bot.settings import load_config
from tools.triage_figures import SEEN, Message, chat, messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).with_name("triage_training")
FEWEST = 2  # messages that a feature stands in
MOST_FEATURES = 40_000
COST = 1.0  # of a message on the wrong side: more fits these messages closer, and others worse
LOOK_ALIKE_COST = 0.3  # of one that wakes: chat is what must not
ROUNDS = 12
_BIAS = 1 / 3


class Example(NamedTuple):
    """A message as the machines see it: its features by number, each worth the same."""

    features: Sequence[int]
    worth: float
    kind: str
    pages: bool
    misleads: bool


def written() -> Iterator[Message]:
    """Return the messages under ``@kind|pages|misleads`` or, of chat, ``@language``."""
    for path in sorted(FOLDER.glob("*.txt")):
        head = [OTHER]
        for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            if line.startswith("@") and " " not in line:
                head = line[1:].split("|")
            elif len(head) == 1:
                yield Message(path.name, line, group=head[0])
            else:
                kind, pages, misleads = head
                yield Message(path.name, line, kind, pages == "yes", kind, bool(misleads))


def train(told: Sequence[Message]) -> Weights:
    """Learn every label from these messages."""
    words = load_config().triage.words
    texts = [{name for _, names in features(words(one.text)) for name in names} for one in told]
    counts = Counter(name for names in texts for name in names)
    known = sorted(name for name, count in counts.items() if count >= FEWEST)
    numbers = {name: number for number, name in enumerate(known)}
    examples = [
        Example(
            sorted(numbers[name] for name in names if name in numbers),
            1 / sqrt(len(names) or 1),
            one.kind,
            one.pages,
            one.misleads,
        )
        for one, names in zip(told, texts, strict=True)
    ]
    return _reduced(known, examples)


def _reduced(names: Sequence[str], examples: Sequence[Example]) -> Weights:
    """Learn the labels one by one, and keep the features that weigh most, a byte a weight."""
    kinds = sorted({one.kind for one in examples})
    labels = (*kinds, PAGES, INCIDENT)
    learnt = [_machine(examples, label, len(names)) for label in labels]
    columns = [weights for weights, _ in learnt]
    heaviest = sorted(
        range(len(names)), key=lambda at: (-max(abs(column[at]) for column in columns), names[at])
    )
    kept = sorted(heaviest[:MOST_FEATURES])
    scales = [max(abs(column[at]) for at in kept) / LARGEST or 1.0 for column in columns]
    rows = {
        names[at]: [
            round(column[at] / scale) for column, scale in zip(columns, scales, strict=True)
        ]
        for at in kept
    }
    return Weights(labels, [bias for _, bias in learnt], scales, rows)


def _machine(examples: Sequence[Example], label: str, size: int) -> tuple[list[float], float]:
    """Return the weights of one label's features, and its bias."""
    order = random.Random(0)  # noqa: S311 — the same each time is the point of it
    signs = [1.0 if _says(one, label) else -1.0 for one in examples]
    softness = [0.5 / _cost(one, label) for one in examples]
    alphas = [0.0] * len(examples)
    weights, bias = [0.0] * size, 0.0
    places = list(range(len(examples)))
    for _ in range(ROUNDS):
        order.shuffle(places)
        for at in places:
            one, sign = examples[at], signs[at]
            margin = sum(map(weights.__getitem__, one.features)) * one.worth + bias * _BIAS
            slope = sign * margin - 1 + softness[at] * alphas[at]
            if slope >= 0 and not alphas[at]:
                continue
            length = len(one.features) * one.worth**2 + _BIAS**2 + softness[at]
            alpha = max(alphas[at] - slope / length, 0.0)
            step, alphas[at] = (alpha - alphas[at]) * sign, alpha
            bias += step * _BIAS
            for name in one.features:
                weights[name] += step * one.worth
    return weights, bias * _BIAS


def _says(one: Example, label: str) -> bool:
    if label == PAGES:
        return one.pages
    return one.kind not in {OTHER, ALL_IS_WELL} if label == INCIDENT else one.kind == label


def _cost(one: Example, label: str) -> float:
    return LOOK_ALIKE_COST if label == PAGES and one.misleads else COST


def main() -> None:
    """Learn from everything that may be looked at, and write the model."""
    told = [*written(), *messages(SEEN), *chat(SEEN)]
    learnt = train(told)
    content = packed(learnt)
    with write_atomically(MODEL) as file:
        file.write(content)
    print(f"{len(told)} messages, {len(learnt.rows)} features, {len(content)} bytes in {MODEL}")


if __name__ == "__main__":
    main()
