"""A linear text classifier: how strongly a text speaks for each of its labels.

Features are words, pairs of neighbours, and runs of three to five letters of each word, which see
through affixes, slips and regional spelling ("kelelep", "kbakaran"). A word of a regional language
counts as the Indonesian one that says the same, and again as itself. Beside them cues, which say
what else is known of the text. A score is the sum of the weights of a text's features over the root
of their number, and of its cues, each worth ``CUE``. It says by which words.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import sqrt
from struct import iter_unpack
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.translations import translated
from bot.domain.word_forms import END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

RUNS = (3, 4, 5)  # letters
MOST_WORDS = 100  # of a text: what it is about stands in the first of them
LARGEST = 127  # what a weight may be in the file
KEPT = 20_000  # rows that were read of late, some 200 bytes each; few words make most of a chat
CUE = 0.15  # what a cue counts beside the features of the words, which together have length one
_LONGEST_WORD = 20  # letters
_LANE = 4  # bytes of a sum: weights of no text are too many for it
_RAISED = 128  # a weight stands in the file from -128 on, and in a sum from 0
_FROM_ZERO = bytes((weight + _RAISED) % 256 for weight in range(256))
_NUMBER = "0"
_BLANK = b"\n\n"


class Weights(NamedTuple):
    """What was learnt: for each feature a weight for each label, and what one is worth there."""

    labels: Sequence[str]
    biases: Sequence[float]
    scales: Sequence[float]
    rows: Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Scores:
    """What a model says of a text: a score for each label, and the features of each word."""

    labels: Mapping[str, float]
    known: Mapping[int, Sequence[int]]  # numbers of rows of weights, by the place of the word
    weight: Callable[[int, int], int]  # of a row for a label, both by number

    @cached_property
    def ranking(self) -> Sequence[str]:
        """Return the labels, the likeliest first; it is sorted once."""
        return sorted(self.labels, key=lambda label: -self.labels[label])

    def because(self, label: str, most: int = 3) -> list[int]:
        """Return the places of the words that speak for a label, the strongest first."""
        at = list(self.labels).index(label)
        shares = {
            place: sum(self.weight(row, at) for row in rows) for place, rows in self.known.items()
        }
        strongest = sorted(shares, key=lambda place: -shares[place])
        return [place for place in strongest[:most] if shares[place] > 0]


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
        if len(weights) != len(self.labels) * len(self._rows):
            raise ValueError("the model is not whole: rows of weights are missing, or too many")
        self._weights = weights.translate(_FROM_ZERO)
        self._wide = lru_cache(KEPT)(self._widened)

    def score(self, words: Sequence[str], cues: Iterable[str] = ()) -> Scores:
        """Return what the words of a text and its cues say; the work is bounded."""
        counted: set[str] = set()
        known: dict[int, list[int]] = {}
        for place, names in features(words):
            new = [name for name in names if name not in counted]
            counted.update(new)
            known[place] = self._known(new)
        worth = 1 / sqrt(len(counted) or 1)
        told = self._sums([row for rows in known.values() for row in rows])
        cued = self._sums(self._known(map(cue, cues)))
        parts = zip(self.labels, told, cued, self._scales, self._biases, strict=True)
        labels = {
            label: bias + scale * (one * worth + other * CUE)
            for label, one, other, scale, bias in parts
        }
        return Scores(labels, known, self._weight)

    def _known(self, names: Iterable[str]) -> list[int]:
        rows = self._rows
        return [at for name in names if (at := rows.get(name)) is not None]

    def _weight(self, row: int, label: int) -> int:
        return self._weights[row * len(self.labels) + label] - _RAISED

    def _sums(self, rows: Sequence[int]) -> list[int]:
        """Return the sum for each label: all are added at once, as the lanes of long integers."""
        added = sum(map(self._wide, rows)).to_bytes(_LANE * len(self.labels), "little")
        raised = _RAISED * len(rows)
        return [lane - raised for (lane,) in iter_unpack("<I", added)]

    def _widened(self, row: int) -> int:
        """Return a row of weights as one integer, each in a lane that holds their sum."""
        width = len(self.labels)
        wide = bytearray(_LANE * width)
        wide[::_LANE] = self._weights[row * width : (row + 1) * width]
        return int.from_bytes(wide, "little")


def features(words: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Return the place of each word with its features: itself, with its neighbour, its letters."""
    before = ""
    for place, word in enumerate(words[:MOST_WORDS]):
        if word == END:
            before = ""
            continue
        plain = _NUMBER if word[0].isdigit() else translated(word)[:_LONGEST_WORD]
        names = [f"={plain}"]
        if plain != _NUMBER and not word.startswith(plain):
            names.append(f"={word[:_LONGEST_WORD]}")
        if before:
            names.append(f"={before} {plain}")
        if plain != _NUMBER:
            names += _runs(f" {plain} ")
        yield place, names
        before = plain


def cue(name: str) -> str:
    """Return the feature of a cue: no word begins like it."""
    return f"!{name}"


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


def _runs(marked: str) -> list[str]:
    return [marked[at : at + run] for run in RUNS for at in range(len(marked) - run + 1)]
