"""What somebody took for something grave, and was not: "kirain ada maling, ternyata kucing".

What stands after "ternyata" is what it was: "kirain petasan, ternyata tembakan" is no mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reading import TextFindings

_WAS = frozenset("ternyata taunya tahunya rupanya jebule jebulnya jebul tibake sihoreng".split())  # noqa: SIM905
_TAKEN_FOR = frozenset(  # in the past: who says this alone was mistaken
    "kirain ngiranya ngirain kukira dikiranya dikirain kukirain disangka disangkanya kusangka"  # noqa: SIM905
    " kupikir kukiro dikiro kirakno".split()
)
_NOT = frozenset("tidak belum bukan ora teu".split())  # noqa: SIM905 — "nadinya tidak ada"
_THOUGHT = frozenset("kira pikir ngira kiro sangka dikira mikir mikirnya mbatin".split())  # noqa: SIM905


def is_mistaken(reading: TextFindings) -> bool:
    """Tell whether all that alarms in a text is what its writer took something for."""
    words = reading.words
    was = next((at for at, word in enumerate(words) if word in _WAS), len(words))
    openers = _TAKEN_FOR | _THOUGHT if was < len(words) else _TAKEN_FOR
    thought = next((at for at, word in enumerate(words[:was]) if word in openers), None)
    if thought is None or not _NOT.isdisjoint(words[was:]):
        return False
    named = _places(reading, reading.named.reasons)
    sure = [*_places(reading, reading.named.sure), *(one.positions[0] for one in reading.threats)]
    return any(thought < at < was for at in named) and all(thought < at < was for at in sure)


def _places(reading: TextFindings, kinds: Iterable[str]) -> list[int]:
    """Return where what names these kinds stands."""
    return [match.positions[0] for kind in kinds for match in reading.named.reasons[kind]]
