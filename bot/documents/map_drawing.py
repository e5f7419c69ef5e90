"""The map of a picture: shaded regions as a drawing, names where they fit, a scale of distance."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PIL import ImageFont

from bot.places.geography.region_outlines import region_outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.places.geography.region_outlines import Outline, Point, RegionOutlines, Ring

    Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom

WIDTH, HEIGHT = 332.0, 400.0  # points: of a picture that is 360 wide; the height at most
DETAIL = 3  # pixels of a point: what is smaller is left out
SIZE, LINE = 11, 12  # points: of a name, and of its line
_GAP = 2.0  # points between two names
_BAR = 90.0  # points: the longest bar of the scale
_KILOMETRE = 1000  # metres
_STEPS = (5, 2, 1)  # what the bar of the scale may begin with
_BOLD = Path(__file__).parent / "fonts" / "NotoSans-Bold.ttf"
_AROUND, _BORDER, _SHORE = "#e9edf0", "#8795a3", "#4a5763"
_TOGETHER = "\N{NO-BREAK SPACE}"  # no line ends between a name and its figure
_SHIFTS = (0.0, -0.7, 0.7, -1.4, 1.4)  # lines by which a name may leave its place


@dataclass(slots=True)
class _Labels:
    """Names that found a place; none lies over another, or beyond the edge of the map.

    ``land``: what surrounds each piece of land that is drawn.
    """

    width: float
    height: float
    land: Sequence[Box]
    font: ImageFont.FreeTypeFont = field(
        default_factory=lambda: ImageFont.truetype(str(_BOLD), SIZE * 10)
    )
    taken: list[Box] = field(default_factory=list)
    placed: list[dict[str, Any]] = field(default_factory=list)

    def put(self, lines: Sequence[str], at: Point, around: Box) -> bool:
        """Place lines at a point, or beside what is ``around`` it where they would hide that.

        False where there is no room.
        """
        wide = max(self.font.getlength(line) for line in lines) / 10 + 2
        tall = LINE * len(lines)
        if wide > self.width or tall > self.height:
            return False
        for x, y in [*self._beside(around, wide, tall), *self._over(at, wide, tall)]:
            box = (x - _GAP, y - _GAP, x + wide + _GAP, y + tall + _GAP)
            if not any(_meet(box, other) for other in self.taken):
                self.taken.append(box)
                self.placed.append({"lines": list(lines), "x": x, "y": y, "width": wide})
                return True
        return False

    def _over(self, at: Point, wide: float, tall: float) -> list[Point]:
        """Return the places at a point, or some lines above or below it."""
        x = min(max(at[0] - wide / 2, 0), self.width - wide)
        ys = (at[1] - tall / 2 + shift * LINE for shift in _SHIFTS)
        return [(x, min(max(y, 0), self.height - tall)) for y in ys]

    def _beside(self, island: Box, wide: float, tall: float) -> list[Point]:
        """Return the places on the water beside an island that is smaller than its name.

        What touches other land is none: its name stays on it.
        """
        left, top, right, bottom = island
        if right - left > wide or bottom - top > tall or self._touches(island) > 1:
            return []
        x = min(max((left + right - wide) / 2, 0), self.width - wide)
        y = min(max((top + bottom - tall) / 2, 0), self.height - tall)
        places = [(x, bottom + _GAP), (x, top - _GAP - tall)]
        places += [(right + _GAP, y), (left - _GAP - wide, y)]
        return [
            place for place in places if self._is_water((*place, place[0] + wide, place[1] + tall))
        ]

    def _is_water(self, box: Box) -> bool:
        left, top, right, bottom = box
        within = left >= 0 and top >= 0 and right <= self.width and bottom <= self.height
        return within and not self._touches(box)

    def _touches(self, box: Box) -> int:
        """Return how many pieces of land a box meets."""
        return sum(_meet(box, other) for other in self.land)


def draw(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the template of the map shows; None where nothing of it has a boundary.

    ``data``: ``regions`` (``code``, ``name``, ``said``, ``count``, ``shade``), ``around`` (codes
    that are drawn without a figure), ``shades``, and the words ``km``, ``m``, ``unnamed``,
    ``outside`` and ``more``. A name stands in its region or near it, with its figure; of what found
    no room the most frequent are named below.
    """
    regions = {one["code"]: one for one in data["regions"]}
    drawn = _drawn(regions, data["around"])
    if drawn is None:
        return None
    labels, unnamed = _labelled(drawn, regions)
    beyond = [one for one in unnamed if one["code"] in drawn.outside]
    crowded = [one for one in unnamed if one not in beyond]
    return {
        "width": drawn.width / DETAIL,
        "height": drawn.height / DETAIL,
        "svg": _svg(drawn, regions, data["shades"]),
        "labels": labels,
        "size": SIZE,
        "line": LINE,
        "scale": _scale(drawn.metres * DETAIL, data),
        "unnamed": [
            _listed(data["unnamed"], crowded, data),
            _listed(data["outside"], beyond, data),
        ],
    }


def _drawn(regions: Mapping[str, Any], around: Sequence[str]) -> RegionOutlines | None:
    """Return the outlines of regions among their neighbours, or alone where they lie far off."""
    drawn = region_outlines([*regions, *around], WIDTH * DETAIL, HEIGHT * DETAIL)
    if drawn is not None and around and not regions.keys().isdisjoint(drawn.outside):
        return region_outlines([*regions], WIDTH * DETAIL, HEIGHT * DETAIL)
    return drawn


def _labelled(
    drawn: RegionOutlines, regions: Mapping[str, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[Mapping[str, Any]]]:
    """Return the names with their places, and the regions whose names found none."""
    land = [box_of(ring) for one in drawn.outlines for ring in one.rings]
    labels = _Labels(drawn.width / DETAIL, drawn.height / DETAIL, land)
    found = {one.code: one for one in drawn.outlines}
    unnamed = []
    for one in sorted(regions.values(), key=lambda one: -one["count"]):
        outline = found.get(one["code"])
        if outline is None or not _named(labels, one, outline):
            unnamed.append(one)
    return labels.placed, unnamed


def _named(labels: _Labels, one: Mapping[str, Any], outline: Outline) -> bool:
    at = outline.label[0] / DETAIL, outline.label[1] / DETAIL
    name, said = one["name"], one["said"]
    ways = ([name, said], [*_halved(name), said], [f"{name} {said}"])
    boxes = [box_of(ring) for ring in outline.rings]
    around = next((box for box in boxes if _meet(box, (*at, *at))), boxes[0])
    return any(labels.put(lines, at, around) for lines in ways)


def box_of(ring: Ring) -> Box:
    """Return what surrounds a ring, in points."""
    xs, ys = zip(*ring, strict=True)
    return min(xs) / DETAIL, min(ys) / DETAIL, max(xs) / DETAIL, max(ys) / DETAIL


def _halved(name: str) -> list[str]:
    """Return a name in two lines, as even as its words allow."""
    words = name.split()
    cuts = [(" ".join(words[:nth]), " ".join(words[nth:])) for nth in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(map(len, cut)))) if cuts else [name]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _svg(
    drawn: RegionOutlines, regions: Mapping[str, Mapping[str, Any]], shades: Sequence[str]
) -> str:
    """Return the drawing: numbers and colours alone, no word of anybody."""
    size = f"{drawn.width:.1f} {drawn.height:.1f}"
    paths = []
    for one in drawn.outlines:
        own = regions.get(one.code)
        fill = shades[own["shade"]] if own is not None else _AROUND
        line = _SHORE if own is not None else _BORDER
        paths.append(
            f'<path d="{_path(one.rings)}" fill="{fill}" fill-rule="evenodd"'
            f' stroke="{line}" stroke-width="1.6" stroke-linejoin="round"/>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{"".join(paths)}</svg>'


def _path(rings: Iterable[Ring]) -> str:
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring)}Z" for ring in rings)


def _scale(metres: float, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the longest round distance that the bar has room for; ``metres``: of a point."""
    step = 10.0**6
    while True:
        for first in _STEPS:
            if first * step / metres <= _BAR:
                length = first * step
                far = length >= _KILOMETRE
                unit = (length / _KILOMETRE, data["km"]) if far else (length, data["m"])
                return {"said": f"{unit[0]:g} {unit[1]}", "length": length / metres}
        step /= 10


def _listed(said: str, regions: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> str:
    """Return the regions with incidents that the map does not name, the most frequent first."""
    counted = [one for one in regions if one["count"]]
    if not counted:
        return ""
    listed = [f"{one['name']}{_TOGETHER}{one['said']}" for one in counted[: data["most"]]]
    rest = len(counted) - len(listed)
    more = [data["more"].format(n=rest).replace(" ", _TOGETHER)] if rest else []
    return f"{said} {' · '.join([*listed, *more])}"
