"""The words of ``[triage]`` in ``config/categories.toml``, which mean the same for every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class TriageWords:
    """Phrases by what they say of the words around them; each group is read by ``Context``.

    ``threat``: victims, weapons, a crowd. ``no_threat``: phrases in which those words make none.
    ``harmless``: phrases that name no incident. ``general``: before a word, it names none either
    ("rawan", "simulasi", "film"). ``unreal``: the text is about feelings, games, sport, prices.
    ``news``: it tells of something elsewhere, or of a case. ``asks``: it asks how or when.
    ``here``: it tells of a place, or calls somebody. ``soon``: it warns of what is to come.
    ``now``, ``past``, ``long_past``: when.
    ``handled``: it is over. ``cries``, ``cry_fillers``: a text of these alone calls for help,
    also after ``cry_greetings`` and beside a sentence of ``cry_questions``.
    ``slang``: how a word is written too, and the word.
    """

    threat: tuple[str, ...] = ()
    no_threat: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    unreal: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    soon: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    long_past: tuple[str, ...] = ()
    handled: tuple[str, ...] = ()
    night: tuple[str, ...] = ()
    cries: tuple[str, ...] = ()
    cry_fillers: tuple[str, ...] = ()
    cry_greetings: tuple[str, ...] = ()
    cry_questions: tuple[str, ...] = ()
    slang: Mapping[str, str] = field(default_factory=dict, hash=False)
