"""How long triage takes: ``python -m tools.triage_figures --speed``, on a machine that idles.

Two figures: the 99th of a hundred messages of the labelled sets, and the worst of several texts of
4,096 characters that were made to be slow. Each is the median of ``RUNS`` runs, in time of its own
thread. It is measured by hand and never by a test: a test would fail on a busy machine.
"""

from __future__ import annotations

import random
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.triage import Triage

RUNS = 5
LENGTH = 4096  # characters: the longest message that Telegram brings
_MS = 1000
_DIGITS = str.maketrans("aeiost", "431057")


class Speed(NamedTuple):
    """Milliseconds."""

    learning: float
    typical: float  # half of the messages take no longer
    p99: float
    worst: Mapping[str, float]  # by what the text is made of

    def lines(self) -> Iterable[str]:
        """Say it."""
        yield f"learning, once        {self.learning:7.1f} ms"
        yield f"a message: median     {self.typical:7.2f} ms"
        yield f"a message: p99        {self.p99:7.2f} ms"
        for name, took in sorted(self.worst.items(), key=lambda pair: -pair[1]):
            yield f"{LENGTH} characters of {name:24} {took:7.1f} ms"


def measure(triage: Triage, texts: Sequence[str], phrases: Sequence[str]) -> Speed:
    """Time all of it; ``phrases``: what triage looks for."""
    learning = _took(triage, "")
    runs = [sorted(_took(triage, text) for text in texts) for _ in range(RUNS)]
    worst = {
        name: median(_took(triage, text + run * " ") for run in range(RUNS))  # none is remembered
        for name, text in slow_texts(phrases).items()
    }
    return Speed(
        learning,
        median(median(run) for run in runs),
        median(quantiles(run, n=100)[-1] for run in runs),
        worst,
    )


def slow_texts(phrases: Sequence[str]) -> Mapping[str, str]:
    """Return long texts that give the rules as much to do as we know how."""
    draw = random.Random(1)  # noqa: S311 - the same texts every time
    known = sorted({word for phrase in phrases for word in phrase.split()})
    slips = ["".join(draw.sample(word, len(word))) for word in known if len(word) > 5]  # noqa: PLR2004
    pairs = [phrase.split() for phrase in phrases if " " in phrase]
    made: Mapping[str, Iterable[str]] = {
        "one word again and again": ["api"] * LENGTH,
        "one phrase, word by word": ["motor", "hilang"] * LENGTH,
        "every phrase": draw.sample(phrases, len(phrases)),
        "beginnings of phrases": [draw.choice(pairs)[0] for _ in range(LENGTH)],
        "all known words": [draw.choice(known) for _ in range(LENGTH)],
        "slips of known words": [draw.choice(slips) for _ in range(LENGTH)],
        "short known words": [draw.choice([w for w in known if len(w) < 5]) for _ in range(LENGTH)],  # noqa: PLR2004
        "risk words": ["rawan", "simulasi", "tidak", "ada", "kebakaran"] * LENGTH,
        "denials": ["tidak", "ada", "pernah", "terjadi", "pencurian"] * LENGTH,
        "single letters": ["a", "b"] * LENGTH,
        "no letters": ["\U0001f525"] * LENGTH,
        "letters that unfold": ["\ufdfa"] * LENGTH,
        "letters with accents": ["e\u0301"] * LENGTH,
        "letters set apart": list("tolongkebakaran" * LENGTH),
        "words run together": [draw.choice(known) + draw.choice(known) for _ in range(LENGTH)],
        "digits for letters": [word.translate(_DIGITS) for word in draw.sample(known, len(known))],
        "syllables": ["ke-ba-ka-ran", "ba-ba-ba-ba-ba-ba"] * LENGTH,
        "letters of two alphabets": ["k\u0435b\u0430k\u0430r\u0430n"] * LENGTH,
        "unseen marks": ["t\u200fo\u0336\u20e6l\ufeffo\u202eng"] * LENGTH,
        "questions": ["berapa", "orang?", "mana,"] * LENGTH,
        "long words": ["".join(draw.choices("abcdeiknortu", k=20)) for _ in range(LENGTH)],
    }
    return {name: _cut(words) for name, words in made.items()}


def _cut(words: Iterable[str]) -> str:
    return " ".join(words)[:LENGTH]


def _took(triage: Triage, text: str) -> float:
    began = time.thread_time()
    triage.classify(text)
    return (time.thread_time() - began) * _MS
