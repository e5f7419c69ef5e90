"""Learns the model of triage from messages written for it: ``python -m tools.train_triage``.

It reads ``tools/triage_training/*.txt``, the seen halves of ``tests/data`` and the phrases of
``config/categories.toml``, and writes ``bot/domain/triage_model.bin``. The same texts make the same
file, byte for byte: nothing in it is left to chance, sums are exact, and it needs no library. It
takes a minute or two.

For each label a support vector machine with squared hinge loss, by dual coordinate descent: Hsieh
et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM" (ICML 2008), algorithm 1. To
the weights of a kind those of a complement naive Bayes classifier are added, which is surer of what
was seen seldom: Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers"
(ICML 2003). Both are linear, and so is their sum.
"""

from __future__ import annotations

import random
from collections import Counter
from math import fsum, log, sqrt
from operator import itemgetter, mul
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.atomic_file import write_atomically
from bot.domain.category import ALL_IS_WELL, OTHER
from bot.domain.linear_model import CUE, LARGEST, Weights, cue, features, packed
from bot.domain.model_triage import INCIDENT, MODEL, PAGES
from bot.settings import load_config
from tools.triage_figures import SEEN, Message, chat, messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.settings import Config

FOLDER = Path(__file__).with_name("triage_training")
FEWEST = 2  # texts that a feature stands in
MOST_FEATURES = 90_000
LOOK_ALIKE_WORTH = 0.2  # of a message that wakes: chat is what must not
CHAT_WORTH = 5.0
PHRASE_WORTH = 0.3  # of a phrase of a kind, beside messages of that kind
BAYES, SMOOTHING = 1.0, 0.05
ROUNDS = 10
_BIAS = 1 / 3


class Example(NamedTuple):
    """A text as the machines see it: its features by number, and what each is worth."""

    features: Sequence[int]
    values: Sequence[float]
    kind: str
    pages: bool = False
    misleads: bool = False
    is_phrase: bool = False
    of: Callable[[Sequence[float]], Sequence[float]] = tuple  # the weights of its features
    length: float = 0.0  # squared, with the bias


def _example(
    text: Mapping[str, float], numbers: Mapping[str, int], kind: str, **more: bool
) -> Example:
    """Return a text by the numbers of its features, ready to be asked for their weights."""
    known = sorted((numbers[name], worth) for name, worth in text.items() if name in numbers)
    features = [number for number, _ in known]
    values = [worth for _, worth in known]
    of = itemgetter(*features) if len(features) > 1 else _one_by_one(features)
    return Example(
        features, values, kind, **more, of=of, length=sum(map(mul, values, values)) + _BIAS**2
    )


def _one_by_one(features: Sequence[int]) -> Callable[[Sequence[float]], Sequence[float]]:
    return lambda weights: [weights[name] for name in features]


def written() -> Iterator[Message]:
    """Return the messages under ``@kind|pages|misleads`` or, of chat, ``@language``."""
    for path in sorted(FOLDER.glob("*.txt")):
        head = [OTHER]
        for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            text = line.replace(" / ", "\n")
            if line.startswith("@") and " " not in line:
                head = line[1:].split("|")
            elif len(head) == 1:
                yield Message(path.name, text)
            else:
                kind, pages, misleads = head
                yield Message(path.name, text, kind, pages == "yes", kind, bool(misleads))


def train(told: Sequence[Message], config: Config, *, rounds: int = ROUNDS) -> Weights:
    """Learn every label from these messages, and from the phrases of each kind."""
    texts = [_features(one.text, config) for one in told]
    phrases = [
        (code, _words(phrase, config))
        for code, kind in config.categories.items()
        for phrase in (*kind.words, *kind.regional_words)
    ]
    counts = Counter(name for text in texts for name in text)
    known = sorted(name for name, count in counts.items() if count >= FEWEST)
    numbers = {name: number for number, name in enumerate(known)}
    examples = [
        _example(text, numbers, one.kind, pages=one.pages, misleads=one.misleads)
        for one, text in zip(told, texts, strict=True)
    ]
    examples += [_example(text, numbers, code, is_phrase=True) for code, text in phrases]
    return _reduced(known, examples, rounds)


def _features(text: str, config: Config) -> dict[str, float]:
    """Return what is known of a text, and what each of it is worth."""
    return _words(text, config) | {cue(name): CUE for name in config.triage.cues(text)}


def _words(text: str, config: Config) -> dict[str, float]:
    names = {name for _, names in features(config.triage.words(text)) for name in names}
    return dict.fromkeys(sorted(names), 1 / sqrt(len(names) or 1))


def _reduced(names: Sequence[str], examples: Sequence[Example], rounds: int) -> Weights:
    """Learn the labels one by one, and keep the features that weigh most, a byte a weight."""
    kinds = sorted({one.kind for one in examples})
    bayes = _bayes(examples, [kind for kind in kinds if kind != OTHER], len(names))
    columns, biases = [], []
    for label in (*kinds, PAGES, INCIDENT):
        weights, bias = _machine(examples, label, len(names), rounds)
        more = bayes.get(label)
        columns.append(
            [a + BAYES * b for a, b in zip(weights, more, strict=True)] if more else weights
        )
        biases.append(bias)
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
    return Weights((*kinds, PAGES, INCIDENT), biases, scales, rows)


def _bayes(examples: Sequence[Example], kinds: Sequence[str], size: int) -> dict[str, list[float]]:
    """Return for each kind how much less often each feature stands in all the others.

    A feature's mean over the kinds is taken off: it ranks them, and says nothing of a text alone.
    """
    counts = {kind: [SMOOTHING] * size for kind in kinds}
    for one in examples:
        if one.kind in counts:
            column, worth = counts[one.kind], PHRASE_WORTH if one.is_phrase else 1.0
            for name, value in zip(one.features, one.values, strict=True):
                column[name] += value * worth
    everything = [sum(counts[kind][at] for kind in kinds) for at in range(size)]
    everything = [total - SMOOTHING * (len(kinds) - 1) for total in everything]
    told = {}
    for kind in kinds:
        others = [
            total - own + SMOOTHING for total, own in zip(everything, counts[kind], strict=True)
        ]
        norm = sum(others)
        told[kind] = [-log(other / norm) for other in others]
    means = [sum(told[kind][at] for kind in kinds) / len(kinds) for at in range(size)]
    return {
        kind: [one - mean for one, mean in zip(column, means, strict=True)]
        for kind, column in told.items()
    }


def _machine(
    examples: Sequence[Example], label: str, size: int, rounds: int
) -> tuple[list[float], float]:
    """Return the weights of one label's features, and its bias."""
    order = random.Random(0)  # noqa: S311 — the same each time is the point of it
    signs = [1.0 if _says(one, label) else -1.0 for one in examples]
    softness = [0.5 / worth if (worth := _worth(one, label)) else 0.0 for one in examples]
    alphas = [0.0] * len(examples)
    weights, bias = [0.0] * size, 0.0
    places = [at for at, soft in enumerate(softness) if soft]
    for _ in range(rounds):
        order.shuffle(places)
        for at in places:
            one, sign, soft = examples[at], signs[at], softness[at]
            margin = bias * _BIAS + fsum(map(mul, one.of(weights), one.values))
            slope = sign * margin - 1 + soft * alphas[at]
            if slope >= 0 and not alphas[at]:
                continue
            alpha = max(alphas[at] - slope / (one.length + soft), 0.0)
            step, alphas[at] = (alpha - alphas[at]) * sign, alpha
            bias += step * _BIAS
            for name, value in zip(one.features, one.values, strict=True):
                weights[name] += step * value
    return weights, bias * _BIAS


def _says(one: Example, label: str) -> bool:
    if label == PAGES:
        return one.pages
    return one.kind not in {OTHER, ALL_IS_WELL} if label == INCIDENT else one.kind == label


def _worth(one: Example, label: str) -> float:
    """Return what it costs to be wrong of it; a phrase says only of which kind it is."""
    if label not in {PAGES, INCIDENT}:
        return PHRASE_WORTH if one.is_phrase else 1.0
    if one.is_phrase:
        return 0.0
    if one.kind == OTHER and not one.misleads:
        return CHAT_WORTH
    return LOOK_ALIKE_WORTH if label == PAGES and one.misleads else 1.0


def main() -> None:
    """Learn from everything that may be looked at, and write the model."""
    told = [*written(), *messages(SEEN), *chat(SEEN)]
    learnt = train(told, load_config())
    content = packed(learnt)
    with write_atomically(MODEL) as file:
        file.write(content)
    print(f"{len(told)} messages, {len(learnt.rows)} features, {len(content)} bytes in {MODEL}")


if __name__ == "__main__":
    main()
