"""Positions as people write them: in a link to a map, in degrees, in degrees and minutes.

Only what lies around Indonesia is one, and only what cannot be a sum, a date or a number: a pair of
numbers without a word beside them has four decimals at least. Nothing is ever fetched.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_plus

from bot.domain import coordinate_patterns as patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

PLACEHOLDER = "[lokasi]"  # what is read in the place of a position
SOUTH, NORTH, WEST, EAST = -11.5, 6.5, 94.5, 141.5  # degrees; with the waters
METRES_IN_A_DEGREE = 111_195
SURE_M = 30.0  # a border is not known better


class Written(NamedTuple):
    """A position in a text, in degrees; ``accuracy_m`` where it is rounded. It stands at a span."""

    lat: float
    lon: float
    accuracy_m: float | None
    start: int
    stop: int


class _Angle(NamedTuple):
    """A latitude or a longitude in a text."""

    start: int
    stop: int
    axis: str
    degrees: float
    doubt_m: float


def position_in(text: str) -> Written | None:
    """Return the first position that is written in ``text``, or None."""
    return next(_positions(text), None)


def hide(text: str) -> str:
    """Return ``text`` with a mark in the place of each position."""
    parts, end = list[str](), 0
    for one in sorted(_positions(text), key=lambda one: one.start):
        if one.start >= end:
            parts += [text[end : one.start], PLACEHOLDER]
            end = one.stop
    return "".join([*parts, text[end:]])


def around(text: str, written: Written) -> str:
    """Return what is said beside a position; empty where nothing but punctuation is."""
    rest = f"{text[: written.start]} {text[written.stop :]}".strip()
    return rest if any(sign.isalnum() for sign in rest) else ""


def map_link_without_position(text: str) -> str | None:
    """Return a link to a map that does not say where it leads; None: there is none."""
    for address in patterns.ADDRESS.finditer(text):
        if patterns.MAP.match(address[0]) and _in_address(address[0]) is None:
            return address[0]
    return None


def is_only_map_link(text: str) -> bool:
    """Tell whether a text is a link to a map that does not say where, and nothing else."""
    link = map_link_without_position(text)
    return link is not None and not any(sign.isalnum() for sign in text.replace(link, ""))


def _positions(text: str) -> Iterator[Written]:
    for address in patterns.ADDRESS.finditer(text):
        if (found := _in_address(address[0])) is not None:
            yield Written(*found, *address.span())
    plain = patterns.ADDRESS.sub(lambda address: "\0" * len(address[0]), text)
    yield from _marked(plain)
    for pair in patterns.BARE.finditer(plain):
        if (found := _placed(pair[1], pair[3])) is not None:
            yield Written(*found, *pair.span())


def _in_address(address: str) -> tuple[float, float, float | None] | None:
    """Return where a link leads: its pin, what it asks for, else the middle of its map."""
    said = unquote_plus(address)
    if pins := patterns.PIN.findall(said):
        lat, lon, other_lon, other_lat = pins[-1]
        return _placed(lat or other_lat, lon or other_lon)
    if named := patterns.NAMED.search(said):
        return _placed(named[1], named[2])
    marked = next(_marked(said), None)
    if marked is not None:
        return marked[:3]
    least = 1 if patterns.MAP.match(address) else 3  # decimals
    found = [
        (pair[1] == "@", placed)
        for pair in patterns.PAIR.finditer(said)
        if min(_decimals(pair[2]), _decimals(pair[3])) >= least
        and (placed := _placed(pair[2], pair[3])) is not None
    ]
    wanted = [placed for is_middle, placed in found if not is_middle]
    if not wanted:
        return found[0][1] if found else None
    goes_there = "/dir/" in said or "daddr=" in said or "destination=" in said
    return wanted[-1 if goes_there else 0]


def _marked(text: str) -> Iterator[Written]:
    """Yield what stands beside a word for a latitude and one for a longitude, in either order."""
    for style in (patterns.BEFORE, patterns.AFTER):
        angles = sorted(
            (_Angle(*match.span(), axis, *_angle(match)))
            for axis, pattern in style.items()
            for match in pattern.finditer(text)
        )
        for first, second in pairwise(angles):
            apart = patterns.BETWEEN.fullmatch(text, first.stop, second.start) is None
            if first.axis == second.axis or first.stop > second.start or apart:
                continue
            lat, lon = (first, second) if first.axis == "lat" else (second, first)
            if _is_around(lat.degrees, lon.degrees):
                doubt = max(lat.doubt_m, lon.doubt_m)
                sure = None if doubt <= SURE_M else doubt
                yield Written(lat.degrees, lon.degrees, sure, first.start, second.stop)


def _angle(match: re.Match[str]) -> tuple[float, float]:
    """Return an angle in degrees, and by how many metres it is rounded."""
    before, sign, degrees, decimals, minutes, seconds, after = match.groups()
    value = float(f"{degrees}.{decimals or 0}")
    value += _number(minutes) / 60 + _number(seconds) / 3600
    mark = (before or after or "").lower().replace(".", "")
    south = mark in {"s", "ls", "lintang selatan"} or (not mark and sign and sign in patterns.MINUS)
    return (-value if south else value), _doubt(decimals, minutes, seconds)


def _doubt(decimals: str | None, minutes: str | None, seconds: str | None) -> float:
    """Return half of the last digit's worth, in metres."""
    if decimals is not None:
        return METRES_IN_A_DEGREE / 10.0 ** len(decimals) / 2
    said, worth = (seconds, 3600) if seconds is not None else (minutes, 60)
    return METRES_IN_A_DEGREE / worth / 10.0 ** _decimals((said or "").replace(",", ".")) / 2


def _placed(first: str, second: str) -> tuple[float, float, float | None] | None:
    """Return a pair in degrees; some maps write the longitude first. None: not around Indonesia."""
    one, other = _number(first), _number(second)
    lat, lon = (one, other) if _is_around(one, other) else (other, one)
    if not _is_around(lat, lon):
        return None
    digits = min(_decimals(first.replace(",", ".")), _decimals(second.replace(",", ".")))
    doubt = METRES_IN_A_DEGREE / 10.0**digits / 2
    return lat, lon, doubt if doubt > SURE_M else None


def _is_around(lat: float, lon: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def _number(said: str | None) -> float:
    return float((said or "0").replace(",", ".").translate(patterns.PLAIN))


def _decimals(said: str) -> int:
    return len(said.partition(".")[2])
