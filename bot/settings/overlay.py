"""Files laid over one another; ``add_words`` and ``remove_words`` change the list ``words``.

A list that is named itself is replaced whole.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Place = tuple[str | int, ...]  # the way to a key: ("policy", "default", "step", 0, "delay")
Data = dict[str, Any]

# Every key of config/ that holds a list of texts, but for those in a list of tables: with
# [[policy.NAME.step]] the steps are written anew.
LISTS = frozenset(
    {
        "asks",
        "cries",
        "cry_fillers",
        "cry_greetings",
        "cry_questions",
        "general",
        "handled",
        "harmless",
        "here",
        "long_past",
        "news",
        "night",
        "no_threat",
        "now",
        "past",
        "recipients",
        "regional_words",
        "reminders",
        "soon",
        "threat",
        "unreal",
        "weak_words",
        "words",
    }
)
# Tables of a rule by kind: one that is written empty switches the rule off.
SWITCHED_OFF = frozenset({"area_wide", "within", "without_place"})
ADD, REMOVE = "add_", "remove_"
MOST_NAMED = 20  # words that a list has lost, in one remark


class Remark(NamedTuple):
    """A warning about a file of the operator's: where, what, and what to do."""

    place: Place
    said: str
    mend: str


def changed_list(key: str) -> str | None:
    """Return the list that ``add_words`` or ``remove_words`` changes; None for any other key."""
    for prefix in (ADD, REMOVE):
        name = key.removeprefix(prefix)
        if name != key and name in LISTS:
            return name
    return None


def keys_beside(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that change the lists among ``keys``."""
    return tuple(prefix + key for key in keys if key in LISTS for prefix in (ADD, REMOVE))


def wrong_values(data: object, at: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield each ``add_...`` and ``remove_...`` that holds no list of texts, and what to write."""
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        yield from wrong_values(value, (*at, key))
        if changed_list(key) is not None and not _are_texts(value):
            yield (*at, key), f'{key}: write a list of texts, as {key} = ["...", "..."]'


def laid(under: Mapping[str, Any], over: Mapping[str, Any]) -> Data:
    """Return ``over`` laid on ``under``: tables merge, lists change as told, the rest is replaced.

    A table of ``SWITCHED_OFF`` that is written empty is empty.

    What :func:`wrong_values` finds must have been refused.
    """
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if value == {} and key in SWITCHED_OFF:
            merged[key] = {}
        elif isinstance(value, dict):
            merged[key] = laid(below if isinstance(below, dict) else {}, value)
        elif changed_list(key) is None:
            merged[key] = value
    for name in _changed(over):
        merged[name] = _list(_base(under, over, name), over, name)
    return merged


def remarks(under: Mapping[str, Any], over: Mapping[str, Any], at: Place = ()) -> Iterator[Remark]:
    """Yield the lists that lost words without being told to, and words that there are not."""
    for key, value in over.items():
        below = under.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            yield from remarks(below, value, (*at, key))
        elif key in LISTS and isinstance(value, list) and isinstance(below, list):
            yield from _lost(below, _list(value, over, key), (*at, key))
        elif key.startswith(REMOVE) and (name := changed_list(key)) is not None:
            yield from _not_there(_base(under, over, name), value, (*at, key))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _changed(over: Mapping[str, Any]) -> list[str]:
    names = (changed_list(key) for key in over)
    return list(dict.fromkeys(name for name in names if name is not None))


def _base(under: Mapping[str, Any], over: Mapping[str, Any], name: str) -> list[Any]:
    """Return the list that is changed; where it is none, its shape says so of the whole."""
    base = over.get(name, under.get(name, []))
    return base if isinstance(base, list) else [base]


def _list(base: list[Any], over: Mapping[str, Any], name: str) -> list[Any]:
    """Return the list after ``add_...`` and ``remove_...``; what is added stands in it once."""
    gone = over.get(REMOVE + name, [])
    kept = [one for one in base if one not in gone]
    return kept + [one for one in dict.fromkeys(over.get(ADD + name, [])) if one not in kept]


def _lost(below: list[Any], now: list[Any], place: Place) -> Iterator[Remark]:
    gone = [str(one) for one in below if one not in now]
    if gone:
        name, rest = place[-1], len(gone) - MOST_NAMED
        named = ", ".join(gone[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
        yield Remark(
            place,
            f"{name} replaces the list that comes with the bot, and drops {named}",
            f"to change single ones, write {ADD}{name} and {REMOVE}{name} in its place",
        )


def _not_there(base: list[Any], words: list[str], place: Place) -> Iterator[Remark]:
    for word in words:
        if word not in base:
            close = get_close_matches(word, [str(one) for one in base], n=1)
            mend = f'did you mean "{close[0]}"?' if close else "take it out: nothing is removed"
            yield Remark(place, f'{place[-1]} names "{word}", which the list does not hold', mend)
