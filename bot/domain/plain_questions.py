"""Questions about circumstances, in which nothing is told: "Berapa orang di dalam?", "kok rame?".

Whoever says of something alarming that it is so asks why, speaks of themselves or calls somebody
("kenapa ada asap tebal di pasar?", "siapa bisa nolong?"), or tells it in a clause that asks
nothing. What happened is asked about in few words and without a place: "kebakaran di mana?".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.word_forms import END, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.reading import TextFindings

_LONGEST = 200  # characters: in more something is told
_FEWEST = 4  # words, of which one names what happened
_WHAT = frozenset("apa apaan opo naon what atau or".split())  # noqa: SIM905
_ABOUT = _WHAT | frozenset(  # of what is named: who, how many, where, when
    "siapa sopo sapa saha sia inai niga berapa brp piro pira sabaraha bara"  # noqa: SIM905
    " barapa mana dimana dmn endi ngendi kega kapan iraha pabila"
    " who which where when how whose".split()
)
_YES_OR_NO = frozenset(  # how a question begins that yes or no answers
    "apakah adakah masihkah sudahkah benarkah ada masih sudah udah emang emangnya memang"  # noqa: SIM905
    " memangnya bener benar beneran betul isih wis is are was were did do does has any".split()
)
_BEFORE = frozenset("di ke dari jam yang sudah kira itu ini".split())  # noqa: SIM905
_BESIDE = frozenset("pak bu bang mas mbak kak min halo permisi maaf ya sih tuh toh".split())  # noqa: SIM905
_TELLS = frozenset(  # it asks why; it speaks of itself; it calls
    "kok kenapa knp napa ngapa mengapa kunaon ngopo kena why"  # noqa: SIM905
    " saya sy aku kami kita gue gua gw ane ambo ulun abdi kuring nakke me my i we us our"
    " tolong tlg bantu bantuan nolong nulung help need butuh perlu".split()
)
_MINE = re.compile(r"\w{3,}ku")  # "anakku"
_NOT_MINE = frozenset("pelaku berlaku".split())  # noqa: SIM905
_CLAUSE = re.compile(r"([^.!?\n,;]+)([.!?\n,;]*)")


def is_plain_question(reading: TextFindings) -> bool:
    """Tell whether a text asks about circumstances, and tells nothing."""
    text, here = reading.text, reading.context.told["here"]
    alarming = reading.threats and (here or "?" not in text)
    if alarming or (here and "yang" in reading.words) or not asks_only(text):
        return False
    few = len(set(reading.words) - {END} - _BESIDE) <= _FEWEST
    return not reading.named.sure or (
        few and not here and _asks_about(reading.words, _ABOUT - _WHAT)
    )


def asks_only(text: str) -> bool:
    """Tell whether each clause of a text asks, and none asks why or speaks of its writer."""
    if len(text) > _LONGEST:
        return False
    clauses = [(tokens(said), mark) for said, mark in _CLAUSE.findall(text)]
    words = [word for said, _ in clauses for word in said]
    if any(word in _TELLS or (_MINE.fullmatch(word) and word not in _NOT_MINE) for word in words):
        return False
    told = [(said, mark) for said, mark in clauses if not _BESIDE.issuperset(said)]
    return bool(told) and all(_asks(said, mark) for said, mark in told)


def _asks(said: Sequence[str], mark: str) -> bool:
    """Tell whether a clause asks; without a mark it must begin so."""
    if "?" in mark:
        return _asks_about(said) or _begins(said) in _YES_OR_NO
    return _asks_about(said) if "," in mark else _begins(said) in _ABOUT - _WHAT - {"mana"}


def _asks_about(said: Sequence[str], about: frozenset[str] = _ABOUT) -> bool:
    return not about.isdisjoint(said)


def _begins(said: Sequence[str]) -> str:
    """Return the first word of a clause that may ask."""
    return next((word for word in said if word not in _BEFORE | _BESIDE), "")
