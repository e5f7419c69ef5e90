"""What the rules of triage found in a text, as cues for the model beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.reading import TextFindings

_LONGEST = 7  # in powers of two of its words


def cues(reading: TextFindings, category: str, *, incident: bool) -> Iterator[str]:
    """Return what they heard, how surely, and what the words around say of it."""
    named, context = reading.named, reading.context
    yield from (f"{'sure' if kind in named.sure else 'faint'} {kind}" for kind in named.scores)
    yield f"first {category}"
    yield f"ongoing {context.ongoing}"
    yield from (f"threat {count}" for count in range(min(len(reading.threats), 2)))
    for group, told in context.told.items():
        yield from (f"{group} {count}" for count in range(min(len(told), 2)))
    yield from (f"news mark {count}" for count in range(min(reading.news_marks, 2)))
    yield from (f"complaint mark {count}" for count in range(min(reading.complaint_marks, 2)))
    yield from ["void"] if context.void else []
    yield from ["calm"] if context.calm else []
    yield from ["incident"] if incident else []
    yield f"length {min(len(reading.words).bit_length(), _LONGEST)}"
