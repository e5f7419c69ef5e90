"""A linear text classifier: how strongly the words of a text speak for each of its labels.

Features are words, pairs of neighbours, and runs of three to five letters of each word, which see
through affixes, slips and regional spelling ("kelelep", "kbakaran"). A score is the sum of the
weights of a text's features over the root of their number. It says why: each word has its share.
"""

from __future__ import annotations

import json
from array import array
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.word_forms import END

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RUNS = (3, 4, 5)  # letters
MOST_WORDS = 100  # of a text: what it is about stands in the first of them
LARGEST = 127  # what a weight may be in the file
_LONGEST_WORD = 20  # letters
_NUMBER = "0"
_BLANK = b"\n\n"


class Weights(NamedTuple):
    """What was learnt: for each feature a weight for each label, and what one is worth there."""

    labels: Sequence[str]
    biases: Sequence[float]
    scales: Sequence[float]
    rows: Mapping[str, Sequence[int]]


class Scores(NamedTuple):
    """What a model says of a text: a score for each label, and each word's share of it."""

    labels: Mapping[str, float]
    shares: Mapping[str, Sequence[int]]

    def because(self, label: str, most: int = 3) -> tuple[str, ...]:
        """Return the words that speak for a label, the strongest first."""
        at = list(self.labels).index(label)
        strongest = sorted(self.shares, key=lambda word: -self.shares[word][at])
        return tuple(word for word in strongest[:most] if self.shares[word][at] > 0)


class LinearModel:
    """Scores texts by weights that were learnt before."""

    def __init__(self, content: bytes) -> None:
        """Read what ``packed`` wrote. Raises ValueError where it is not whole."""
        head, _, rest = content.partition(b"\n")
        about = json.loads(head)
        names, _, weights = rest.partition(_BLANK)
        self.labels: tuple[str, ...] = tuple(about["labels"])
        self._biases: list[float] = about["biases"]
        self._scales: list[float] = about["scales"]
        self._rows = {name: at for at, name in enumerate(names.decode().split("\n"))}
        self._weights = array("b", weights)
        if len(self._weights) != len(self.labels) * len(self._rows):
            raise ValueError("the model is not whole: rows of weights are missing, or too many")

    def score(self, words: Sequence[str]) -> Scores:
        """Return what the words of a text say; the work is bounded whatever they are."""
        said = list(features(words))
        counted: set[str] = set()
        shares: dict[str, list[int]] = {}
        none = [0] * len(self.labels)
        total = none
        for word, names in said:
            new = [name for name in names if name not in counted]
            counted.update(new)
            share = self._sum(new)
            if share:
                shares[word] = _added(shares.get(word, none), share)
                total = _added(total, share)
        root = sqrt(len(counted) or 1)
        parts = zip(self.labels, total, self._scales, self._biases, strict=True)
        return Scores(
            {label: bias + scale * sum_ / root for label, sum_, scale, bias in parts}, shares
        )

    def _sum(self, names: Sequence[str]) -> list[int]:
        width, weights = len(self.labels), self._weights
        rows = [at * width for name in names if (at := self._rows.get(name)) is not None]
        columns = zip(*(weights[start : start + width] for start in rows), strict=True)
        return [sum(column) for column in columns]


def features(words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Return each word with its features: itself, itself after its neighbour, its letters."""
    before = ""
    for word in words[:MOST_WORDS]:
        if word == END:
            before = ""
            continue
        plain = _NUMBER if word[0].isdigit() else word[:_LONGEST_WORD]
        names = [f"={plain}"]
        if before:
            names.append(f"={before} {plain}")
        if plain != _NUMBER:
            names += _runs(f" {plain} ")
        yield word, names
        before = plain


def packed(learnt: Weights) -> bytes:
    """Return a model as its file holds it: a line of JSON, the features, and a byte a weight."""
    about = {
        "labels": list(learnt.labels),
        "biases": [round(bias, 5) for bias in learnt.biases],
        "scales": [float(f"{scale:.6g}") for scale in learnt.scales],
    }
    weights = array("b", (weight for row in learnt.rows.values() for weight in row))
    names = "\n".join(learnt.rows).encode()
    return json.dumps(about).encode() + b"\n" + names + _BLANK + weights.tobytes()


def _added(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _runs(marked: str) -> list[str]:
    return [marked[at : at + run] for run in RUNS for at in range(len(marked) - run + 1)]
